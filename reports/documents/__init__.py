"""What the filed documents say, as frozen values with every number and sentence ready.

Two kinds of modules stand here. ``year``, ``year_duties`` and ``year_deeds`` hold what one
school year of one pairing came to; their sentences are those of ``compliance.wording``, in the
reader's language, and a page may show them. ``summary`` and ``agreement`` are the papers.

The papers are Chinese official documents whatever the reader's language: their fixed words
stand in Chinese in ``words``, in these two modules and in ``templates/pdf``, not in the
catalogue. Make them under ``translation.override("zh-hans")``, as ``reports.services`` does.
"""
