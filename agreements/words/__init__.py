"""The Chinese words of a clause, code by code: what says a duty and what reads it share them.

They are data, like the clauses themselves: what is rendered with them is signed and filed,
whatever language the reader's screen has. Codes stand as plain words, so that reading needs no
Django; a test holds them to the vocabularies. No word holds a separator (、 ， 和; 或 only
inside 论文或案例), and no two codes of one vocabulary share a word.
"""
