"""The few things the screen is made of."""
