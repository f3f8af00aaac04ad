"""The words editor as a person uses it: a page is read, its form changed and sent."""

import lxml.html

DESK = "example/help-desk"
KO = f"/staff/entries/{DESK}/words/ko/"
EASY = f"/staff/entries/{DESK}/words/ja-x-easy/"
JA = f"/staff/entries/{DESK}/words/ja/"


def read(response):
    return lxml.html.fromstring(response.content.decode())


def sent(page, **changed):
    """What the form of a page sends, with some of it changed."""
    return dict(page.forms[-1].form_values()) | changed


def said(page) -> str:
    return " ".join(page.xpath("string(//main)").split())


def save(client, address, do="save", **changed):
    """Open a page, change what stands in it, and press a button."""
    return client.post(address, sent(read(client.get(address)), do=do, **changed), follow=True)
