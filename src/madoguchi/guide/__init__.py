"""The vocabulary: typed entries, their sources and words, and the packs they are read from."""

from madoguchi.guide.chapters import Chapter, Emergency, Guidance, InChapter, Programme, Term
from madoguchi.guide.entries import (
    CHANNELS,
    Area,
    Closures,
    Entry,
    Location,
    OfficePlace,
    Organization,
    Otherwise,
    Pack,
    Service,
    Source,
    Topic,
)
from madoguchi.guide.facts import SOLID, Citation, Phone, Wording
from madoguchi.guide.guide import Guide, Json
from madoguchi.guide.kinds import KINDS
from madoguchi.guide.life import (
    UNSURE,
    Asked,
    Due,
    LifeEvent,
    NotNeeded,
    OfficeRole,
    Procedure,
    Question,
    RequiredDocument,
)
from madoguchi.guide.problems import PackError, Problem
from madoguchi.guide.reading import Read, read_packs

__all__ = [
    "CHANNELS",
    "KINDS",
    "SOLID",
    "UNSURE",
    "Area",
    "Asked",
    "Chapter",
    "Citation",
    "Closures",
    "Due",
    "Emergency",
    "Entry",
    "Guidance",
    "Guide",
    "InChapter",
    "Json",
    "LifeEvent",
    "Location",
    "NotNeeded",
    "OfficePlace",
    "OfficeRole",
    "Organization",
    "Otherwise",
    "Pack",
    "PackError",
    "Phone",
    "Problem",
    "Procedure",
    "Programme",
    "Question",
    "Read",
    "RequiredDocument",
    "Service",
    "Source",
    "Term",
    "Topic",
    "Wording",
    "read_packs",
]
