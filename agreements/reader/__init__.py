"""Reads agreements: text in, clause tree and duties out. By rules, without Django; the same
text always gives the same answer."""

from agreements.reader.reading import read

__all__ = ["read"]
