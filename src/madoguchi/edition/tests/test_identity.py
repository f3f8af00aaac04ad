import hashlib
import json
import unicodedata

import pytest

from madoguchi.edition import COMPILER, compile_edition, compiling
from madoguchi.edition.compiling import NoEditionError, read_edition
from madoguchi.edition.tests.small_guide import OTHERS, SERVICES, service, small_guide
from madoguchi.guide import Guide
from madoguchi.guide.guide import FORMAT, make_entry

# か with its sound mark apart, as some keyboards write it, and together.
APART, TOGETHER = "か\u3099", "が"


def named(name):
    return small_guide(desk=service(words={"ja": {"name": name, "summary": "y"}}))


def test_the_same_guide_is_the_same_edition():
    assert compile_edition(small_guide()).id == compile_edition(small_guide()).id


def test_another_fact_is_another_edition():
    assert compile_edition(named("a")).id != compile_edition(named("b")).id


def test_the_id_is_what_sha256sum_prints_of_the_content():
    edition = compile_edition(small_guide())
    assert edition.id == hashlib.sha256(edition.content).hexdigest()


def test_how_a_keyboard_composed_a_letter_makes_no_other_edition():
    assert APART != TOGETHER
    assert compile_edition(named(APART)).id == compile_edition(named(TOGETHER)).id
    content = compile_edition(named(APART)).content.decode()
    assert unicodedata.is_normalized("NFC", content)


def test_the_order_of_fields_and_of_entries_makes_no_other_edition():
    entries = OTHERS | SERVICES
    backwards = {
        entry_id: make_entry(entry_id, dict(reversed(fields.items())))
        for entry_id, fields in reversed(entries.items())
    }
    assert (
        compile_edition(Guide(("town", "land"), backwards)).id == compile_edition(small_guide()).id
    )


def test_the_order_of_languages_makes_no_other_edition():
    words = {"ja": {"name": "x", "summary": "y"}, "ko": {"name": "z", "summary": "w"}}
    ids = [
        compile_edition(small_guide(desk=service(words=dict(order)))).id
        for order in (words.items(), reversed(words.items()))
    ]
    assert ids[0] == ids[1]


def test_what_equals_the_default_makes_no_other_edition():
    plain, said = service(), service(see_also=[], note="")
    assert compile_edition(small_guide(desk=plain)).id == compile_edition(small_guide(desk=said)).id


def test_another_number_of_the_compiler_is_another_edition(monkeypatch):
    before = compile_edition(small_guide()).id
    monkeypatch.setattr(compiling, "COMPILER", COMPILER + 1)
    assert compile_edition(small_guide()).id != before


def test_an_edition_read_again_is_the_same_guide():
    edition = compile_edition(small_guide())
    again = read_edition(edition.content)
    assert (again.id, again.content) == (edition.id, edition.content)
    assert again.guide.packs == edition.guide.packs
    assert dict(again.guide.entries) == dict(edition.guide.entries)
    assert compile_edition(again.guide).content == edition.content


def test_the_content_is_plain_json_with_its_numbers():
    document = json.loads(compile_edition(small_guide()).content)
    assert document["compiler"] == COMPILER
    assert document["guide"]["format"] == FORMAT
    assert document["guide"]["packs"] == ["town", "land"]
    assert sorted(document["guide"]["entries"]) == sorted(OTHERS | SERVICES)


def test_the_content_is_canonical_json():
    content = compile_edition(small_guide()).content
    assert (
        content
        == json.dumps(
            json.loads(content), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "it cannot be read"),
        (b"[]", "it cannot be read"),
        (b"{}", "it cannot be read"),
        (b"\xff", "it cannot be read"),
        (b'{"compiler":0,"guide":{}}', f"it was made by compiler 0, this is {COMPILER}"),
        (b'{"compiler":%d,"guide":{}}' % COMPILER, "a guide of format 1 was expected, not None"),
        (b'{"compiler":%d,"guide":[]}' % COMPILER, "it cannot be read"),
        (
            b'{"compiler":%d,"guide":{"format":1,"packs":1,"entries":{}}}' % COMPILER,
            "a guide has packs and entries",
        ),
        (
            b'{"compiler":%d,"guide":{"format":1,"packs":[],"entries":{"a/b":{"kind":"x"}}}}'
            % COMPILER,
            "it cannot be read",
        ),
        (
            b'{"compiler":%d,"guide":{"format":1,"packs":[],"entries":{"a/b":{"kind":"area","x":1}}}}'
            % COMPILER,
            "it cannot be read",
        ),
    ],
)
def test_what_is_no_edition_is_refused_with_what_is_wrong(content, message):
    with pytest.raises(NoEditionError, match=message):
        read_edition(content)
