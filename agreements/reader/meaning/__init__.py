"""What a duty means: from the words of a clause to an ``Obligation`` with its sources.

``own`` reads the sentences that ``agreements.rendering`` says, slot by slot and exactly.
``foreign`` reads everybody else's: one module a subject, every phrase a word in a table of
``lexicon``. What the text does not say stays as the language has it by default.
"""
