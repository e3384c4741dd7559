"""What a duty means: from the words of a clause to an ``Obligation`` with its sources.

``own`` reads the sentences that ``agreements.rendering`` says, slot by slot and exactly.
"""
