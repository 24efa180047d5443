# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""What was learnt as plain data and back: a table of nodes, a closed set of classes, no code.

A node points only at nodes before it, so reading needs no recursion and can make no circle. Arrays
are bytes with a type and a shape; a class is a name looked up among this package's own and a few of
scikit-learn's.
"""

from collections.abc import Callable, Mapping
from copy import copy
from functools import cache
from importlib import import_module
from math import prod
from pkgutil import iter_modules
from typing import Annotated, Any, TypeAlias

import msgspec
import numpy as np
from msgspec import Meta, Struct
from numpy.typing import NDArray

import lyhord_themes
from lyhord_themes import estimators, learners
from lyhord_themes.errors import ModelError

MOST_DIMENSIONS = 3
SEQUENCES: Mapping[str, Callable[[list[Any]], Any]] = {
    "tuple": tuple,
    "list": list,
    "set": set,
    "frozenset": frozenset,
}


class Ref(Struct, frozen=True, array_like=True):
    """The number of a node."""

    node: Annotated[int, Meta(ge=0)]


Value: TypeAlias = bool | int | float | str | Ref | None


class Array(Struct, frozen=True, tag="array"):
    """Numbers, truths or text of a fixed width."""

    dtype: Annotated[str, Meta(pattern=r"^[<>|=]?[biufU][0-9]{1,6}$(?!\n)")]
    shape: tuple[Annotated[int, Meta(ge=0)], ...]
    data: bytes


class Matrix(Struct, frozen=True, tag="matrix"):
    """A sparse matrix by rows: its values, their columns, and where each row starts."""

    shape: tuple[Annotated[int, Meta(ge=0)], Annotated[int, Meta(ge=0)]]
    parts: tuple[Ref, Ref, Ref]


class Items(Struct, frozen=True, tag="items"):
    """A tuple, list or set."""

    kind: str
    items: list[Value]


class Table(Struct, frozen=True, tag="table"):
    """A mapping."""

    keys: list[Value]
    values: list[Value]


class Thing(Struct, frozen=True, tag="thing"):
    """An object of a known class with its attributes."""

    kind: str
    fields: dict[str, Value]


class Named(Struct, frozen=True, tag="named"):
    """Something that is not stored but has a name on both sides."""

    name: str


Node: TypeAlias = Array | Matrix | Items | Table | Thing | Named


class Freezer:
    """Turns objects into nodes; each object once, however often it is pointed at.

    `outside` gives an object's name if it is put back by that name instead of being stored;
    `instead` gives attributes other values, by class name, to each object its own.
    """

    def __init__(
        self,
        *,
        outside: Callable[[object], str | None],
        instead: Mapping[str, Mapping[str, object]],
    ) -> None:
        self.nodes: list[Node] = []
        self._outside = outside
        self._instead = instead
        self._seen: dict[int, tuple[Ref, object]] = {}  # keeps objects, so that no id comes again

    def value(self, given: object) -> Value:
        """Give a plain value as it is, anything else as the number of its node."""
        if isinstance(given, np.generic):
            return self.value(given.item())
        if given is None or isinstance(given, (bool, int, float, str)):
            return given
        if id(given) not in self._seen:
            self._seen[id(given)] = (self._ref(given), given)
        return self._seen[id(given)][0]

    def _ref(self, given: object) -> Ref:
        self.nodes.append(self._node(given))
        return Ref(len(self.nodes) - 1)

    def _node(self, given: Any) -> Node:  # noqa: ANN401  whatever was learnt
        name = self._outside(given)
        if name is not None:
            return Named(name)
        if isinstance(given, np.ndarray):
            return _array(given)
        if estimators.is_sparse(given):
            rows = learners.as_rows(given)
            data, columns, starts = (self._ref(p) for p in (rows.data, rows.indices, rows.indptr))
            return Matrix((int(rows.shape[0]), int(rows.shape[1])), (data, columns, starts))
        if isinstance(given, dict):
            return Table([self.value(k) for k in given], [self.value(v) for v in given.values()])
        kind = type(given).__name__
        if kind in SEQUENCES:
            items = sorted(given) if isinstance(given, (set, frozenset)) else given
            return Items(kind, [self.value(item) for item in items])
        return self._thing(given)

    def _thing(self, given: object) -> Thing:
        kind = name_of(type(given))
        if kind not in classes():
            raise ModelError(f"a model cannot hold {kind}")
        held = msgspec.structs.asdict(given) if isinstance(given, Struct) else vars(given)
        instead = self._instead.get(type(given).__name__, {})
        own = {key: copy(instead[key]) if key in instead else held[key] for key in held}
        return Thing(kind, {key: self.value(value) for key, value in own.items()})


def thaw(nodes: list[Node], named: Mapping[str, Callable[[], object]]) -> object:
    """Make every node an object again and give the last, or raise `ModelError`."""
    made: list[Any] = []

    def value(given: Value) -> Any:  # noqa: ANN401  whatever was learnt
        return made[given.node] if isinstance(given, Ref) else given

    for node in nodes:
        try:
            made.append(_made(node, value, named))
        except (LookupError, TypeError, ValueError, OverflowError, AttributeError) as error:
            raise ModelError(f"part {len(made)} of the model does not fit: {error}") from error
    return made[-1] if made else None


def name_of(each: type[Any]) -> str:
    """Give the name under which a class is stored."""
    return f"{each.__module__.split('.')[0]}.{each.__name__}"


@cache
def classes() -> Mapping[str, type[Any]]:
    """Give every class that a model may hold: this package's own, a few of scikit-learn's."""
    modules = [
        import_module(f"lyhord_themes.{each.name}") for each in iter_modules(lyhord_themes.__path__)
    ]
    ours = [
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and each.__module__ == module.__name__
    ]
    return {name_of(each): each for each in (*ours, *estimators.CLASSES)}


def _made(
    node: Node, value: Callable[[Value], Any], named: Mapping[str, Callable[[], object]]
) -> object:
    match node:
        case Array():
            return _numbers(node)
        case Matrix():
            data, columns, starts = (value(part) for part in node.parts)
            return estimators.checked_rows((data, columns, starts), node.shape)
        case Items():
            return SEQUENCES[node.kind]([value(item) for item in node.items])
        case Table():
            pairs = zip(node.keys, node.values, strict=True)
            return {value(key): value(each) for key, each in pairs}
        case Thing():
            fields = {key: value(each) for key, each in node.fields.items()}
            return _object(classes()[node.kind], fields)
        case Named():
            return named[node.name]()


def _object(kind: type[Any], fields: dict[str, Any]) -> object:
    if issubclass(kind, Struct):
        return kind(**fields)
    made: Any = object.__new__(kind)
    vars(made).update(fields)
    estimators.require_sound(made)
    return made


def _array(given: NDArray[Any]) -> Array:
    if given.dtype.kind not in "biufU":
        raise ModelError(f"a model cannot hold an array of {given.dtype}")
    return Array(given.dtype.str, given.shape, np.ascontiguousarray(given).tobytes())


def _numbers(node: Array) -> NDArray[Any]:
    kind = np.dtype(node.dtype)
    if len(node.shape) > MOST_DIMENSIONS or prod(node.shape) * kind.itemsize != len(node.data):
        raise ValueError(f"{len(node.data)} bytes are no {node.shape} of {node.dtype}")
    return np.frombuffer(node.data, kind).reshape(node.shape).copy()
