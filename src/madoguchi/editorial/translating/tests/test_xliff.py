"""XLIFF 2.0 out and in again: valid, exact, and never over what has changed."""

import copy
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage.xliff2 import Xliff2File

from madoguchi.editorial.translating.glossary import GlossaryTerm
from madoguchi.editorial.translating.segments import (
    CannotExportError,
    Imported,
    Outdated,
    Segment,
)
from madoguchi.editorial.translating.tests.segments_of_nerima import PHONE, segment
from madoguchi.editorial.translating.xliff import read_xliff, write_xliff
from madoguchi.editorial.translating.xliff_text import core
from madoguchi.editorial.wording import in_staff_language

RULES = etree.RelaxNG(file=str(Path(__file__).with_name("xliff_core.rng")))
TERMS = [GlossaryTerm("japan/residence-card", "在留カード", "thẻ lưu trú", approved=True)]
PIECES = st.lists(
    st.sampled_from(["[[#phone]]", "{窓口|まどぐち}", "\n- ", "<b>", "&amp;", "]]>", " ", "😀",
                     "\t", "https://a.example/?b=1&c", "{count}"])
    | st.text(max_size=6)
).map("".join)  # fmt: skip


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with in_staff_language("en"):
        yield


def edited(data: bytes, edit: Callable[[etree._Element], object]) -> bytes:
    """The file after a translator's tool has worked on it."""
    root = etree.fromstring(data)
    edit(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def translated(text: str, state: str = "translated") -> Callable[[etree._Element], None]:
    """An edit: every text is translated by the same words."""

    def edit(root: etree._Element) -> None:
        for one in root.iter(core("segment")):
            for old in one.findall(core("target")):
                one.remove(old)
            etree.SubElement(one, core("target")).text = text
            one.set("state", state)

    return edit


def back(file: bytes, *standing: Segment) -> Imported:
    return read_xliff("vi.xlf", file, standing, "vi")


def messages(imported: Imported) -> list[str]:
    return [refusal.message for refusal in imported.refused]


def test_an_entry_is_a_file_and_a_text_a_unit_with_terms_and_note() -> None:
    root = etree.fromstring(
        write_xliff(
            [
                segment(),
                segment("在留カードを持って", "Mang theo thẻ", field="body", note="At the desk"),
                segment("はい", entry_id="nerima/question", field="choices.yes"),
            ],
            TERMS,
        )
    )
    assert RULES.validate(root), RULES.error_log
    ids = [(one.getparent().get("original"), one.get("id")) for one in root.iter(core("unit"))]
    assert ids == [
        ("nerima/desk", "summary"),
        ("nerima/desk", "body"),
        ("nerima/question", "choices.yes"),
    ]
    notes = [(one.get("category"), one.text) for one in root.iter(core("note"))]
    assert notes == [("term", "在留カード = thẻ lưu trú"), ("comment", "At the desk")]
    locked = [(one.get("translate"), one.text) for one in root.iter(core("mrk"))]
    assert locked == [("no", "[[#phone]]")]
    assert (root.get("srcLang"), root.get("trgLang")) == ("ja", "vi")


@pytest.mark.parametrize(
    ("state", "expected"),
    [("draft", "initial"), ("in_review", "translated"), ("approved", "final")],
)
def test_states_are_those_of_the_standard(state: str, expected: str) -> None:
    root = etree.fromstring(write_xliff([segment("はい", "Có", state=state)]))
    (one,) = root.iter(core("segment"))
    assert (one.get("state"), one.get("subState")) == (expected, "madoguchi:machine")


@settings(max_examples=100, deadline=None)
@given(PIECES, PIECES, st.text(min_size=1, max_size=8))
def test_whatever_is_written_keeps_the_rules_of_the_core(
    source: str, target: str, value: str
) -> None:
    field = f"choices.{value}"
    root = etree.fromstring(write_xliff([segment(source, target, field=field, note=value)], TERMS))
    assert RULES.validate(root), RULES.error_log
    for side in (core("source"), core("target")):
        for one in root.iter(side):
            ids = [mark.get("id") for mark in one.iter(core("mrk"))]
            assert len(ids) == len(set(ids))
    # A mark has one id in the unit, in the source as in the target.
    words = {(mark.get("id"), "".join(mark.itertext())) for mark in root.iter(core("mrk"))}
    assert len({number for number, _ in words}) == len(words)


@settings(max_examples=100, deadline=None)
@given(PIECES)
def test_any_text_that_a_translator_copies_over_comes_back_exactly(text: str) -> None:
    standing = segment(text)

    def copy_over(root: etree._Element) -> None:
        for source in list(root.iter(core("source"))):
            target = copy.deepcopy(source)
            target.tag = core("target")
            source.addnext(target)

    imported = read_xliff("ja.xlf", edited(write_xliff([standing]), copy_over), [standing], "vi")
    kept = [one.target for one in imported.accepted]
    kept += [refusal.target for refusal in imported.refused]
    if text.strip():
        assert [one.replace("\r\n", "\n").replace("\r", "\n") for one in kept] == [
            text.replace("\r\n", "\n").replace("\r", "\n")
        ]
    else:
        assert imported.unchanged == (standing,)


def test_translate_toolkit_opens_edits_and_saves_it() -> None:
    standing = segment()
    store = Xliff2File(BytesIO(write_xliff([standing], TERMS)))
    (unit,) = store.units
    assert (unit.getid(), unit.source) == ("summary", PHONE)
    # The toolkit flattens what stands in the target, as many tools do.
    unit.target = "Điện thoại: [[#phone]]"
    unit.marktranslated()
    imported = back(bytes(store), standing)
    assert [(one.target, one.state, one.origin) for one in imported.accepted] == [
        ("Điện thoại: [[#phone]]", "in_review", "agency")
    ]


def test_an_agency_approves_nothing() -> None:
    standing = segment("はい")
    file = edited(write_xliff([standing]), translated("Có", "final"))
    assert [one.state for one in back(file, standing).accepted] == ["in_review"]


def test_a_machines_words_stay_a_machines_when_an_agency_only_passes_them_on() -> None:
    standing = segment("はい", "Có")
    file = edited(write_xliff([standing]), translated("Có"))
    assert [(one.state, one.origin) for one in back(file, standing).accepted] == [
        ("in_review", "machine")
    ]


def test_what_was_not_translated_stays_as_it_is() -> None:
    standing = [segment("はい"), segment("いいえ", "Không", field="body", state="approved")]
    imported = read_xliff("vi.xlf", write_xliff(standing), standing, "vi")
    assert imported == Imported(unchanged=tuple(standing))


def test_a_file_from_an_older_source_is_told_and_overwrites_nothing() -> None:
    file = edited(write_xliff([segment("受付は一階です。")]), translated("Tầng 1"))
    now = segment("受付は二階です。", version=4)
    imported = back(file, now)
    assert imported.accepted == ()
    assert imported.refused == (
        Outdated(
            "vi.xlf", "nerima/desk", "summary", "outdated",
            "translated from version 3 of the source", "version 4, which reads otherwise",
            "Tầng 1", 3, 4, "受付は一階です。",
        ),
    )  # fmt: skip
    assert messages(imported) == [
        (
            "vi.xlf, nerima/desk, summary: translated from version 3 of the source; "
            "expected version 4, which reads otherwise"
        )
    ]


def test_a_text_that_has_not_changed_is_taken_though_its_entry_has() -> None:
    file = edited(write_xliff([segment("はい", version=3)]), translated("Có"))
    imported = back(file, segment("はい", version=4))
    assert [(one.target, one.source_version) for one in imported.accepted] == [("Có", 4)]


def test_a_translation_changed_here_meanwhile_is_not_overwritten() -> None:
    file = edited(write_xliff([segment("はい", "Có")]), translated("Vâng ạ"))
    now = segment("はい", "Vâng", origin="person")
    assert messages(back(file, now)) == [
        (
            'vi.xlf, nerima/desk, summary: meanwhile another translation stands here: "Vâng"; '
            "expected the translation that was exported"
        )
    ]


@pytest.mark.parametrize(("origin", "taken"), [("person", 0), ("machine", 1)])
def test_a_file_that_lost_our_marks_may_replace_a_machine_only(origin: str, taken: int) -> None:
    standing = segment("はい", "Có", origin=origin)

    def lose(root: etree._Element) -> None:
        translated("Vâng")(root)
        for unit in root.iter(core("unit")):
            for name in list(unit.attrib):
                if "madoguchi" in name:
                    del unit.attrib[name]

    imported = back(edited(write_xliff([standing]), lose), standing)
    assert (len(imported.accepted), len(imported.refused)) == (taken, 1 - taken)


def _rename(root: etree._Element) -> None:
    translated("Có")(root)
    for unit in root.iter(core("unit")):
        unit.set("id", "nothing")
        del unit.attrib["name"]


def _alter_source(root: etree._Element) -> None:
    translated("Có")(root)
    for source in root.iter(core("source")):
        source.text = "いいえ"


def _in_korean(root: etree._Element) -> None:
    translated("네")(root)
    for target in root.iter(core("target")):
        target.set("{http://www.w3.org/XML/1998/namespace}lang", "ko")


def _twice(root: etree._Element) -> None:
    translated("Có")(root)
    for unit in list(root.iter(core("unit"))):
        again = copy.deepcopy(unit)
        again.find(f".//{core('target')}").text = "Vâng"
        unit.addnext(again)


def _half(root: etree._Element) -> None:
    translated("Có")(root)
    for unit in root.iter(core("unit")):
        etree.SubElement(etree.SubElement(unit, core("segment")), core("source")).text = "次"


def _bad_code(root: etree._Element) -> None:
    translated("Có")(root)
    for target in root.iter(core("target")):
        etree.SubElement(target, core("cp"), hex="D800")


def _control(root: etree._Element) -> None:
    translated("Có")(root)
    for target in root.iter(core("target")):
        etree.SubElement(target, core("cp"), hex="0000")


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (
            _rename,
            (
                "nerima/desk, nothing: no such text is open for translation; "
                "expected an entry and a field as they were exported"
            ),
        ),
        (
            _alter_source,
            (
                'nerima/desk, summary: the source was changed in the file to "いいえ"; '
                'expected the source as exported: "はい"'
            ),
        ),
        (_in_korean, 'nerima/desk, summary: the language is "ko"; expected "vi"'),
        (
            _half,
            ("nerima/desk, summary: sentences without a translation: 1; expected the whole text"),
        ),
        (
            _bad_code,
            (
                "nerima/desk, summary: a code that is no character: D800; "
                "expected a hexadecimal code point"
            ),
        ),
        (
            _control,
            "nerima/desk, summary: the character U+0000; expected letters, signs and line ends",
        ),
        (
            translated("Có [[#phone]]"),
            (
                "nerima/desk, summary: [[#phone]] is new; the source does not have it; "
                "expected the references, links and lists of the source"
            ),
        ),
    ],
)
def test_a_refusal_names_file_entry_field_what_stood_there_and_what_was_expected(
    edit: Callable[[etree._Element], None], expected: str
) -> None:
    standing = segment("はい")
    imported = back(edited(write_xliff([standing]), edit), standing)
    assert messages(imported) == [f"vi.xlf, {expected}"]
    assert imported.accepted == ()
    assert imported.refused[0].target != ""


def test_two_translations_of_one_text_are_both_refused() -> None:
    standing = segment("はい")
    imported = back(edited(write_xliff([standing]), _twice), standing)
    assert [(one.reason, one.target) for one in imported.refused] == [
        ("twice", "Có"),
        ("twice", "Vâng"),
    ]


def test_a_text_that_a_tool_cut_into_sentences_is_put_together_in_its_order() -> None:
    standing = segment("一。 二。")
    file = write_xliff([standing]).replace(
        '<segment state="initial">\n        <source>一。 二。</source>\n      </segment>'.encode(),
        (
            '<segment state="translated"><source>一。</source><target order="3">Một.</target>'
            "</segment><ignorable><source> </source></ignorable>"
            '<segment state="final"><source>二。</source><target order="1">Hai.</target></segment>'
        ).encode(),
    )
    assert [one.target for one in back(file, standing).accepted] == ["Hai. Một."]


def test_codes_of_another_tool_become_what_they_stand_for() -> None:
    standing = segment("[[#name]]は<b>強い</b>")
    file = edited(write_xliff([standing]), lambda _: None).decode()
    start, end = file.index("<segment"), file.index("</unit>")
    cut = (
        '<originalData><data id="d1">[[#name]]</data><data id="d2">&lt;b&gt;</data></originalData>'
        '<segment state="translated"><source><ph id="1" dataRef="d1"/>は'
        '<pc id="2" dataRefStart="d2" equivEnd="&lt;/b&gt;">強い</pc></source>'
        '<target><pc id="2" dataRefStart="d2" equivEnd="&lt;/b&gt;">mạnh</pc>'
        '<!-- a remark --> <ph id="1" dataRef="d1"/></target></segment>'
    )
    imported = back((file[:start] + cut + file[end:]).encode(), standing)
    assert [one.target for one in imported.accepted] == ["<b>mạnh</b> [[#name]]"]


def test_elements_may_nest_deeper_than_python_calls() -> None:
    standing = segment("はい")
    deep = "".join(f'<mrk id="a{number}">' for number in range(200)) + "Có" + "</mrk>" * 200
    file = write_xliff([standing]).replace(
        b"</source>", f"</source><target>{deep}</target>".encode()
    )
    assert [one.target for one in back(file, standing).accepted] == ["Có"]


def test_nothing_cannot_be_exported() -> None:
    with pytest.raises(CannotExportError) as caught:
        write_xliff([])
    assert str(caught.value) == "there is nothing to translate"


def test_the_rules_are_not_kept_by_what_the_toolkit_writes_alone() -> None:
    """Why units are ours; when this fails, the toolkit may be enough."""
    store = Xliff2File(sourcelanguage="ja", targetlanguage="vi")
    unit = store.addsourceunit("はい")
    unit.setid("summary")
    assert not RULES.validate(etree.fromstring(bytes(store)))
    (element,) = etree.fromstring(bytes(store)).iter(core("segment"))
    assert element.attrib.keys() == ["{http://www.w3.org/XML/1998/namespace}space"]
