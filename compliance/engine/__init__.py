"""Duties, windows and verdicts as plain values; no clock, no database, no words."""
