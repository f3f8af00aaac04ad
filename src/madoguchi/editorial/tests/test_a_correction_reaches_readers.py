"""A telephone number is mended by three people, reaches readers, is taken back and is reported."""

from collections.abc import Iterator

import pytest

from madoguchi.edition import EditionStore, compile_edition, live
from madoguchi.editorial.keeping.guides import published_guide
from madoguchi.editorial.models import Record, Report
from madoguchi.editorial.readers import wrong
from madoguchi.outlets.serving import live as served_here

pytestmark = pytest.mark.django_db(transaction=True)

DESK = "example/help-desk"
ENTRY = f"/staff/entries/{DESK}/"
OLD, NEW = "042-000-1002", "042-000-7788"


@pytest.fixture
def readers(city, monkeypatch) -> Iterator[None]:
    """Readers are served what is published, from the moment at which it is."""
    # A server looks for a new edition now and then, and wants readers to take time over a report.
    monkeypatch.setattr(live, "_LOOK_AGAIN_SECONDS", 0)
    monkeypatch.setattr(wrong, "_FASTEST_SECONDS", 0)
    EditionStore(city).publish(compile_edition(published_guide()))
    served_here.cache_clear()
    yield
    served_here.cache_clear()


def numbers(page, language: str) -> list[str]:
    """What somebody can dial on the desk's page, sorted."""
    page.goto(f"/{language}/services/{DESK}/")
    return sorted(set(page.locator("main a[href^='tel:']").all_inner_texts()))


def test_a_number_is_changed_reviewed_published_taken_back_and_reported(city, readers, desk):
    everywhere = ["042-000-1000", "042-000-1001", OLD, "042-000-1003"]
    mended = ["042-000-1000", "042-000-1001", "042-000-1003", NEW]

    def read() -> list[list[str]]:
        # Whoever has read the page a moment ago keeps it for a while: so each time another reader.
        reader = desk().new_page()
        return [numbers(reader, language) for language in ("ja", "th")]

    # Sato changes the number and hands it over: no reader notices.
    sato = desk("editor").new_page()
    sato.goto(f"{ENTRY}facts/")
    sato.fill("#phones-1-printed", NEW)
    sato.fill("#_why", "The line for Chinese has moved")
    sato.click("button[value=ask]")
    sato.locator(".message").wait_for()
    assert read() == [everywhere, everywhere]

    # Mori finds it among what waits, sees what changes, and approves with the keyboard alone.
    mori = desk("reviewer").new_page()
    mori.goto("/staff/reviews/")
    mori.locator(f"a[href^='/staff/reviews/{DESK}/facts/']").first.focus()
    mori.keyboard.press("Enter")
    mori.wait_for_url(f"**/reviews/{DESK}/facts/**")
    assert mori.locator("table.told tbody th").all_inner_texts() == ["Telephone numbers"]
    marks = [mori.locator(f"table.told {one}").all_inner_texts() for one in ("del", "ins")]
    assert marks == [[OLD], [NEW]]
    mori.locator("#comment").focus()
    mori.keyboard.press("Tab")
    mori.keyboard.press("Enter")
    mori.locator(".message").wait_for()
    assert read() == [everywhere, everywhere]

    # Kato publishes in a browser without scripts.
    kato = desk("publisher", java_script_enabled=False).new_page()
    kato.goto("/staff/publish/")
    kato.fill("#why", "The line for Chinese")
    kato.click("button[value=publish]")
    kato.get_by_text("Published. Readers have it.").wait_for()
    assert read() == [mended, mended]

    # One step back, on the page that says what was published: the reason, the button.
    kato.fill("#why", "The line has not moved yet")
    kato.click("button[value=back]")
    kato.get_by_text("Taken back. Readers have what they had before.").wait_for()
    assert read() == [everywhere, everywhere]

    # A reader says what is wrong, and it stands beside the entry.
    reader = desk().new_page()
    reader.goto(f"/th/services/{DESK}/")
    reader.click("a[href^='/th/wrong/']")
    reader.check("input[value=phone]")
    reader.fill("#text", "ไม่มีคนรับสาย")
    reader.click("form.report button")
    reader.locator("#thanks").wait_for()
    said = Report.objects.get()
    assert (said.entry_id, said.language, said.what) == (DESK, "th", Report.What.PHONE)
    sato.goto(ENTRY)
    assert sato.locator("#reports .said").all_inner_texts() == ["ไม่มีคนรับสาย"]
    assert Record.objects.get(pk=DESK).published == 1
