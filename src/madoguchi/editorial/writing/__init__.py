"""Help for people who write words: what changed, what to watch, what to say instead."""
