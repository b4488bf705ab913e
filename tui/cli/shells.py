"""`tavla completion`: what makes a shell complete tavla's commands. The files are made by tui.cli.generate."""

from __future__ import annotations

import os

from tui.cli.call import Call
from tui.cli.output import put_bytes, put_json

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "completions")


def completion(call: Call) -> int:
    """Print the script for a shell, to be saved or evaluated."""
    with open(os.path.join(FOLDER, f"tavla.{call.args.shell}"), "rb") as file:
        script = file.read()
    if call.json:
        put_json({"shell": call.args.shell, "script": script.decode("utf-8")})
    else:
        put_bytes(script)
    return 0
