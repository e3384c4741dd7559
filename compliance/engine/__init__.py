"""Duties, windows and verdicts as plain values. No clock, no database, no settings, no words."""
