"""Messages of mypy that may be wrong: an array that is not exact where a type variable is expected.

    def twice(x: X) -> X:  # X = TypeVar("X", bound=NamedArray["{embed ...}"])
        return hax.concatenate("embed", [x, x])

What comes out is `{embed, ...}`, and the axes that it may have are those of `x`. To mypy no class is a type variable.

An array whose axes are not all known may be one of which they are. mypy knows that since version 2.4; an older one may
pass over the form of an overloaded function that fits.

And axes may be compared though they are known to differ: `if config.Embed == config.Mlp`.
"""

from __future__ import annotations

from typing import Protocol

from haliax.pure.axes import Axes, mismatch
from haliax_mypy.messages.sentences import compared, why
from haliax_mypy.messages.type_text import Text, array_of, read


class Scope(Protocol):
    """What is known of the place where mypy has found a mistake."""

    def bound(self, variable: str) -> str:
        """The upper bound of a type variable of the function or the class around; empty if it is none of theirs."""

    def is_open_call(self) -> bool:
        """Whether an argument of the call that stands here is an array whose axes are not all known."""

    def may_pass_over(self) -> bool:
        """Whether an argument of an overloaded function stands here, and mypy may have passed over a form that fits."""

    def compares_axis_names(self) -> bool:
        """Whether the name of an axis is compared here."""


def is_doubtful(message: str, scope: Scope) -> bool:
    """Whether a message is about types that may fit, for all that is known."""
    if message.startswith("Cannot infer value of type parameter"):
        return scope.is_open_call()
    if message.startswith("Non-overlapping "):
        return "Axis[" in message or scope.compares_axis_names()
    types = compared(message)
    if types is None:
        return False
    if "_Gradual[" in types[1]:  # which nobody writes: mypy expects of one argument what it has found in another
        return True
    got, wanted = map(read, types)
    if got is None or wanted is None or got == wanted:
        return False
    return _may_fit(got, wanted, scope) or (any(map(_is_open, got.members)) and scope.may_pass_over())


def _may_fit(got: Text, wanted: Text, scope: Scope) -> bool:
    """Whether one type may be another because of a type variable in it, all else being equal."""
    if got == wanted:
        return True
    if got.name == wanted.name == "tuple" and len(got.args) == len(wanted.args):
        return all(_may_fit(*pair, scope) for pair in zip(got.args, wanted.args, strict=True))
    return all(member in wanted.members or _may_be_one(member, wanted, scope) for member in got.members)


def _may_be_one(got: Text, wanted: Text, scope: Scope) -> bool:
    """Whether an array that is not exact may be one of the arrays, or of the type variables, of a type."""
    array = array_of(got)
    if array is None or not _is_open(got):
        return False
    if array.axes is not None and array.axes.gap == "" and any(_may_be(array.axes, one) for one in wanted.members):
        return True
    variables = [member.name for member in wanted.members if not member.bracketed]
    bounds = [read(scope.bound(name)) for name in variables if not str(got.args[0]).endswith(f", not {name}']")]
    return any(array_of(bound) is not None and not why(got, bound) for bound in bounds if bound is not None)


def _is_open(got: Text) -> bool:
    """Whether it is an array whose axes are not all known, in order."""
    array = array_of(got)
    return array is not None and (array.axes is None or not array.axes.is_exact)


def _may_be(axes: Axes, wanted: Text) -> bool:
    """Whether axes with a gap may be those of an array that is wanted."""
    asked = array_of(wanted)
    return asked is not None and asked.axes is not None and mismatch(asked.axes, axes) is None
