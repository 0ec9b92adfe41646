"""What is written where mypy expects a type: names and dots."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from types import EllipsisType as Ellipsis

from mypy.plugin import AnalyzeTypeContext
from mypy.types import AnyType, EllipsisType, Instance, RawExpressionType, Type, UnboundType, UnionType, get_proper_type

from haliax.errors import AxisError
from haliax.pure import errors
from haliax.pure.axes import Axes
from haliax.pure.spec import read_spec
from haliax_mypy import compat
from haliax_mypy.configurations import analysing
from haliax_mypy.messages.codes import CODES
from haliax_mypy.types.literals import left_out


def spelled(part: Type) -> str | Ellipsis | None:
    """The text or the dots that stand where mypy expects a type; None if it is a type."""
    if isinstance(part, EllipsisType):
        return ...
    if isinstance(part, RawExpressionType) and part.base_type_name == "builtins.str":
        return str(part.literal_value)
    if isinstance(part, UnboundType | UnionType):
        return part.original_str_expr
    return None


def axes_of_spec(ctx: AnalyzeTypeContext, spec: Sequence[str | Ellipsis], place: Type) -> Axes | None:
    """The axes that a spec says; None, and an error, if it cannot be read."""
    try:
        parts, axes = _read(tuple(spec))
        if parts and analysing.class_around(ctx.api) is None:
            raise errors.list_of_no_layer(parts).within("NamedArray")
        return axes
    except AxisError as error:
        for line in str(error).split("\n"):
            ctx.api.fail(line, place if place.line > 0 else ctx.context, code=CODES[error.kind])
        return None


@lru_cache(maxsize=4096)
def _read(spec: tuple[str | Ellipsis, ...]) -> tuple[tuple[str, ...], Axes]:
    """The lists of axes of a layer that a spec names, and its axes."""
    found = read_spec(spec[0] if len(spec) == 1 else spec)
    return found.parts, found.axes


def with_names(ctx: AnalyzeTypeContext, typ: Type) -> Type:
    """A type whose arguments may be written as `Literal["batch"]`, as ours are."""
    made = get_proper_type(typ)
    if not isinstance(made, Instance):
        return typ
    maker = compat.annotation_maker(ctx.api)
    return made.copy_modified(args=[maker.of_name(arg) for arg in made.args])


def bare(typ: Type) -> Type:
    """A type that was written without brackets, which tells it from one that may be any on purpose."""
    made = get_proper_type(typ)
    if not isinstance(made, Instance):
        return typ
    return made.copy_modified(
        args=[left_out() if isinstance(get_proper_type(arg), AnyType) else arg for arg in made.args]
    )
