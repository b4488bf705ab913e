"""The command line: every command works without Textual, in any locale and on a pipe."""
