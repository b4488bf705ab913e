"""The improvement method on a card: what each part of the work holds, and what follows from it."""
