"""The settings of mail and log: what may stand there, and errors that never show a password."""

import pytest

from madoguchi.people.smtp import BadSmtpError, smtp_server
from madoguchi.project.environment import BadSettingError, environment


@pytest.fixture
def reread():
    """The environment is read anew, here and after the test."""
    environment.cache_clear()
    yield environment
    environment.cache_clear()


@pytest.mark.parametrize(
    ("url", "port", "starttls", "tls"),
    [
        ("smtp://mail.example.jp", 25, False, False),
        ("smtp://mail.example.jp:587?tls=1", 587, True, False),
        ("smtps://mail.example.jp", 465, False, True),
    ],
)
def test_a_mail_server_is_named_by_its_address(url, port, starttls, tls):
    server = smtp_server(url)
    assert (server.host, server.port) == ("mail.example.jp", port)
    assert (server.starttls, server.tls) == (starttls, tls)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://guide:hidden@mail.example.jp", 'it begins with "http"'),
        ("smtp://guide:hidden@mail.example.jp:no", "behind the host stands no port"),
        ("smtp://guide:hid#den@mail.example.jp", "behind the host stands no port"),
        ("smtp://guide:hidden@", "it names no host"),
        ("smtp://guide:hid/den@mail.example.jp", "/ # ? in a password are written %2F %23 %3F"),
        ("smtp://guide@mail.example.jp", "it names a user or a password alone"),
        ("smtp://guide:hidden@mail.example.jp?tls=yes", "only tls=0 or tls=1"),
        ("smtp://guide:hidden@mail.example.jp?ssl=1", "only tls=0 or tls=1"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_its_password(url, said):
    with pytest.raises(BadSmtpError) as refused:
        smtp_server(url)
    assert said in str(refused.value)
    assert "hid" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("MADOGUCHI_SMTP", "smtp://guide:hidden@", "MADOGUCHI_SMTP: it names no host"),
        ("MADOGUCHI_SMTP", "smtp://mail.example.jp", "MADOGUCHI_MAIL_FROM: nothing stands here"),
        ("MADOGUCHI_MAIL_FROM", "guide", 'MADOGUCHI_MAIL_FROM: "guide" is no sender'),
        ("MADOGUCHI_LOG", "xml", 'MADOGUCHI_LOG: "xml" stands here; expected plain, json'),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch, reread, name, value, said):
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettingError) as refused:
        reread()
    assert str(refused.value).startswith(said)
    assert "hidden" not in str(refused.value)


def test_settings_of_mail_are_read(monkeypatch, reread):
    monkeypatch.setenv("MADOGUCHI_SMTP", "smtp://guide:hid%40den@mail.example.jp:587?tls=1")
    monkeypatch.setenv("MADOGUCHI_MAIL_FROM", "Nerima guide <guide@example.jp>")
    read = reread()
    assert read.smtp.password == "hid@den"
    assert read.mail_from == "Nerima guide <guide@example.jp>"
    assert "hid@den" not in repr(read)
