"""Every face of the board: the screen, the command line, and the words of both."""
