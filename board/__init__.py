"""The domain: what a board is, what may be done to it and why. No files, no screen, no sentences."""

__version__ = "0.1.0"
