"""A few segments of an invented desk that several tests of files share."""

from madoguchi.editorial.translating.segments import Segment

PHONE = "電話は [[#phone]] です。"


def segment(
    source: str = PHONE,
    target: str = "",
    *,
    entry_id: str = "nerima/desk",
    field: str = "summary",
    language: str = "vi",
    version: int = 3,
    **others: object,
) -> Segment:
    """A segment of which a test names what it is about."""
    state = others.pop("state", "draft" if target else "missing")
    return Segment(
        entry_id, field, language, "ja", version, source, target,
        state=state, **others,  # type: ignore[arg-type]
    )  # fmt: skip
