"""Other people's words for the codes of the language: a new phrase is one more word in a line.

The words are patterns over the clean text: simplified characters, half-width signs.
"""
