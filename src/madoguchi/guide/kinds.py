"""Every kind of entry by its name."""

from madoguchi.guide.chapters import Chapter, Emergency, Guidance, Programme, Term
from madoguchi.guide.entries import (
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
from madoguchi.guide.life import (
    LifeEvent,
    NotNeeded,
    OfficeRole,
    Procedure,
    Question,
    RequiredDocument,
)

KINDS: dict[str, type[Entry]] = {
    "pack": Pack,
    "source": Source,
    "area": Area,
    "topic": Topic,
    "organization": Organization,
    "location": Location,
    "closures": Closures,
    "service": Service,
    "otherwise": Otherwise,
    "chapter": Chapter,
    "guidance": Guidance,
    "programme": Programme,
    "emergency": Emergency,
    "term": Term,
    "life-event": LifeEvent,
    "procedure": Procedure,
    "question": Question,
    "reason": NotNeeded,
    "document": RequiredDocument,
    "office": OfficeRole,
}
