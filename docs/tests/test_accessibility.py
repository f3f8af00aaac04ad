"""The table of accessibility names every criterion once, and tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def numbers(listed: str) -> list[str]:
    return listed.split()


# WCAG 2.2 (W3C Recommendation, 2023-10-05), levels A and AA; 4.1.1 is removed there.
A = numbers(
    """
    1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1
    2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2
    """
)
AA = numbers(
    """
    1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11
    2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3
    """
)
# What came with WCAG 2.1 and 2.2 has no counterpart in JIS X 8341-3:2016, which is WCAG 2.0.
LATER_THAN_JIS = numbers(
    """
    1.3.4 1.3.5 1.4.10 1.4.11 1.4.12 1.4.13 2.1.4 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4 2.5.7 2.5.8
    3.2.6 3.3.7 3.3.8 4.1.3
    """
)
TABLE = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TABLE.splitlines()
    if re.match(r"\| \d", line)
]
TESTS = {path.name for path in (ROOT / "src").rglob("test_*.py")}


def test_every_criterion_of_a_and_aa_occurs_once_in_order():
    assert len(A + AA) == 55
    as_numbers = sorted(A + AA, key=lambda one: [int(part) for part in one.split(".")])
    assert [row[0].split()[0] for row in ROWS] == as_numbers


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_criterion_says_its_level_how_it_is_met_and_how_it_was_tested(row):
    number = row[0].split()[0]
    level, jis, met, tested = row[1:]
    assert level == ("A" if number in A else "AA")
    assert jis == ("–" if number in LATER_THAN_JIS else "✓")
    assert met
    named = set(re.findall(r"`(test_\w+\.py)`", tested))
    assert named <= TESTS
    assert named or re.match(r"axe|by hand: |not applicable|not tested", tested)


def test_the_count_of_criteria_that_jis_has_too_is_right():
    counted = sum(row[2] == "✓" for row in ROWS)
    assert f"the {counted} criteria that both have" in TABLE


def test_other_tests_that_the_page_names_are_there():
    assert set(re.findall(r"`(test_\w+\.py)`", TABLE)) <= TESTS
