"""Who may do what: the rules of the roles, in one place."""

from django.conf import settings

from madoguchi.editorial.models import FACTS, Record, Role, StaffMember


class NotAllowedError(Exception):
    """Somebody asked for what their roles do not allow; the message says which role may."""


def may_edit(member: StaffMember, record: Record) -> bool:
    """Editors edit the facts of their own sections, or of all where none is named.

    What no section answers for (areas, topics, sources …) is edited by those who have all.
    """
    if not member.is_a(Role.EDITOR, Role.ADMINISTRATOR):
        return False
    return not member.sections or record.section in member.sections


def may_add(member: StaffMember) -> bool:
    """Editors write new entries; which sections they may name is seen when they save."""
    return member.is_a(Role.EDITOR, Role.ADMINISTRATOR)


def may_translate(member: StaffMember, record: Record, language: str) -> bool:
    """Translators write in their own languages; editors also write the words of their entries."""
    if member.is_a(Role.TRANSLATOR) and (not member.languages or language in member.languages):
        return True
    return may_edit(member, record)


def may_write(member: StaffMember, record: Record, part: str) -> bool:
    """Whether the person may write a new version of the facts or of a language's words."""
    return may_edit(member, record) if part == FACTS else may_translate(member, record, part)


def may_review(member: StaffMember, part: str, author: StaffMember | None) -> bool:
    """Reviewers approve; by the four-eyes rule never what they have written themselves."""
    if not member.is_a(Role.REVIEWER):
        return False
    if part != FACTS and member.languages and part not in member.languages:
        return False
    return not (author == member and needs_four_eyes(part))


def needs_four_eyes(part: str) -> bool:
    """Whether this part's author cannot approve it (`MADOGUCHI_FOUR_EYES`: facts, all, none)."""
    return bool(settings.FOUR_EYES == "all" or (settings.FOUR_EYES == "facts" and part == FACTS))


def may_publish(member: StaffMember) -> bool:
    """Publishers publish, plan and take back."""
    return member.is_a(Role.PUBLISHER)


def require(allowed: bool, what: str) -> None:  # noqa: FBT001 - reads as a sentence where it stands
    """NotAllowedError where something is not allowed."""
    if not allowed:
        raise NotAllowedError(what)
