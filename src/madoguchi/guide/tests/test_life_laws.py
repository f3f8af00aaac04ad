"""The articles that steps cite, beside those of the project's notes (procedures.md 1.3)."""

import pytest

from madoguchi.guide import Guide, Procedure, Source
from madoguchi.guide.tests.real_guide import nerima

# Where e-Gov keeps each act (Decision 9).
ACTS = {
    "immigration-control-act": "326CO0000000319",
    "special-permanent-residents-act": "403AC0000000071",
    "family-register-act": "322AC0000000224",
    "basic-resident-registration-act": "342AC0000000081",
    "civil-code": "129AC0000000089",
    "nationality-act": "325AC0000000147",
    "child-allowance-act": "346AC0000000073",
    "national-health-insurance-act": "333AC0000000192",
    "national-pension-act": "334AC0000000141",
}
IMMIGRATION, RESIDENTS = "immigration-control-act", "basic-resident-registration-act"
REGISTER, SPECIAL = "family-register-act", "special-permanent-residents-act"
HEALTH, CHILDREN = "national-health-insurance-act", "child-allowance-act"
ARTICLES: dict[str, list[tuple[str, str]]] = {
    "birth-notification": [(REGISTER, "49"), (REGISTER, "43")],
    "birth-notification-abroad": [(REGISTER, "49")],
    "residence-status": [(IMMIGRATION, "22-2")],
    "spr-permission": [(SPECIAL, "4")],
    "first-address": [(IMMIGRATION, "19-7"), (RESIDENTS, "30-46")],
    "address-after-permission": [(IMMIGRATION, "19-8"), (RESIDENTS, "30-47")],
    "moving-in-notification": [(RESIDENTS, "22"), (IMMIGRATION, "19-9")],
    "moving-within-notification": [(RESIDENTS, "23"), (IMMIGRATION, "19-9")],
    "moving-out-notification": [(RESIDENTS, "24")],
    "household-change": [(RESIDENTS, "25")],
    "card-details": [(IMMIGRATION, "19-10")],
    "spr-card-details": [(SPECIAL, "11")],
    "card-reissue": [(IMMIGRATION, "19-12")],
    "spr-certificate-reissue": [(SPECIAL, "13")],
    "card-validity-renewal": [(IMMIGRATION, "19-11")],
    "card-renewal-at-16": [(IMMIGRATION, "19-11"), (IMMIGRATION, "19-5")],
    "spr-certificate-renewal": [(SPECIAL, "12")],
    "return-card": [(IMMIGRATION, "19-15")],
    "return-card-by-post": [(IMMIGRATION, "19-15")],
    "return-card-at-departure": [(IMMIGRATION, "19-15")],
    "return-found-card": [(IMMIGRATION, "19-15")],
    "return-card-of-deceased": [(IMMIGRATION, "19-15")],
    "left-notification": [(IMMIGRATION, "19-16")],
    "joined-notification": [(IMMIGRATION, "19-16")],
    "spouse-notification": [(IMMIGRATION, "19-16")],
    "extension-application": [(IMMIGRATION, "20"), (IMMIGRATION, "21")],
    # It was 20(5) once, and older pages still say so.
    "special-period": [(IMMIGRATION, "20(6)")],
    "re-entry-permit": [(IMMIGRATION, "26")],
    "return-by-permit": [(IMMIGRATION, "26")],
    "special-re-entry": [(IMMIGRATION, "26-2")],
    "special-re-entry-spr": [(SPECIAL, "23")],
    "health-insurance-child": [(HEALTH, "9")],
    "health-insurance-join": [(HEALTH, "9")],
    "health-insurance-leave": [(HEALTH, "9")],
    "pension-join": [("national-pension-act", "12")],
    "child-allowance-birth": [(CHILDREN, "7"), (CHILDREN, "8")],
    "child-allowance-move": [(CHILDREN, "7"), (CHILDREN, "8")],
    "marriage-notification": [(REGISTER, "74")],
    "divorce-by-agreement": [(REGISTER, "76")],
    "divorce-by-court": [(REGISTER, "77"), (REGISTER, "63")],
    "death-notification": [(REGISTER, "86"), (REGISTER, "43")],
    "death-notification-abroad": [(REGISTER, "86")],
}


@pytest.fixture(scope="module")
def guide() -> Guide:
    return nerima()


@pytest.mark.parametrize(("act", "number"), ACTS.items())
def test_an_act_is_linked_where_e_gov_keeps_it(guide, act, number):
    source = guide.get(f"japan/{act}", Source)
    assert (source.trust, source.url) == ("law", f"https://laws.e-gov.go.jp/law/{number}")


@pytest.mark.parametrize(("name", "articles"), ARTICLES.items())
def test_a_step_cites_the_articles_that_its_rule_stands_in(guide, name, articles):
    cited = [(one.act, one.article) for one in guide.get(f"life/{name}", Procedure).law]
    assert [one for one in articles if (f"japan/{one[0]}", one[1]) not in cited] == []


def test_every_step_with_a_period_from_a_law_cites_it(guide):
    without = {one.slug for one in guide.all(Procedure) if one.due and not one.law}
    # Both are rules on My Number cards, of which no article was found.
    assert without == {"my-number-card-extension", "my-number-card-address"}


def test_that_a_child_is_japanese_stands_on_the_nationality_act(guide):
    reason = guide.entries["life/child-is-japanese"]
    assert [one.source for one in reason.sources] == ["japan/nationality-act"]
