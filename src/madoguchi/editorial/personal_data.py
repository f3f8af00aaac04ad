"""What the history of the guide keeps about people, and which fields are about nobody."""

from madoguchi.people.purposes import Kept, impersonal, keep

_FOR_GOOD = "For as long as the guide's history is kept"
_FOR_GOOD_JA = "ガイドの履歴を保存する間"


def name() -> None:
    """Name the fields of entries, versions, reviews and publications."""
    for model, fields in {
        "editorial.FactsVersion": ("why", "reviewed_by"),
        "editorial.WordsVersion": ("why", "reviewed_by"),
        "editorial.ReviewStep": ("comment",),
        "editorial.Publication": ("why", "accepted", "problem"),
    }.items():
        keep(
            Kept(
                model,
                fields,
                "To answer for what the guide says: who decided it, and why",
                "掲載内容について、誰がなぜ決定したかを説明するため",
                _FOR_GOOD,
                _FOR_GOOD_JA,
                None,
            )
        )
    # What readers are told, or will be.
    impersonal("editorial.FactsVersion", "data")
    impersonal("editorial.WordsVersion", "data", "language", "made_from_language")
    impersonal("editorial.Translation", "language", "made_from_language")
    impersonal("editorial.ReviewStep", "part")
    impersonal("editorial.Publication", "edition")
    impersonal("editorial.PublicationItem", "part")
    impersonal(
        "editorial.Record",
        *("entry_id", "kind", "pack", "chapter", "section", "name_ja", "name_en"),
    )
    # Numbers of an hour.
    impersonal("editorial.CounterTap", "language", "place", "last_tap")
    impersonal("editorial.MachineOrder", "language", "source_language", "states", "chapter")
    impersonal("editorial.MachineOrder", "problem")
    impersonal("editorial.MachineMonth", "month")
