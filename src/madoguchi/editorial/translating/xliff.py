"""XLIFF 2.0 for agencies: one `<file>` an entry, one `<unit>` a text, and back again.

Written with lxml. translate-toolkit reads, edits and saves what we write (a test), but its own
writer (3.20) puts `xml:space` and notes into `<segment>`, where the standard has neither.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

from lxml import etree

from madoguchi.editorial.translating.glossary import GlossaryTerm, found_terms, hint
from madoguchi.editorial.translating.incoming import Incoming, judge, mark_of
from madoguchi.editorial.translating.segments import (
    UNKNOWN_VERSION,
    CannotExportError,
    Imported,
    Place,
    Refusal,
    Segment,
    State,
    WrongFileError,
)
from madoguchi.editorial.translating.wrong_files import check_size, kind_of
from madoguchi.editorial.translating.xliff_text import (
    NAMESPACE,
    core,
    original_data,
    read_text,
    write_text,
)
from madoguchi.editorial.wording import tell
from madoguchi.language import WRITTEN

XML_NS = "http://www.w3.org/XML/1998/namespace"
# Attributes of ours on `<unit>`: the standard lets every tool keep those it does not know.
_OURS = "urn:madoguchi:translating"
_VERSION, _MADE_OVER = f"{{{_OURS}}}source-version", f"{{{_OURS}}}made-over"
# A draft has a translation, but nobody has said yet that it is one.
_WRITTEN_STATES = {
    "missing": "initial",
    "draft": "initial",
    "in_review": "translated",
    "approved": "final",
}
# However far an agency says it is, a reviewer of the ward has not seen it.
_READ_STATES: dict[str, State] = {
    "initial": "draft",
    "translated": "in_review",
    "reviewed": "in_review",
    "final": "in_review",
}
# The namespace is that of 2.0 for 2.1 too, whose core is the same.
_READABLE = frozenset({"2.0", "2.1"})
MAX_UNITS = 20_000
# What tools write for languages of ours that have several names. Others differ at most by region.
_NAMED_ALSO = {
    "zh-Hans": frozenset({"zh", "zh-cn", "zh-sg", "zh-hans-cn", "zh-hans-sg"}),
    "pt": frozenset({"pt", "pt-br"}),
    "fil": frozenset({"fil-ph", "tl", "tl-ph"}),
    "ja-x-easy": frozenset[str](),
}


def write_xliff(segments: Sequence[Segment], terms: Collection[GlossaryTerm] = ()) -> bytes:
    """The file for an agency: sources, translations so far, official terms as notes.

    All segments have one source language and one language; CannotExportError where there are none.
    """
    if not segments:
        raise CannotExportError(tell("there is nothing to translate"))
    (source, target) = _one_pair(segments)
    root = etree.Element(
        core("xliff"),
        {"version": "2.0", "srcLang": WRITTEN[source].tag, "trgLang": WRITTEN[target].tag},
        nsmap={None: NAMESPACE, "madoguchi": _OURS},  # type: ignore[dict-item] # the stubs know no default namespace
    )
    in_order = sorted(segments, key=lambda segment: segment.entry_id)
    for entry_id, of_entry in groupby(in_order, key=lambda segment: segment.entry_id):
        entry = etree.SubElement(
            root,
            core("file"),
            {"id": _file_id(entry_id), "original": entry_id, "canResegment": "no"},
        )
        for segment in of_entry:
            _write_unit(entry, segment, terms)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _one_pair(segments: Iterable[Segment]) -> tuple[str, str]:
    (pair,) = {(segment.source_language, segment.language) for segment in segments}
    return pair


def _file_id(entry_id: str) -> str:
    # An NMTOKEN has no slash, and no name of ours a dot.
    return entry_id.replace("/", ".")


def _unit_id(field: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", lambda odd: f"_x{ord(odd.group(0)):X}_", field)


def _write_unit(entry: etree._Element, segment: Segment, terms: Collection[GlossaryTerm]) -> None:
    unit = etree.SubElement(
        entry,
        core("unit"),
        {
            "id": _unit_id(segment.field),
            "name": _in_xml(segment.field),
            f"{{{XML_NS}}}space": "preserve",
            _VERSION: str(segment.source_version),
            _MADE_OVER: mark_of(segment.target),
        },
    )
    hints = {hint(one.term): None for one in found_terms(segment.source, terms)}
    notes = [("term", one) for one in hints]
    if segment.note.strip():
        notes.append(("comment", segment.note))
    if notes:
        container = etree.SubElement(unit, core("notes"))
        for category, text in notes:
            note = etree.SubElement(container, core("note"), {"category": category})
            note.text = _in_xml(text)
    state = {"state": _WRITTEN_STATES[segment.state]}
    if segment.target:
        state["subState"] = f"madoguchi:{segment.origin}"
    element = etree.SubElement(unit, core("segment"), state)
    ids: dict[str, list[str]] = {}
    write_text(etree.SubElement(element, core("source")), segment.source, ids)
    if segment.target:
        write_text(etree.SubElement(element, core("target")), segment.target, ids)


def _in_xml(text: str) -> str:
    """What only people read: without the characters that XML cannot hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def read_xliff(file: str, data: bytes, standing: Collection[Segment], language: str) -> Imported:
    """What an agency's file brings into `language`, judged against what stands here now.

    WrongFileError where it cannot be read as a whole, or is of another language.
    """
    root = _root(file, data, language)
    names = {(_file_id(one.entry_id), _unit_id(one.field)): one.place for one in standing}
    rows: list[Incoming] = []
    unreadable: list[Refusal] = []
    for entry in root.iterchildren(core("file")):
        for unit in entry.iter(core("unit")):
            ids = (entry.get("id", ""), unit.get("id", ""))
            place = names.get(ids, (entry.get("original") or ids[0], unit.get("name") or ids[1]))
            try:
                rows.append(_read_unit(unit, place, language))
            except _UnreadableUnitError as error:
                unreadable.append(
                    Refusal(file, *place, "unreadable", error.found, error.expected, error.target)
                )
    return judge(file, rows, standing, unreadable)


def _expected() -> str:
    return tell("a file in XLIFF 2.0 as it was exported")


def _root(file: str, data: bytes, language: str) -> etree._Element:
    check_size(file, data, _expected())
    # Before the parser sees it; UTF-16 has a zero byte beside each letter.
    if b"<!DOCTYPE" in data.replace(b"\0", b"").partition(b"<xliff")[0]:
        raise WrongFileError(file, tell("the file declares a document type"), _expected())
    try:
        root = etree.fromstring(data, _safe_parser())
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        found = kind_of(data) if not data.lstrip().startswith(b"<") else ""
        line, column = getattr(error, "position", (0, 0))
        broken = tell("broken XML in line {line}, column {column}", line=line, column=column)
        raise WrongFileError(file, found or broken, _expected()) from error
    # Only bombs and readers of foreign files have use for entities of their own.
    if root.getroottree().docinfo.internalDTD is not None:
        raise WrongFileError(file, tell("the file declares a document type"), _expected())
    name = etree.QName(root)
    version = root.get("version", "")
    if name.localname != "xliff":
        raise WrongFileError(file, tell("the file is XML of <{name}>", name=name.localname),
                             _expected())  # fmt: skip
    if name.namespace != NAMESPACE or version not in _READABLE:
        found = tell("the file is XLIFF {version}", version=version or "?")
        raise WrongFileError(file, found, _expected())
    target = root.get("trgLang", "")
    if not is_named(language, target):
        found = tell('the file is for the language "{language}"', language=target)
        raise WrongFileError(file, found, f'"{WRITTEN[language].tag}"')
    units = sum(1 for _ in root.iter(core("unit")))
    if units > MAX_UNITS:
        raise WrongFileError(
            file,
            tell("the file has {count} texts", count=units),
            tell("at most {count}", count=MAX_UNITS),
        )
    return root


def _safe_parser() -> etree.XMLParser:
    """Nothing is fetched, nothing is expanded, and no tree grows beyond libxml2's own limits."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False
    )


class _UnreadableUnitError(Exception):
    def __init__(self, found: str, expected: str, target: str = "") -> None:
        super().__init__(found)
        self.found, self.expected, self.target = found, expected, target


def _read_unit(unit: etree._Element, place: Place, language: str) -> Incoming:
    segments = unit.findall(core("segment"))
    states = [_READ_STATES.get(one.get("state", ""), "draft") for one in segments]
    version = unit.get(_VERSION, "")
    try:
        source, target = _texts(unit)
    except ValueError as error:
        found = tell("a code that is no character: {code}", code=error)
        rest = "".join(str(text) for one in unit.iter(core("target")) for text in one.itertext())
        raise _UnreadableUnitError(found, tell("a hexadecimal code point"), rest) from error
    return Incoming(
        *place,
        language=_language_of(unit, language),
        source=source,
        target=target,
        source_version=int(version) if version.isdecimal() else UNKNOWN_VERSION,
        made_over=unit.get(_MADE_OVER, ""),
        # A unit is as far as the segment that is behind the others.
        state="draft" if "draft" in states else "in_review",
    )


def _texts(unit: etree._Element) -> tuple[str, str]:
    """The source and the target of a unit, put together from its segments in their order."""
    data = original_data(unit)
    sources: list[str] = []
    targets: list[tuple[int, str]] = []
    untranslated = 0
    parts = [one for one in unit if one.tag in {core("segment"), core("ignorable")}]
    for number, part in enumerate(parts, 1):
        source, target = part.find(core("source")), part.find(core("target"))
        sources.append("" if source is None else read_text(source, data))
        if target is not None:
            order = target.get("order", "")
            text = read_text(target, data)
            targets.append((int(order) if order.isdecimal() else number, text))
        elif part.tag == core("ignorable"):
            # What stands between sentences is the same in the translation.
            targets.append((number, sources[-1]))
        else:
            untranslated += 1
    target_text = "".join(text for _, text in sorted(targets, key=lambda one: one[0]))
    if untranslated == len(unit.findall(core("segment"))):
        return "".join(sources), ""
    if untranslated:
        found = tell("sentences without a translation: {count}", count=untranslated)
        raise _UnreadableUnitError(found, tell("the whole text"), target_text)
    return "".join(sources), target_text


def _language_of(unit: etree._Element, language: str) -> str:
    for target in unit.iter(core("target")):
        tag = target.get(f"{{{XML_NS}}}lang")
        if tag is not None and not is_named(language, tag):
            return tag
    return language


def is_named(language: str, tag: str) -> bool:
    """Whether a tool that writes this tag means our language.

    >>> is_named("en", "en-GB"), is_named("zh-Hans", "zh-TW"), is_named("ja", "ja-x-easy")
    (True, False, False)
    """
    wanted = tag.strip().lower().replace("_", "-")
    if wanted == language.lower():
        return True
    also = _NAMED_ALSO.get(language)
    if also is not None:
        return wanted in also
    return wanted.partition("-")[0] == language and "-x-" not in wanted
