"""A board's meetings: when they are, what they go through, holding one, and what came of it."""
