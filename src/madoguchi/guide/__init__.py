"""The vocabulary: typed entries, their sources and words, and the packs they are read from."""

from madoguchi.guide.entries import (
    CHANNELS,
    KINDS,
    Area,
    Closures,
    Entry,
    Location,
    Organization,
    Otherwise,
    Pack,
    Service,
    Source,
    Topic,
)
from madoguchi.guide.facts import SOLID, Citation, Phone, Wording
from madoguchi.guide.guide import Guide, Json
from madoguchi.guide.problems import PackError, Problem
from madoguchi.guide.reading import Read, read_packs

__all__ = [
    "CHANNELS",
    "KINDS",
    "SOLID",
    "Area",
    "Citation",
    "Closures",
    "Entry",
    "Guide",
    "Json",
    "Location",
    "Organization",
    "Otherwise",
    "Pack",
    "PackError",
    "Phone",
    "Problem",
    "Read",
    "Service",
    "Source",
    "Topic",
    "Wording",
    "read_packs",
]
