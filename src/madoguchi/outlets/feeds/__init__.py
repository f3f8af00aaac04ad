"""Calendars and lists of changes that other programs fetch again and again."""
