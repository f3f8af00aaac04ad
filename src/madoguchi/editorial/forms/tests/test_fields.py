"""Every kind of entry has a form in which nothing is missing and nothing lacks its words."""

from collections.abc import Iterator

import pytest

from madoguchi.editorial.forms import fields as kinds
from madoguchi.editorial.forms.choice_names import CHOICES
from madoguchi.editorial.forms.field_names import FIELDS
from madoguchi.editorial.forms.fields import SHOWN_ONLY, Field, form_of
from madoguchi.editorial.forms.labels import choice_name, help_of, label_of
from madoguchi.editorial.forms.links import link_kinds
from madoguchi.editorial.forms.sheet import STATED
from madoguchi.editorial.wording import has_japanese, in_staff_language
from madoguchi.guide import KINDS


def inside(field: Field) -> Iterator[Field]:
    """A field and all those in it."""
    yield field
    match field.shape:
        case kinds.Group(fields=fields):
            for one in fields:
                yield from inside(one)
        case kinds.Rows(item=item):
            yield from inside(item)
        case kinds.Pairs(key=key, value=value):
            yield from inside(key)
            yield from inside(value)


def values(field: Field) -> tuple[str, ...]:
    """What can be chosen in a field."""
    match field.shape:
        case kinds.OneOf(values=offered) | kinds.Ticks(values=offered):
            return offered
        case kinds.Amount(units=units):
            return units
        case kinds.OneDay(words=words) | kinds.Times(words=words) if words:
            return (*words, STATED)
    return ()


def every_field() -> Iterator[tuple[str, Field]]:
    for kind in KINDS:
        for field in form_of(kind):
            for one in inside(field):
                yield kind, one


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_asks_for_every_field_of_its_kind_but_words(kind):
    asked = [field.name for field in form_of(kind)]
    shown = {*asked, *SHOWN_ONLY, "words"}
    assert shown == set(KINDS[kind].model_fields)
    assert len(asked) == len(set(asked))


def test_every_field_has_a_label_and_one_line_of_help_in_both_languages():
    lacking = []
    for language in ("en", "ja"):
        with in_staff_language(language):
            for kind, field in every_field():
                label = label_of(field.owner, field.name)
                line = help_of(field.owner, field.name)
                if not label or not line or "\n" in line:
                    lacking.append((language, kind, field.name))
    assert lacking == []
    assert [
        english for pair in FIELDS.values() for english in pair if not has_japanese(english)
    ] == []


def test_every_value_that_can_be_chosen_has_a_name_in_both_languages():
    unnamed = {
        (field.owner.__name__, field.name, value)
        for _, field in every_field()
        # What a source speaks of are the fields themselves.
        if field.name != "of"
        for value in values(field)
        if all(
            value not in CHOICES.get(f"{base.__name__}.{field.name}", {})
            for base in field.owner.__mro__
        )
    }
    assert unnamed == set()
    assert [
        one for names in CHOICES.values() for one in names.values() if not has_japanese(one)
    ] == []


def test_no_label_stands_for_a_field_that_is_gone():
    used = {
        f"{base.__name__}.{field.name}"
        for _, field in every_field()
        for base in field.owner.__mro__
    }
    used |= {f"Entry.{name}" for name in SHOWN_ONLY}
    assert set(FIELDS) - used == set()
    assert set(CHOICES) - used == set()


def test_a_value_without_a_name_stands_as_it_is(english):
    assert choice_name(KINDS["source"], "trust", "hearsay") == "hearsay"
    with pytest.raises(KeyError, match=r"Source\.colour has no label"):
        label_of(KINDS["source"], "colour")


def test_links_know_which_kind_of_entry_they_name():
    assert link_kinds(KINDS["service"])["schedules", "closures"] == "closures"
    assert link_kinds(KINDS["procedure"])["unless", "because"] == "reason"
    assert link_kinds(KINDS["pack"])["offices", "counter"] == "service"
    picked = {
        (field.owner.__name__, field.name): field.shape.of
        for _, field in every_field()
        if isinstance(field.shape, kinds.Pick)
    }
    assert picked["Citation", "source"] == "source"
    assert picked["Asked", "question"] == "question"
    assert picked["Due", "counted_from"] == "answer-key"
    assert picked["Phone", "caller"] == "caller"


def test_no_link_is_asked_for_as_a_plain_line():
    example = "nerima/culture-plaza"
    lines = [
        field.name for _, field in every_field() if getattr(field.shape, "example", "") == example
    ]
    assert lines == []


def test_shapes_follow_from_types():
    service = {field.name: field for field in form_of("service")}
    assert service["channels"].shape == kinds.Ticks(("phone", "in-person", "online", "mail"))
    assert service["published_on"].shape == kinds.Values("whole")
    assert service["read_in"].shape == kinds.Values("spoken")
    assert service["check_by"].shape == kinds.OneDay()
    assert service["organization"].required
    assert not service["location"].required
    assert list(service)[-3:] == ["sources", "check_by", "note"]
    closures = {field.name: field for field in form_of("closures")}
    assert closures["known_until"].shape == kinds.OneDay(("always", "unknown"))
    assert closures["dates"].shape == kinds.Values("dates")
    procedure = {field.name: field for field in form_of("procedure")}
    assert isinstance(procedure["opens"].shape, kinds.Amount)
    assert isinstance(procedure["facts"].shape, kinds.Pairs)
    assert isinstance(procedure["due"].shape, kinds.Group)
    assert procedure["by_post"].default == "false"
