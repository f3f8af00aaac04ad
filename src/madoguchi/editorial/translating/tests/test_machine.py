"""What a machine may draft, and what the offline one knows."""

from collections.abc import Iterator, Sequence

import pytest

from madoguchi.editorial.translating.glossary import GlossaryTerm
from madoguchi.editorial.translating.machine import GlossaryOnly, draft_by_machine
from madoguchi.editorial.translating.memory import Memory, Pair
from madoguchi.editorial.translating.tests.segments_of_nerima import segment
from madoguchi.editorial.translating.translator import TranslationFailedError, Translator
from madoguchi.editorial.wording import in_staff_language

CARD = GlossaryTerm("japan/residence-card", "在留カード", "thẻ lưu trú", approved=True)
YES = Pair("はい", "Vâng", "vi", "nerima/question choices.yes", approved=True)


class Shouting:
    """A machine that answers with what it was asked, loudly, until it has answered enough."""

    name = "Shouting"

    def __init__(self, enough: int = 1_000, extra: int = 0) -> None:
        self.enough, self.extra = enough, extra

    def can(self, source: str, target: str) -> bool:
        return True

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        if self.enough < len(texts):
            raise TranslationFailedError("tired")
        self.enough -= len(texts)
        return [f"{text}!" for text in texts] + [""] * self.extra


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with in_staff_language("en"):
        yield


def known(*texts: str) -> list[str]:
    offline: Translator = GlossaryOnly(Memory([YES]), [CARD])
    return offline.translate(texts, "ja", "vi")


def test_the_offline_one_fills_in_what_it_knows_and_leaves_the_rest_empty() -> None:
    assert known("はい", "在留カード", "{在留|ざいりゅう}カード", "在留カードを見せる") == [
        "Vâng",
        "thẻ lưu trú",
        "thẻ lưu trú",
        "",
    ]


def test_a_list_is_known_only_where_each_of_its_lines_is() -> None:
    assert known("- 在留カード\n- はい", "- 在留カード\n- 申請書") == ["- thẻ lưu trú\n- Vâng", ""]


def test_the_offline_one_has_a_name_and_can_do_what_it_is_given() -> None:
    offline = GlossaryOnly(Memory([]), [])
    assert offline.name == "Glossary and memory"
    assert (offline.can("ja", "vi"), offline.can("ja", "ja")) == (True, False)


def test_a_machines_draft_says_that_it_is_one() -> None:
    drafted = draft_by_machine(Shouting(), [segment("はい")])
    assert [(one.target, one.state, one.origin) for one in drafted.drafts.accepted] == [
        ("はい!", "draft", "machine")
    ]


@pytest.mark.parametrize(
    ("state", "origin", "drafted"),
    [
        ("draft", "machine", 1),
        ("in_review", "machine", 0),
        ("approved", "machine", 0),
        ("draft", "person", 0),
        ("draft", "agency", 0),
    ],
)
def test_what_a_person_wrote_or_looks_at_is_left_alone(
    state: str, origin: str, drafted: int
) -> None:
    standing = segment("はい", "Có", state=state, origin=origin)
    result = draft_by_machine(Shouting(), [standing]).drafts
    assert (len(result.accepted), len(result.unchanged)) == (drafted, 1 - drafted)


def test_what_was_done_before_a_machine_failed_is_kept() -> None:
    segments = [segment("はい", field=f"choices.{number}") for number in range(100)]
    drafted = draft_by_machine(Shouting(enough=50), segments)
    assert drafted.failure == "tired"
    assert [one.field for one in drafted.drafts.accepted] == [
        f"choices.{number}" for number in range(40)
    ]
    assert len(drafted.drafts.unchanged) == 60


def test_a_machine_that_answers_too_much_is_not_believed() -> None:
    drafted = draft_by_machine(Shouting(extra=1), [segment("はい")])
    assert drafted.failure == "Shouting answered with 2 texts; expected 1"
    assert drafted.drafts.accepted == ()
