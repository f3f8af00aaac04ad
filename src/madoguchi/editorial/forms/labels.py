"""What each field is called, one line of help for it, and the names of its values.

A field is found by the model that has it or by one that this is made from, so that a kind says
only what is its own. `tell` says them in the staff's language.
"""

from pydantic import BaseModel

from madoguchi.editorial.forms.choice_names import CHOICES
from madoguchi.editorial.forms.field_names import FIELDS
from madoguchi.editorial.wording import tell
from madoguchi.guide import KINDS


def label_of(owner: type[BaseModel], name: str) -> str:
    """What a field is called.

    >>> from madoguchi.editorial.wording import in_staff_language
    >>> with in_staff_language("en"):
    ...     label_of(KINDS["service"], "check_by")
    'Check again by'
    """
    return tell(_found(owner, name)[0])


def help_of(owner: type[BaseModel], name: str) -> str:
    """One line that says what belongs into a field."""
    return tell(_found(owner, name)[1])


def _found(owner: type[BaseModel], name: str) -> tuple[str, str]:
    for base in owner.__mro__:
        if f"{base.__name__}.{name}" in FIELDS:
            return FIELDS[f"{base.__name__}.{name}"]
    raise KeyError(f"{owner.__name__}.{name} has no label")


def choice_name(owner: type[BaseModel], name: str, value: str) -> str:
    """What one value of a field is called; the value itself where it has no name.

    >>> from madoguchi.editorial.wording import in_staff_language
    >>> with in_staff_language("en"):
    ...     choice_name(KINDS["source"], "trust", "official")
    'official: the office itself says so'
    """
    for base in owner.__mro__:
        names = CHOICES.get(f"{base.__name__}.{name}")
        if names and value in names:
            return tell(names[value])
    return value


def field_label(kind: str, name: str) -> str:
    """What a field of a kind of entry is called; `words` are no field of the form."""
    if name == "words":
        return tell("the words")
    return label_of(KINDS[kind], name)
