"""Madoguchi: who can help me, in my language, now."""
