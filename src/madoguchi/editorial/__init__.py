"""The staff's rooms: what the guide says is drafted, translated, reviewed and published here."""
