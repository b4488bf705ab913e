"""What the actions of the key table do."""
