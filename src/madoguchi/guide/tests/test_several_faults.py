"""All faults of an entry are told in one run, and nothing that only follows from them."""

from madoguchi.guide.tests.town import a_problem

DESK_FILE = "services/desk.yaml"


def test_several_faults_of_one_window_are_told_together(town):
    town.edit(DESK_FILE, "printed: 03-3975-1252", "printed: 03-3975-125")
    town.edit(DESK_FILE, "location: town/hall", "location: town/hell")
    town.edit(DESK_FILE, "days: [mon, fri]", "days: [mon, frei]")
    town.edit(DESK_FILE, "  ko:\n", "  kor:\n")
    assert {(one.field, one.message.partition(";")[0]) for one in town.problems()} == {
        ("phones[1].printed", '"03-3975-125" stands here'),
        ("location", 'no entry "town/hell"'),
        ("schedules[1].days[2]", '"frei" stands here'),
        ("words.kor", '"kor" stands here'),
        ("words.ko", "the language ko is missing"),
    }


def test_nothing_that_follows_from_a_fault_is_told(town):
    town.edit(DESK_FILE, "  - source: town/page", "  - source: Town page")
    (problem,) = town.problems()
    assert (problem.field, problem.message) == (
        "sources[1].source",
        '"Town page" stands here; expected the form of nerima/culture-plaza',
    )


def test_a_fault_in_one_text_hides_nothing_of_the_others(town):
    text = (town.root / "town" / DESK_FILE).read_text(encoding="utf-8")
    first = text.index("    summary: ")
    (town.root / "town" / DESK_FILE).write_text(
        text[:first] + "    sumary: x\n    caveat: 03-3975-1252\n" + text[first:], encoding="utf-8"
    )
    fields = {one.field for one in town.problems()}
    assert {"words.ja.sumary", "words.ja.caveat"} <= fields


def test_where_the_japanese_leads_nowhere_the_others_are_not_blamed(town):
    text = (town.root / "town" / DESK_FILE).read_text(encoding="utf-8")
    (town.root / "town" / DESK_FILE).write_text(
        text.replace("[[#phone]]", "[[#telephone]]", 1), encoding="utf-8"
    )
    (problem,) = town.problems()
    assert problem == a_problem(
        DESK_FILE,
        town.line(DESK_FILE, "[[#telephone]]"),
        "words.ja.summary",
        "of a service, words can refer to address, hours, name, phone, phones, published, url; "
        "not to telephone",
    )
