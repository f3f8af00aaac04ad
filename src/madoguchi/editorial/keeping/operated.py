"""The guide as readers get it: where an office answers for it, careful words are reviewed first."""

from django.conf import settings

from madoguchi.editorial.keeping.guides import published_guide, words_of
from madoguchi.editorial.models import State, WordsVersion
from madoguchi.guide import Guide, Wording
from madoguchi.guide.careful import reviewed_words_first


def readers_guide() -> Guide:
    """The published guide; with `OPERATED_BY` set, as `reviewed_words_first` has it."""
    guide = published_guide()
    if not settings.OPERATED_BY:
        return guide
    earlier: dict[tuple[str, str], Wording] = {}
    reviewed = WordsVersion.objects.filter(state=State.APPROVED).order_by("number")
    for version in reviewed.iterator():
        entry = guide.entries.get(version.record_id)
        shown = entry.words.get(version.language) if entry else None
        if shown is not None and version.number < shown.version:
            words = words_of(version, reviewed=True)
            earlier[version.record_id, version.language] = Wording.model_validate(words.data)
    return reviewed_words_first(guide, earlier)
