"""Where `tavla` and `python -m tui` begin. Whatever happens, no traceback reaches a person."""

from __future__ import annotations

import sys


def main() -> int:
    """Run what the command line asks for; the exit code."""
    if not __package__:  # run by its path, as sshd does in a checkout: see tui/cli/ssh.py
        sys.path.insert(0, __file__.rpartition("/tui/")[0])
    try:
        from tui.cli.run import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
