"""What a rule wants to know of an argument.

Each parameter of a rule is annotated with one of the markers below, such as `Array` or `Selection`. The marker says
what the rule is told: the axes of an array, a list of them, a selection of axes, an index, or the argument itself. The
library passes what it has; the mypy plugin makes the same out of what it knows (`haliax_mypy.calls.telling`).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from types import EllipsisType, UnionType
from typing import Annotated, Any, TypeAlias, TypeVar, Union, get_args, get_origin

from haliax.pure.axes import Axes, Repeated
from haliax.pure.axis import AxisSelection, AxisSelector, NoSize


class Kind(Enum):
    """What a rule is told of an argument."""

    ARRAY = auto()
    """The axes of an array; a number has none."""
    ARRAYS = auto()
    """The axes of each array of a sequence."""
    OPERAND = auto()
    """The axes of an array; of anything else, the argument itself."""
    SELECTION = auto()
    """Axes that are selected, as `Axes` where a checker knows a part of them only."""
    INDEX = auto()
    """What stands between the brackets of `x[...]`."""
    GIVEN = auto()
    """Whether it is something else than None: `...` if so."""
    FUNCTION = auto()
    """A function, which the rule may run on axes."""
    PLAIN = auto()
    """The argument itself."""
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Want:
    """What a rule wants to know of an argument.

    Attributes:
        kind: What it is told.
        optional: Of an array: whether None is told apart from a number.
        whole: Of an array: whether an integer is told apart from other numbers.
        loose: Whether the rule makes do with an argument of which a part is not known.
    """

    kind: Kind
    optional: bool = False
    whole: bool = False
    loose: bool = False


T = TypeVar("T")

ARRAY_KINDS = frozenset({Kind.ARRAY, Kind.ARRAYS, Kind.OPERAND})
"""The kinds of arguments whose axes matter, not their values."""

Array: TypeAlias = Annotated[Axes, Want(Kind.ARRAY)]
OptionalArray: TypeAlias = Annotated[Axes | None, Want(Kind.ARRAY, optional=True)]
ArrayOrInt: TypeAlias = Annotated[Axes | int, Want(Kind.ARRAY, whole=True)]
Arrays: TypeAlias = Annotated[Sequence[Axes], Want(Kind.ARRAYS)]
Operand: TypeAlias = Annotated[Axes | AxisSelection | None, Want(Kind.OPERAND)]
Selection: TypeAlias = Annotated[AxisSelection | Axes, Want(Kind.SELECTION)]
OptionalSelection: TypeAlias = Annotated[AxisSelection | Axes | None, Want(Kind.SELECTION)]
Selector: TypeAlias = Annotated[AxisSelector, Want(Kind.PLAIN)]
OptionalSelector: TypeAlias = Annotated[AxisSelector | None, Want(Kind.PLAIN)]
Index: TypeAlias = Annotated[Any, Want(Kind.INDEX)]
Given: TypeAlias = Annotated[EllipsisType | None, Want(Kind.GIVEN)]
Function: TypeAlias = Annotated[Callable[..., Any], Want(Kind.FUNCTION)]
Plain: TypeAlias = Annotated[T, Want(Kind.PLAIN)]
Loose: TypeAlias = Annotated[T, Want(Kind.PLAIN, loose=True)]
Ignored: TypeAlias = Annotated[object, Want(Kind.NOTHING)]


class Takes(Enum):
    """How many arguments a parameter takes."""

    ONE = auto()
    REST = auto()
    """`*arrays`."""
    NAMED = auto()
    """`**bindings`."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a rule.

    Attributes:
        name: Its name, which is also that of the operation's parameter.
        want: What the rule wants to know of the argument.
        takes: How many arguments it takes.
        type: The type that the rule takes, without the marker.
        by_name: Whether it can be passed by its name only.
        required: Whether the rule cannot do without it.
    """

    name: str
    want: Want
    takes: Takes
    type: Any
    by_name: bool
    required: bool


@lru_cache(maxsize=1024)
def parameters_of(rule: Callable[..., Any]) -> tuple[Parameter, ...]:
    """The parameters of a rule, in order.

    Raises:
        TypeError: If one has no marker.
    """
    return tuple(_parameter(rule, found) for found in inspect.signature(rule, eval_str=True).parameters.values())


def _parameter(rule: Callable[..., Any], found: inspect.Parameter) -> Parameter:
    markers = [extra for extra in getattr(found.annotation, "__metadata__", ()) if isinstance(extra, Want)]
    if len(markers) != 1:
        raise TypeError(
            f"rule {rule.__module__}.{rule.__name__}: parameter '{found.name}' says {found.annotation!r}, "
            "which is no marker of haliax.pure.wants"
        )
    takes = Takes.REST if found.kind is found.VAR_POSITIONAL else Takes.ONE
    takes = Takes.NAMED if found.kind is found.VAR_KEYWORD else takes
    return Parameter(
        name=found.name,
        want=markers[0],
        takes=takes,
        type=found.annotation.__origin__,
        by_name=found.kind is found.KEYWORD_ONLY,
        required=takes is Takes.ONE and found.default is found.empty,
    )


def fits(value: object, wanted: Any) -> bool:
    """Whether a value is of a type that an annotation of a rule says, with all that is in it.

    A program that is only read may pass anything, of which mypy itself will complain; a rule is not asked about it.
    """
    if type(value) is wanted or wanted is Any or wanted is object or isinstance(wanted, TypeVar):
        return True
    if value is NoSize.UNKNOWN:  # it stands for a number that a checker does not know
        value = 0
    origin, args = get_origin(wanted), get_args(wanted)
    if origin in (Union, UnionType):
        return any(fits(value, member) for member in args)
    if origin is Annotated:
        return fits(value, args[0])
    if origin is not None and issubclass(origin, Mapping):
        return isinstance(value, Mapping) and all(fits(k, args[0]) and fits(v, args[1]) for k, v in value.items())
    if origin is tuple:
        whole = args[-1] is not ... and len(args) == len(value) if isinstance(value, tuple) else False
        return isinstance(value, tuple) and (whole or args[-1] is ...) and all(map(fits, value, _each(args, value)))
    if origin is not None and issubclass(origin, Sequence):
        if isinstance(value, Repeated):
            return fits(value.axes, args[0])
        return isinstance(value, Sequence) and not isinstance(value, str) and all(fits(v, args[0]) for v in value)
    if wanted is None or wanted is type(None):
        return value is None
    if wanted is int and isinstance(value, bool):  # which is no size, and no position
        return False
    return callable(value) if origin is Callable else isinstance(value, wanted)


def _each(args: tuple[Any, ...], values: Sequence[object]) -> list[Any]:
    """The type of each member of a tuple."""
    return [args[0]] * len(values) if args[-1] is ... else list(args)


Order: TypeAlias = Sequence[AxisSelector | EllipsisType]
"""An order of axes, of which `...` leaves some open."""
