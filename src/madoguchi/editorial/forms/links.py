"""Which kind of entry each link of a kind names, found by asking the models themselves."""

from collections.abc import Mapping
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from madoguchi.guide import Entry

_SOME_ID = "some/entry"


@lru_cache(maxsize=64)
def link_kinds(kind: type[Entry]) -> Mapping[tuple[str, ...], str]:
    """The kind that each link must have, by the fields that lead to it.

    >>> from madoguchi.guide import KINDS
    >>> link_kinds(KINDS["location"])
    {('sources', 'source'): 'source', ('area',): 'area'}
    """
    whole = _with_everything(kind)
    assert isinstance(whole, Entry)
    return {
        tuple(part for part in place.split(".") if not part.isdigit()): wanted
        for place, _, wanted in whole.links()
    }


def _with_everything(model: type[BaseModel]) -> BaseModel:
    """An entry in which every text is an id, every list has one item and nothing is left out."""
    return model.model_construct(
        **{name: _sample(field.annotation) for name, field in model.model_fields.items()}
    )


def _sample(annotation: Any) -> Any:
    if get_origin(annotation) is Annotated:
        return _sample(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return _sample(next(one for one in get_args(annotation) if one is not type(None)))
    if get_origin(annotation) is tuple:
        return (_sample(get_args(annotation)[0]),)
    if get_origin(annotation) is dict:
        key, value = (_sample(one) for one in get_args(annotation))
        return {key: value}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _with_everything(annotation)
    return _SOME_ID if annotation is str else None
