"""The story of a card, to read and print: background, what we did, what changed and for whom, what we learned.

`page` says what is told and in what order, `markdown` and `html` write it out. What the card does not have is left out,
with its heading. Persons are named only where that is asked for; what people wrote is told as it stands, as data.
"""
