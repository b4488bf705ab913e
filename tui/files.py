"""Files that a person asks for: written whole or not at all, in words where they cannot be."""

from __future__ import annotations

import os

from board.errors import Problem
from tui.confined import check_files


def write_file(path: str, data: bytes) -> None:
    """Write a file whole or not at all; what stood there stays until the new one is complete.

    Raises:
        Problem: `file_failed` with the path, or its folder where there is none; `no_files_here`, see tui.confined.
    """
    check_files()
    temporary = f"{path}.tavla-{os.getpid()}"
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            with open(path, "wb") as pipe:
                pipe.write(data)
            return
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except (OSError, ValueError) as error:
        if os.path.exists(temporary):
            os.unlink(temporary)
        no_folder = isinstance(error, FileNotFoundError)
        raise file_problem(error, (os.path.dirname(path) or path) if no_folder else path) from None


def write_new(folder: str, name: str, ending: str, data: bytes) -> str:
    """Write a file beside those that are there, with a number where the name is taken; its path.

    Raises:
        Problem: as write_file.
    """
    number, path = 1, os.path.join(folder, f"{name}.{ending}")
    while os.path.lexists(path):
        number += 1
        path = os.path.join(folder, f"{name}-{number}.{ending}")
    write_file(path, data)
    return path


def file_problem(error: OSError | ValueError, path: str) -> Problem:
    from tui.reasons import code_of

    return Problem("file_failed", given=path, errno=code_of(error))
