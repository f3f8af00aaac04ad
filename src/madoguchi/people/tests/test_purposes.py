"""What is kept about people has a purpose and an end, and what is over goes."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone
from django_q.models import Task

from madoguchi.people import purposes
from madoguchi.people.models import Letter
from madoguchi.people.outbox import post
from madoguchi.people.own_jobs import delete_expired
from madoguchi.people.purposes import Kept, NamedTwiceError

DAY = timedelta(days=1)


def test_every_field_of_words_is_named_as_personal_or_not():
    assert purposes.unnamed(apps.get_models(include_auto_created=True)) == []


def test_a_field_that_nobody_has_named_is_found():
    class Enrolment(models.Model):
        child = models.CharField(max_length=50)
        birth = models.DateField()
        state = models.CharField(max_length=5, choices=[("asked", "asked")])

        class Meta:
            app_label = "invented"

        def __str__(self) -> str:
            return self.child

    try:
        assert purposes.unnamed([Enrolment]) == ["invented.Enrolment.child"]
    finally:
        del apps.all_models["invented"]["enrolment"]
        apps.clear_cache()


def test_what_is_named_exists_and_has_its_words_in_both_languages():
    for one in purposes.all_kept():
        names = {field.name for field in apps.get_model(one.model)._meta.concrete_fields}
        assert set(one.fields) - names == set()
        for words in (one.purpose, one.until):
            assert words.isascii()
        for words in (one.purpose_ja, one.until_ja):
            assert words
            assert not words.isascii()


def test_a_field_is_named_once():
    with pytest.raises(NamedTwiceError, match=r"named twice: people\.Letter\.to"):
        purposes.keep(Kept("people.Letter", ("to",), "", "", "", "", None))


def test_the_daily_job_deletes_what_is_over_and_nothing_else(database):
    now = timezone.now()
    for name, kept, state in (
        ("lin", DAY, "sent"),
        ("minji", 31 * DAY, "sent"),
        ("maria", DAY, "waiting"),
        ("thuy", DAY, "sending"),
    ):
        letter = post(f"{name}@example.jp", "Hello", "Text", "Test", kept)
        Letter.objects.filter(pk=letter.pk).update(state=state)
    Letter.objects.filter(delete_after__lt=now + 2 * DAY).update(delete_after=now)
    for key, end in (("over", now - DAY), ("open", now + DAY)):
        Session.objects.create(session_key=key, session_data="x", expire_date=end)
    for key, ended in (("old", now - 40 * DAY), ("new", now - DAY)):
        Task.objects.create(id=key, name=key, func="x", started=ended, stopped=ended, success=False)

    assert delete_expired() == {"people.Letter": 2, "sessions.Session": 1}
    # What is on its way may still need its row.
    assert {letter.to for letter in Letter.objects.all()} == {
        "minji@example.jp",
        "thuy@example.jp",
    }
    assert [one.session_key for one in Session.objects.all()] == ["open"]
    assert [one.id for one in Task.objects.all()] == ["new"]
    assert delete_expired() == {}


def test_a_letter_goes_on_its_day_and_not_the_day_before(db):
    letter = post("lin@example.jp", "Hello", "Text", "Test", 30 * DAY)
    assert purposes.delete_expired(letter.delete_after - timedelta(seconds=1)) == {}
    assert purposes.delete_expired(letter.delete_after) == {"people.Letter": 1}
