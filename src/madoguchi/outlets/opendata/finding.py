"""What search finds, as JSON."""

from pydantic import BaseModel

from madoguchi.edition.searching import Hit
from madoguchi.guide import Guide
from madoguchi.guide.rendering import name_of, plain
from madoguchi.language import without_readings
from madoguchi.outlets.site.addresses import address_of


class FoundOut(BaseModel):
    """A page that fits: `path` is its address on this server; a higher `score` fits better."""

    id: str
    kind: str
    name: str
    summary: str
    path: str
    score: int


class SearchOut(BaseModel):
    """The pages that fit best, best first; none where none fits."""

    query: str
    language: str
    results: list[FoundOut]


def search_out(query: str, hits: list[Hit], guide: Guide, language: str) -> SearchOut:
    """The hits with their words in a language."""
    results = []
    for entry, score in hits:
        summary = plain(guide, entry, "summary", language)
        results.append(
            FoundOut(
                id=entry.id,
                kind=entry.kind,
                name=without_readings(name_of(guide, entry.id, language).value),
                summary=summary.value if summary else "",
                path=address_of(guide, entry, language),
                score=score,
            )
        )
    return SearchOut(query=query, language=language, results=results)
