"""What an administrator does with members of staff, by the screens and by the verbs."""

import pytest
from allauth.mfa.models import Authenticator

from madoguchi.editorial.keeping.permissions import NotAllowedError
from madoguchi.editorial.models import Record, SignIn, StaffMember
from madoguchi.editorial.signing_in import members
from madoguchi.people.models import Letter

_SECTION = "nerima/culture-section"


@pytest.fixture
def ono(signed_in):
    Record.objects.create(
        entry_id=_SECTION, kind="organization", pack="nerima", page_number=1, name_en="Culture"
    )
    return signed_in("administrator")


def lines():
    found = SignIn.objects.order_by("id")
    return [(one.what, one.member.name, one.by.name if one.by else "", one.detail) for one in found]


def test_somebody_is_invited_with_their_roles_and_gets_a_letter(ono):
    form = {
        "name": " Minji ",
        "email": "Minji@City.example.jp",
        "language": "ja",
        "roles": ["translator"],
        "languages": ["ko"],
        "sections": [],
    }
    page = ono.post("/staff/members/invite/", form)
    minji = StaffMember.objects.get(email="minji@city.example.jp")
    assert (minji.name, minji.roles, minji.languages) == ("Minji", ["translator"], ["ko"])
    assert not minji.has_usable_password()
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (minji.email, "Madoguchi（職員用）への招待")
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    assert link.replace("&", "&amp;") in page.content.decode()
    assert lines() == [
        ("invited", "Minji", "Ono", ""),
    ]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"email": "minji"}, "“minji” is no mail address"),
        ({"email": "ono@city.example.jp"}, "There is a member of staff with the address ono@"),
        ({"name": " "}, "Please write a name of at most 100 letters."),
        ({"roles": ["king"]}, "“king” is no role; expected editor, translator"),
        ({"languages": ["xx"]}, "“xx” is no language of the guide"),
        ({"sections": ["nerima/nowhere"]}, "One of the sections is not in the guide."),
    ],
)
def test_a_wrong_invitation_invites_nobody_and_keeps_what_was_typed(ono, changed, words):
    form = {"name": "Minji", "email": "minji@city.example.jp", "roles": ["translator"]} | changed
    response = ono.post("/staff/members/invite/", form)
    assert response.status_code == 400
    page = response.content.decode()
    assert words in page
    assert f'value="{form["email"]}"' in page
    assert StaffMember.objects.count() == 1
    assert Letter.objects.count() == 0


def test_rights_are_changed_and_written_down(ono, member):
    sato = member("editor")
    rights = {"roles": ["reviewer", "editor"], "sections": [_SECTION], "languages": ["vi"]}
    assert ono.post(f"/staff/members/{sato.pk}/", rights).status_code == 302
    sato.refresh_from_db()
    assert sato.roles == ["editor", "reviewer"]
    assert (sato.sections, sato.languages) == ([_SECTION], ["vi"])
    assert lines() == [("roles_changed", "Sato", "Ono", "editor → editor, reviewer")]


def test_nobody_locks_the_last_administrator_out(ono):
    me = ono.member
    with pytest.raises(NotAllowedError, match="自分のアカウント"):
        members.deactivate(me, me)
    response = ono.post(f"/staff/members/{me.pk}/", {"roles": ["editor"]}, follow=True)
    assert "You cannot take the administrator&#39;s role" in response.content.decode()
    response = ono.post(f"/staff/members/{me.pk}/deactivate/", follow=True)
    assert "You cannot deactivate yourself." in response.content.decode()
    me.refresh_from_db()
    assert (me.roles, me.is_active) == (["administrator"], True)


def test_who_leaves_is_signed_out_at_once_and_can_come_back(ono, signed_in):
    sato = signed_in("editor")
    ono.post(f"/staff/members/{sato.member.pk}/deactivate/")
    assert sato.get("/staff/account/")["Location"].startswith("/staff/sign-in/")
    ono.post(f"/staff/members/{sato.member.pk}/activate/")
    # Back among the staff, but the old session stays over.
    assert sato.get("/staff/account/")["Location"].startswith("/staff/sign-in/")
    sato.member.refresh_from_db()
    assert sato.member.is_active
    assert [what for what, *_ in lines()] == ["deactivated", "activated"]


def test_a_lost_telephone_is_forgotten_and_everything_signed_out(ono, signed_in):
    sato = signed_in("editor")
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=sato.member, type=kind, data={})
    ono.post(f"/staff/members/{sato.member.pk}/reset/")
    assert Authenticator.objects.count() == 0
    assert sato.get("/staff/account/")["Location"].startswith("/staff/sign-in/")
    assert Letter.objects.get().to == "sato@city.example.jp"


def test_the_list_says_who_is_there_and_how_well_protected(ono, member):
    sato = member("editor", "reviewer")
    Authenticator.objects.create(user=sato, type="totp", data={})
    Authenticator.objects.create(user=sato, type="recovery_codes", data={})
    page = ono.get("/staff/members/").content.decode()
    row = page[page.index("Sato") :]
    row = row[: row.index("</tr>")]
    assert "Editor, Reviewer" in row
    assert "set up" in row
    assert "not set up" not in row
    assert "invited" in row


def test_the_list_asks_the_database_as_often_for_many_as_for_few(
    ono, member, django_assert_max_num_queries
):
    ono.get("/staff/members/")
    for name in ("Lin", "Minji", "Maria", "Thuy", "Sato", "Mori"):
        member("editor", name=name)
    # The session, its owner, the list.
    with django_assert_max_num_queries(3):
        ono.get("/staff/members/")
