# Written by `python -m tools.stubs`. Do not edit.
"""What a rule wants to know of an argument.

Each parameter of a rule is annotated with one of the markers below, such as `Array` or `Selection`. The marker says
what the rule is told: the axes of an array, a list of them, a selection of axes, an index, or the argument itself. The
library passes what it has; the mypy plugin makes the same out of what it knows (`haliax_mypy.calls.telling`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from types import EllipsisType
from typing import Annotated, Any, TypeAlias

from typing_extensions import TypeVar

from haliax.pure.axes import Axes
from haliax.pure.axis import AxisSelection, AxisSelector

class Kind(Enum):
    """What a rule is told of an argument."""

    ARRAY = 1
    ARRAYS = 2
    OPERAND = 3
    SELECTION = 4
    INDEX = 5
    GIVEN = 6
    FUNCTION = 7
    PLAIN = 8
    NOTHING = 9

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
    optional: bool = ...
    whole: bool = ...
    loose: bool = ...

T = TypeVar("T")
ARRAY_KINDS: frozenset[Kind]
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

    ONE = 1
    REST = 2
    NAMED = 3

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

def parameters_of(rule: Callable[..., Any]) -> tuple[Parameter, ...]:
    """The parameters of a rule, in order.

    Raises:
        TypeError: If one has no marker.
    """

def fits(value: object, wanted: Any) -> bool:
    """Whether a value is of a type that an annotation of a rule says, with all that is in it.

    A program that is only read may pass anything, of which mypy itself will complain; a rule is not asked about it.
    """

Order: TypeAlias = Sequence[AxisSelector | EllipsisType]
"""An order of axes, of which `...` leaves some open."""
