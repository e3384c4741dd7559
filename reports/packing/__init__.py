"""Packs: a programme's school year, or one school's whole dossier, as one ZIP.

``planning`` says what a pack will hold, ``ordering`` writes that down as rows and orders the
job, ``working`` makes one row after another and then the ZIP. A row that is done stays done:
whoever goes on after a worker was lost begins with the first that is not.
"""
