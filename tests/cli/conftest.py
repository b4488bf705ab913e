"""Gives the command line's tests their workspace."""

from tests.cli.running import empty, tavla

__all__ = ["empty", "tavla"]
