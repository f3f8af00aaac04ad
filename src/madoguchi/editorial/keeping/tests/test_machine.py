"""Whole languages drafted by a machine: ordered, carried out, paid for, never over a person."""

import pytest

from madoguchi.editorial.keeping.drafting import CannotSaveError, save_words, words_version
from madoguchi.editorial.keeping.exchange import Wanted
from madoguchi.editorial.keeping.machine import budget_left, draft_what_was_ordered, order
from madoguchi.editorial.keeping.permissions import NotAllowedError
from madoguchi.editorial.keeping.reviewing import approve
from madoguchi.editorial.keeping.tests.conftest import member
from madoguchi.editorial.models import MachineOrder, Record, Role
from madoguchi.editorial.translating.tests.libretranslate_server import running

SALON = "example/chat-salon"
KO = Wanted("ko")


@pytest.fixture
def minji(db):
    return member("Minji", Role.TRANSLATOR, languages=["ko"])


@pytest.fixture
def salon(city, sato, mori) -> Record:
    """Its Japanese summary has changed since it was translated."""
    record = Record.objects.get(pk=SALON)
    texts = words_version(record, "ja").data | {"summary": "お茶を飲みながら話します。"}
    approve(save_words(record, "ja", texts, sato, based_on=1, made_from=None), mori)
    return record


def test_a_server_drafts_what_changed_and_memory_what_was_known(salon, minji, settings):
    order(KO, minji)
    with running() as server:
        settings.LIBRETRANSLATE = server.address
        assert draft_what_was_ordered() == {"drafted": 1}
    version = words_version(salon, "ko")
    assert (version.origin, version.state, version.made_from_number) == ("machine", "draft", 2)
    assert version.data["summary"] == "ko: お茶を飲みながら話します。"
    assert version.by == minji
    done = MachineOrder.objects.get()
    assert (done.state, done.drafted, done.refused, done.problem) == ("done", 1, 0, "")


def test_a_month_costs_no_more_than_its_budget(salon, minji, settings):
    settings.LIBRETRANSLATE_BUDGET = 5
    order(KO, minji)
    with running() as server:
        settings.LIBRETRANSLATE = server.address
        draft_what_was_ordered()
    failed = MachineOrder.objects.get()
    assert failed.state == "failed"
    # In the language of who ordered.
    assert "残り5文字" in failed.problem
    assert words_version(salon, "ko").number == 1
    assert budget_left() == 5


def test_what_was_sent_is_counted_for_the_month(salon, minji, settings):
    settings.LIBRETRANSLATE_BUDGET = 1000
    order(KO, minji)
    with running() as server:
        settings.LIBRETRANSLATE = server.address
        draft_what_was_ordered()
    assert 1000 - 60 < budget_left() < 1000


def test_a_persons_words_are_never_drafted_over(salon, minji, settings):
    texts = words_version(salon, "ko").data | {"summary": "차를 마십니다."}
    save_words(salon, "ko", texts, minji, based_on=1, made_from=("ja", 1))
    order(Wanted("ko", states=("changed", "draft")), minji)
    with running() as server:
        settings.LIBRETRANSLATE = server.address
        draft_what_was_ordered()
    assert words_version(salon, "ko").data["summary"] == "차를 마십니다."


def test_a_server_that_is_away_is_told_and_a_second_order_can_follow(salon, minji, settings):
    with running() as server:
        settings.LIBRETRANSLATE = server.address
    order(KO, minji)
    with pytest.raises(CannotSaveError, match="ordered already"):
        order(KO, minji)
    draft_what_was_ordered()
    assert MachineOrder.objects.get().problem.startswith("LibreTranslate")
    order(KO, minji)


def test_what_a_dead_worker_left_is_taken_up(salon, minji, settings):
    one = order(KO, minji)
    MachineOrder.objects.filter(pk=one.pk).update(state="running")
    with running() as server:
        settings.LIBRETRANSLATE = server.address
        assert draft_what_was_ordered() == {"drafted": 1}


def test_only_translators_of_the_language_order(salon, minji):
    with pytest.raises(NotAllowedError):
        order(Wanted("vi"), minji)
