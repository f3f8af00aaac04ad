"""Kinds of entry as forms for people: fields from the types, what was typed, what is wrong."""
