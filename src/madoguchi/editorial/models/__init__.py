"""What is kept of the guide: entries, every version of their facts and words, who decided what."""

from madoguchi.editorial.models.counter import CounterTap
from madoguchi.editorial.models.entries import (
    FACTS,
    FactsVersion,
    Origin,
    Record,
    State,
    Translation,
    WordsVersion,
)
from madoguchi.editorial.models.links import Link, LinkCheck
from madoguchi.editorial.models.machine import MachineMonth, MachineOrder
from madoguchi.editorial.models.publishing import Publication, PublicationItem, ReviewStep
from madoguchi.editorial.models.reports import Report
from madoguchi.editorial.models.signins import SignIn
from madoguchi.editorial.models.staff import Role, StaffMember

__all__ = [
    "FACTS",
    "CounterTap",
    "FactsVersion",
    "Link",
    "LinkCheck",
    "MachineMonth",
    "MachineOrder",
    "Origin",
    "Publication",
    "PublicationItem",
    "Record",
    "Report",
    "ReviewStep",
    "Role",
    "SignIn",
    "StaffMember",
    "State",
    "Translation",
    "WordsVersion",
]
