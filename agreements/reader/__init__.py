"""Reading an agreement: text in, clauses and duties out. Pure Python, no Django, no clock.

    from agreements.reader import read

    reading = read(text)            # a ``values.Reading``; the same text, the same answer

The text is tokenised (numbers, units, periods, parties, posts, deeds), cut into clauses, and
the tokens of a clause are combined into duties. Every phrase is one line of a table. Reading is
the inverse of saying: ``agreements.rendering`` says an obligation, ``read`` reads it back.
"""
