"""A text at work: what the reader found, what a person decided on it, and the draft it becomes.

``cards`` holds the duties and what was decided, as plain values; ``plan`` makes the clauses of
an agreement or a template from them; ``obligations`` turns codes into rows that can be said and
checked. Writing is done by ``agreements.services.readings``.
"""
