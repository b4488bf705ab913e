"""What fills the middle of the screen, one at a time."""
