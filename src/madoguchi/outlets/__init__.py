"""The ways out of an edition, one folder each."""
