"""Reports in words: sections that start as a draft made of the facts and are edited by the
schools, submitted by a principal, accepted or returned by the bureau.

``subjects`` says what a report is about, ``words`` reads what was written, ``writing`` and
``flow`` change it, ``permissions`` says who may, ``wording`` why not.
"""
