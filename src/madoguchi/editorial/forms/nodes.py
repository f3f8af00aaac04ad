"""A form as a template draws it: each field with its name, words, value, choices and errors."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from madoguchi.editorial.forms import fields as kinds
from madoguchi.editorial.forms.checking import Checked
from madoguchi.editorial.forms.fields import Field
from madoguchi.editorial.forms.known import Known
from madoguchi.editorial.forms.labels import choice_name, field_label, help_of, label_of
from madoguchi.editorial.forms.sheet import (
    AMOUNT,
    CHOSEN,
    DAY,
    KEY,
    ORDER,
    STATED,
    TIMES,
    UNIT,
    VALUE,
    WORD,
    Sheet,
    empty,
    is_empty,
)
from madoguchi.editorial.wording import tell

# A longer list is looked through by typing instead of by opening it.
_LONGEST_LIST = 40
# What takes more room than a line.
_ROOMY = frozenset({"long", "ticks", "rows", "pairs", "beside"})


class Option(NamedTuple):
    value: str
    label: str
    chosen: bool = False


class Said(NamedTuple):
    """One error with the input it is about, for the summary at the top."""

    name: str
    label: str
    message: str


@dataclass(frozen=True, slots=True)
class Node:
    """One field of the form; `look` is the name of the macro that draws it.

    `part` is the name of the text that stands beside a choice, `lists` that of the shared list of
    suggestions, `rest` the order of ticked boxes where it is not their own.
    """

    look: str
    field: Field
    name: str
    label: str
    help: str = ""
    value: str = ""
    part: str = ""
    options: tuple[Option, ...] = ()
    parts: tuple["Node", ...] = ()
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    lists: str = ""
    rest: str = ""
    is_filled: bool = False

    @property
    def required(self) -> bool:
        return self.field.required

    @property
    def picks(self) -> bool:
        """Whether its rows have a single input, with one more for the next."""
        shape = self.field.shape
        return isinstance(shape, kinds.Rows) and isinstance(shape.item.shape, kinds.Pick)

    @property
    def adds(self) -> str:
        """The list from which a script can add to the line."""
        shape = self.field.shape
        return "spoken" if isinstance(shape, kinds.Values) and shape.of == "spoken" else ""

    def __getitem__(self, name: str) -> "Node":
        """A part of a group by its field."""
        return next(part for part in self.parts if part.field.name == name)

    @property
    def folded(self) -> tuple["Node", ...]:
        """Parts of a row that take room, are not needed, and have nothing in them yet."""
        return tuple(part for part in self.parts if part.look in _ROOMY and part.is_idle)

    @property
    def shown(self) -> tuple["Node", ...]:
        """All other parts."""
        folded = self.folded
        return tuple(part for part in self.parts if part not in folded)

    @property
    def is_idle(self) -> bool:
        """Whether it may be left out, was left out, and has nothing wrong."""
        return not (self.required or self.is_filled or self.has_errors or self.warnings)

    @property
    def has_errors(self) -> bool:
        """Whether anything in it is wrong, so that it must not be folded away."""
        return bool(self.errors) or any(part.has_errors for part in self.parts)


@dataclass(frozen=True)
class Form:
    """All fields of an entry, the lists that they share, and all that is wrong."""

    nodes: tuple[Node, ...]
    lists: Mapping[str, tuple[Option, ...]]
    summary: tuple[Said, ...] = ()
    notes: tuple[Said, ...] = ()

    def __getitem__(self, name: str) -> Node:
        return next(node for node in self.nodes if node.field.name == name)


@dataclass
class _Drawer:
    kind: str
    known: Known
    checked: Checked
    used: set[str] = field(default_factory=set)

    def node(self, one: Field, sheet: Sheet, name: str) -> Node:
        look = type(one.shape).__name__.lower()
        node = Node(
            look,
            one,
            name,
            label_of(one.owner, one.name),
            help_of(one.owner, one.name),
            errors=tuple(self.checked.errors.get(name, ())),
            warnings=tuple(self.checked.warnings.get(name, ())),
            is_filled=not is_empty(one, sheet),
        )
        return self.drawn(node, sheet)

    def drawn(self, node: Node, sheet: Sheet) -> Node:  # noqa: C901, PLR0911 - a shape each
        match node.field.shape:
            case kinds.Group(fields=fields):
                parts = (
                    self.node(one, sheet[one.name], f"{node.name}-{one.name}") for one in fields
                )
                return replace(node, parts=tuple(parts))
            case kinds.Rows(item=item):
                return replace(node, parts=tuple(self.rows(node, item, sheet)))
            case kinds.Pairs():
                return replace(node, parts=tuple(self.pairs(node, sheet)))
            case kinds.Ticks(values=values):
                offered = [*values, *(one for one in sheet[CHOSEN] if one not in values)]
                options = self.options(node.field, offered, sheet[CHOSEN])
                return replace(node, options=options, rest=sheet[ORDER])
            case kinds.OneOf(values=values):
                options = self.options(node.field, values, [sheet])
                return replace(node, options=options, value=sheet)
            case kinds.OneDay(words=words) if words:
                return self.beside(node, words, sheet, DAY)
            case kinds.Times(words=words) if words:
                return self.beside(node, words, sheet, TIMES)
            case kinds.Amount(units=units):
                return replace(
                    node,
                    options=self.options(node.field, units, [sheet[UNIT]]),
                    value=sheet[AMOUNT],
                )
            case kinds.Pick(of=of):
                return self.pick(node, of, sheet)
            case kinds.Line(suggests=suggests) if suggests:
                self.used.add(suggests)
                return replace(node, value=sheet, lists=suggests)
        return replace(node, value=sheet)

    def options(self, one: Field, values: Iterable[str], chosen: list[str]) -> tuple[Option, ...]:
        if (one.owner.__name__, one.name) == ("Citation", "of"):
            names = {value: _field_name(self.kind, value) for value in values}
        else:
            names = {value: choice_name(one.owner, one.name, value) for value in values}
        return tuple(Option(value, label, value in chosen) for value, label in names.items())

    def beside(self, node: Node, words: tuple[str, ...], sheet: Sheet, part: str) -> Node:
        """A choice of words, and a text that counts where "stated" is chosen."""
        typed = f"{node.name}-{part}"
        return replace(
            node,
            look="beside",
            options=self.options(node.field, (*words, STATED), [sheet[WORD] or STATED]),
            part=part,
            value=sheet[part],
            errors=node.errors + tuple(self.checked.errors.get(typed, ())),
        )

    def pick(self, node: Node, of: str, typed: str) -> Node:
        offered = self.known.options(of)
        if len(offered) > _LONGEST_LIST:
            self.used.add(of)
            return replace(node, look="look", value=offered.get(typed, typed), lists=of)
        picked = self.known.picked(of, typed) if typed else ""
        options = [Option(one, label, one == picked) for one, label in offered.items()]
        if typed and picked is None:
            options.append(Option(typed, typed, chosen=True))
        return replace(node, options=tuple(options), value=typed)

    def rows(self, node: Node, item: Field, sheet: Sheet) -> Iterator[Node]:
        # A row that is empty goes, so no row is required.
        item = replace(item, required=False)
        for index, row in enumerate(sheet):
            part = self.node(item, row, f"{node.name}-{index}")
            yield replace(
                part, label=tell("{what}, no. {number}", what=part.label, number=index + 1)
            )
        if isinstance(item.shape, kinds.Pick):
            # The next one can be picked at once.
            part = self.node(item, empty(item), f"{node.name}-{len(sheet)}")
            yield replace(part, label=tell("{what}, one more", what=part.label), errors=())

    def pairs(self, node: Node, sheet: Sheet) -> Iterator[Node]:
        assert isinstance(node.field.shape, kinds.Pairs)
        for index, row in enumerate(sheet):
            name = f"{node.name}-{index}"
            key = self.node(node.field.shape.key, row[KEY], f"{name}-{KEY}")
            value = self.node(node.field.shape.value, row[VALUE], f"{name}-{VALUE}")
            number = tell("{what}, no. {number}", what=node.label, number=index + 1)
            yield Node(
                "pair",
                node.field,
                name,
                number,
                parts=(
                    replace(key, label=tell("{what}: name", what=number)),
                    replace(value, label=tell("{what}: value", what=number)),
                ),
            )


def _field_name(kind: str, name: str) -> str:
    try:
        return field_label(kind, name)
    except KeyError:
        return name


def draw(
    kind: str,
    fields: Iterable[Field],
    sheet: Mapping[str, Sheet],
    known: Known,
    checked: Checked | None = None,
) -> Form:
    """The form with what stands in it, and what is wrong with that."""
    drawer = _Drawer(kind, known, checked or Checked())
    nodes = tuple(drawer.node(one, sheet[one.name], one.name) for one in fields)
    lists = {of: tuple(_listed(known, of)) for of in sorted(drawer.used)}
    found = checked or Checked()
    return Form(nodes, lists, _summary(nodes, found.errors), _summary(nodes, found.warnings))


def _listed(known: Known, of: str) -> Iterator[Option]:
    if of == "answer-value":
        yield from (Option(value, words) for value, words in known.answers.items())
    else:
        yield from (Option(label, "") for label in known.options(of).values())


def _summary(nodes: Iterable[Node], messages: Mapping[str, list[str]]) -> tuple[Said, ...]:
    """What is wrong, in the order of the form; first what belongs to no field."""
    labels = dict(_labels(nodes, ""))
    order = {name: number for number, name in enumerate(labels)}
    return tuple(
        Said(name, labels.get(name, ""), message)
        for name in sorted(messages, key=lambda one: order.get(one, -1))
        for message in messages[name]
    )


def _labels(nodes: Iterable[Node], around: str) -> Iterator[tuple[str, str]]:
    for node in nodes:
        label = f"{around} – {node.label}" if around else node.label
        yield node.name, label
        if node.part:
            yield f"{node.name}-{node.part}", label
        # The number of a row says already in which list it stands.
        inside = around if node.look in {"rows", "pairs"} else label
        yield from _labels(node.parts, inside)
