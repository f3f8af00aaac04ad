"""Which of what waits for a review somebody looks at, and what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from madoguchi.editorial.keeping.permissions import may_review, needs_four_eyes
from madoguchi.editorial.keeping.review_queue import Waits, waiting_for_review
from madoguchi.editorial.models import FACTS, Role, StaffMember
from madoguchi.editorial.wording import tell
from madoguchi.language import WRITTEN

ADDRESS = "/staff/reviews/"


@dataclass(frozen=True, slots=True)
class Choice:
    """A part (`facts` or a language) and a section; what the person may not decide too or not."""

    part: str = ""
    section: str = ""
    everything: bool = False
    page: int = 1

    def query(self, **changed: object) -> str:
        """The choice as it stands in addresses, with its question mark."""
        one = replace(self, **{"page": 1, **changed})  # type: ignore[arg-type] # fields by name
        said = {
            "part": one.part,
            "section": one.section,
            "all": "yes" if one.everything else "",
            "page": str(one.page) if one.page > 1 else "",
        }
        query = urlencode({name: value for name, value in said.items() if value}, safe="/")
        return f"?{query}" if query else ""

    def address(self, **changed: object) -> str:
        """The list with this choice, some of it changed."""
        return ADDRESS + self.query(**changed)

    def review(self, entry_id: str, part: str) -> str:
        """The page of one review, from which it goes on to the next of this choice."""
        return review_address(entry_id, part) + self.query()


def review_address(entry_id: str, part: str) -> str:
    """Where a part is reviewed."""
    return f"{ADDRESS}{entry_id}/{part}/"


def choice_of(asked: Mapping[str, str]) -> Choice:
    """What an address asks for; a part that does not exist is left out."""
    part, page = asked.get("part", ""), asked.get("page", "")
    return Choice(
        part if part == FACTS or part in WRITTEN else "",
        asked.get("section", ""),
        asked.get("all") == "yes",
        int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,  # noqa: PLR2004 - no list has so many pages
    )


def queue(choice: Choice, member: StaffMember) -> list[Waits]:
    """What waits of this choice, the longest waiting first."""
    waiting = (one for one in waiting_for_review() if fits(choice, one))
    return [one for one in waiting if choice.everything or not hindered(member, one)]


def fits(choice: Choice, one: Waits) -> bool:
    """Whether something is of the part and section that were chosen."""
    return choice.part in ("", one.part) and choice.section in ("", one.record.section)


def hindered(member: StaffMember, one: Waits) -> str:
    """Why the person cannot approve it; empty where they can."""
    if may_review(member, one.part, one.version.by):
        return ""
    if not member.is_a(Role.REVIEWER):
        return tell("Only a reviewer may approve this.")
    if one.version.by == member and needs_four_eyes(one.part):
        return tell("You wrote this yourself; somebody else has to approve it.")
    return tell("You review other languages.")


def after(waiting: Sequence[Waits], entry_id: str, part: str) -> Waits | None:
    """What comes after a part in the list, beginning again at its end; None if nothing is left."""
    places = [(one.record.pk, one.part) for one in waiting]
    at = places.index((entry_id, part)) if (entry_id, part) in places else -1
    rest = [*waiting[at + 1 :], *waiting[: max(at, 0)]]
    return rest[0] if rest else None
