"""Staff who are signed in, for the tests of their screens: as a client of Django, in a browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from madoguchi.editorial.models import StaffMember
from madoguchi.editorial.tests.city import city, city_guide
from madoguchi.editorial.tests.staff import MAIL, NAMES, given_second_factor, staff_cookie
from madoguchi.outlets.site.tests.browser import FLAGS, chromium

__all__ = ["city", "city_guide"]


class StaffClient(Client):
    """A client of Django whose `member` is signed in."""

    member: StaffMember


SignedIn = Callable[..., StaffClient]


@pytest.fixture
def member(db: None) -> Callable[..., StaffMember]:  # noqa: ARG001 - brings the database
    """Makes people: `member("editor", "reviewer", name="Sato", sections=["nerima/culture"])`."""

    def made(*roles: str, name: str = "", **fields: Any) -> StaffMember:
        name = name or NAMES.get(roles[0] if roles else "", "Somebody")
        email = f"{name.lower()}@{MAIL}"
        found = StaffMember.objects.filter(email=email).first()
        if found:
            return found
        wanted = {"screen_language": "en"} | fields
        return StaffMember.objects.create_user(email, name=name, roles=list(roles), **wanted)

    return made


@pytest.fixture
def signed_in(member: Callable[..., StaffMember]) -> SignedIn:
    """A client of somebody with these roles, as `member` makes them; `client.member` is who.

    `signed_in("editor")` is Sato, `signed_in("reviewer")` Mori; English screens unless
    `screen_language="ja"`.
    """

    def made(*roles: str, name: str = "", **fields: object) -> StaffClient:
        client = StaffClient()
        client.member = member(*roles, name=name, **fields)
        client.force_login(client.member)
        session = client.session
        given_second_factor(session, client.member)
        session.save()
        return client

    return made


@pytest.fixture(scope="package")
def chromium_browser() -> Iterator[Browser]:
    """The one browser of the tests of staff's screens; closed before others start theirs."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, where Django then trusts no database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def desk(
    chromium_browser: Browser, live_server: object, member: Callable[..., StaffMember]
) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browsers in which somebody is signed in: `desk("editor").new_page().goto("/staff/")`.

    Served by pytest-django's live server, so the test needs `@pytest.mark.django_db(transaction=
    True)`. Addresses are relative to it. `width=768` for a tablet, `java_script_enabled=False`.
    """
    opened: list[BrowserContext] = []

    def made(
        *roles: str, name: str = "", width: int = 1280, height: int = 900, **options: Any
    ) -> BrowserContext:
        context = chromium_browser.new_context(
            base_url=live_server.url,  # type: ignore[attr-defined]
            viewport={"width": width, "height": height},
            **options,
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        if roles:
            address = live_server.url  # type: ignore[attr-defined]
            context.add_cookies([staff_cookie(member(*roles, name=name), address)])
        return context

    yield made
    for context in opened:
        context.close()
