"""`madoguchi administrator` and `madoguchi staff`, asked as a person at a terminal asks them."""

import re

import pytest

from madoguchi.editorial.keeping import importing
from madoguchi.editorial.models import SignIn, StaffMember
from madoguchi.people.models import Letter
from madoguchi.project.command import main

PASSWORD = "three windows, one door"
LINK = re.compile(r"http://\S+/staff/welcome/\?why=invited&key=\S+")


@pytest.fixture(autouse=True)
def _tables_are_there(db, monkeypatch, settings):
    """The tests' own database has its tables, and a guide."""
    monkeypatch.setattr("madoguchi.project.migrating.bring_up_to_date", list)
    monkeypatch.setattr(importing, "in_use", lambda: True)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def answers(monkeypatch):
    """Lets a person answer at a terminal: names aloud, passwords hidden."""

    def given(*aloud, hidden=()):
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        told, kept = iter(aloud), iter(hidden)
        monkeypatch.setattr("builtins.input", lambda _question: next(told))
        monkeypatch.setattr("getpass.getpass", lambda _question: next(kept))

    return given


def test_the_first_administrator_chooses_name_address_and_password(answers, capsys):
    answers("Ono", "Ono@City.example.jp", hidden=[PASSWORD, PASSWORD])
    assert main(["administrator"]) == 0
    ono = StaffMember.objects.get()
    assert (ono.name, ono.email, ono.roles) == ("Ono", "ono@city.example.jp", ["administrator"])
    assert ono.check_password(PASSWORD)
    said = capsys.readouterr().out
    assert "Ono (ono@city.example.jp) is an administrator." in said
    assert LINK.search(said) is None
    assert PASSWORD not in said


def test_weak_and_differing_passwords_are_asked_for_again(answers, capsys):
    hidden = ["ono", "password1234", "onoonoono@city", PASSWORD, "another", PASSWORD, PASSWORD]
    answers("Ono", "onoonoono@city.example.jp", hidden=hidden)
    assert main(["administrator"]) == 0
    said = capsys.readouterr().out
    assert "This password is too short. It must contain at least 12 characters." in said
    assert "This password is too common." in said
    assert "The password is too similar to the email." in said
    assert "The two passwords differ." in said
    assert StaffMember.objects.get().check_password(PASSWORD)


def test_without_a_password_there_is_a_link_and_no_way_in_before_it_is_used(answers, capsys):
    answers("Ono", "ono@city.example.jp", hidden=[""])
    assert main(["administrator"]) == 0
    assert LINK.search(capsys.readouterr().out)
    assert not StaffMember.objects.get().has_usable_password()


def test_where_nobody_can_be_asked_it_says_what_is_expected(capsys):
    assert main(["administrator", "--name", "Ono"]) == 2
    assert "expected --name, --email and --link" in capsys.readouterr().err
    assert main(["administrator", "--name", "Ono", "--email", "ono", "--link"]) == 1
    assert "“ono” is no mail address; expected one as" in capsys.readouterr().err
    assert StaffMember.objects.count() == 0
    assert main(["administrator", "--name", "Ono", "--email", "ono@city.example.jp", "--link"]) == 0
    assert LINK.search(capsys.readouterr().out)


def test_at_the_first_start_it_asks_once_and_can_be_put_off(answers, capsys):
    assert main(["administrator", "--if-none"]) == 0
    assert "Make one: madoguchi administrator" in capsys.readouterr().out
    answers("")
    assert main(["administrator", "--if-none"]) == 0
    assert "Later: madoguchi administrator" in capsys.readouterr().out
    assert StaffMember.objects.count() == 0
    StaffMember.objects.create_user("ono@city.example.jp", name="Ono", roles=["administrator"])
    answers()
    assert main(["administrator", "--if-none"]) == 0
    assert capsys.readouterr().out == ""


def test_a_member_who_is_there_already_becomes_an_administrator_too(answers, member_sato, capsys):
    answers("Sato", "sato@city.example.jp", hidden=[PASSWORD, PASSWORD])
    assert main(["administrator"]) == 0
    member_sato.refresh_from_db()
    assert (member_sato.roles, member_sato.is_active) == (["editor", "administrator"], True)


@pytest.fixture
def member_sato():
    return StaffMember.objects.create_user(
        "sato@city.example.jp", name="Sato", roles=["editor"], is_active=False
    )


def test_people_are_invited_listed_let_out_and_in(capsys):
    assert main(["staff", "list"]) == 0
    assert "nobody yet; make an administrator" in capsys.readouterr().out
    command = ["staff", "invite", "sato@city.example.jp", "--name", "Sato", "--role", "editor"]
    assert main([*command, "--role", "reviewer"]) == 0
    assert LINK.search(capsys.readouterr().out)
    assert Letter.objects.get().to == "sato@city.example.jp"
    assert main(command) == 1
    assert "already" in capsys.readouterr().err
    assert main(["staff", "list"]) == 0
    assert capsys.readouterr().out == "sato@city.example.jp  Sato  editor, reviewer  never in\n"
    for act, active in (("deactivate", False), ("activate", True), ("reset", True), ("link", True)):
        assert main(["staff", act, "Sato@city.example.jp"]) == 0
        assert StaffMember.objects.get().is_active is active
    assert [one.what for one in SignIn.objects.order_by("id")] == [
        "invited",
        "deactivated",
        "activated",
        "factors_reset",
        "invited",
    ]


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        (["staff", "reset"], 2, "madoguchi staff reset: whom?"),
        (["staff", "reset", "lin@x.example"], 1, '"lin@x.example" belongs to nobody'),
        (["staff", "invite", "lin@x.example"], 2, "expected --name and one --role or more"),
    ],
)
def test_a_wrong_call_says_what_was_expected(asked, status, words, capsys):
    assert main(asked) == status
    assert words in capsys.readouterr().err
