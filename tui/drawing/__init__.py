"""The method's pictures in cells: each a pure function from plain data to rows of named parts (tui.lines)."""
