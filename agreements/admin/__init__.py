"""The bureau's administration of agreements, clauses and duties."""

from agreements.admin import agreements, clauses, duties

__all__ = ["agreements", "clauses", "duties"]
