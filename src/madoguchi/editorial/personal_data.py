"""What the history of the guide keeps about people, and which fields are about nobody."""

from madoguchi.editorial.keeping import reports
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
    keep(
        Kept(
            "editorial.Report",
            ("text", "note"),
            "To mend what readers say is wrong",
            "利用者から指摘された間違いを直すため",
            "Addresses and numbers until somebody decides, the rest for a year after; two years if "
            "nobody does",
            "連絡先や番号は対応を決めるまで、その他はその後1年間（未対応のものは2年間）",
            reports.forget,
        )
    )
    # Where a report came from is a page, never a reader.
    impersonal("editorial.Report", "path", "entry_id", "language", "edition", "part")
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
    # Addresses that the guide leads to, and what answered there.
    impersonal("editorial.Link", "url")
    impersonal("editorial.LinkCheck", "problem", "detail", "final_address")
