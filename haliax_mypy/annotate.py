"""Annotations: `NamedArray["batch embed"]`, `Float[NamedArray, "batch embed"]`, `Axis["embed", 512]`."""

from __future__ import annotations

from collections.abc import Sequence
from types import EllipsisType as Ellipsis

from mypy.nodes import TypeInfo
from mypy.plugin import AnalyzeTypeContext
from mypy.types import (
    EllipsisType,
    Instance,
    LiteralType,
    RawExpressionType,
    Type,
    TypeList,
    UnboundType,
    UnionType,
    get_proper_type,
)

from haliax.algebra import Axes
from haliax.errors import AxisError
from haliax.spec import read
from haliax_mypy import compat, encoding
from haliax_mypy.codes import CODES
from haliax_mypy.encoding import literal_str
from haliax_mypy.names import NAMED_ARRAY
from haliax_mypy.safe import guarded


def _array(ctx: AnalyzeTypeContext) -> Type:
    """`NamedArray[...]` in any of its forms."""
    parts: Sequence[Type] = ctx.type.args
    if len(parts) == 1 and isinstance(parts[0], TypeList):
        parts = parts[0].items
    return _with_axes(ctx, compat.class_of(ctx.api, ctx.type), parts)


def _annotated(ctx: AnalyzeTypeContext) -> Type:
    """`Float[NamedArray, "..."]`: all such names are `Annotated` to mypy, so this sees every use of that."""
    parts = ctx.type.args
    if len(parts) < 2 or not isinstance(parts[0], UnboundType) or ctx.type.name.rpartition(".")[2] == "Annotated":
        return compat.default_analysis(ctx)
    array = compat.annotated_type(ctx)
    proper = get_proper_type(array)
    if not isinstance(proper, Instance) or proper.type.fullname != NAMED_ARRAY:
        return array
    return _with_axes(ctx, proper.type, parts[1:])


def _with_axes(ctx: AnalyzeTypeContext, info: TypeInfo, parts: Sequence[Type]) -> Type:
    """The NamedArray of whose axes `parts` speak."""
    spec = [_spelled(part) for part in parts]
    if all(part is None for part in spec):  # bare, or types only, as in the stubs themselves
        return _with_names(ctx, compat.instance(ctx.api, info, parts, ctx.type))
    for part in parts:
        compat.scrub(ctx.api, part)
    axes = _read(ctx, [part for part in spec if part is not None], parts[0])
    if axes is None:
        return compat.instance(ctx.api, info, [], ctx.type)
    types = compat.analysed_types(ctx.api)
    if None not in spec:
        return Instance(info, encoding.write(axes, {}, types), ctx.type.line, ctx.type.column)
    args = [
        part if text is None else types.anything() if text is ... else types.text(text)
        for part, text in zip(parts, spec, strict=True)
    ]
    return _with_names(ctx, compat.instance(ctx.api, info, args, ctx.type))


def _with_names(ctx: AnalyzeTypeContext, typ: Type) -> Type:
    """A type whose arguments may be written as `Literal["batch"]`, as ours are."""
    made = get_proper_type(typ)
    if not isinstance(made, Instance) or not any(map(literal_str, made.args)):
        return typ
    types = compat.analysed_types(ctx.api)
    return made.copy_modified(args=[types.of_name(arg) for arg in made.args])


def _axis(ctx: AnalyzeTypeContext) -> Type:
    """`Axis["embed"]`, `Axis["embed", 512]`."""
    args: list[Type] = []
    for part in ctx.type.args:
        text = _spelled(part)
        if isinstance(text, str):
            compat.scrub(ctx.api, part)
            args.append(compat.analysed_types(ctx.api).text(text))
        elif isinstance(part, RawExpressionType) and isinstance(part.literal_value, int):
            args.append(LiteralType(part.literal_value, ctx.api.named_type("builtins.int", [])))
        else:
            args.append(part)
    if len(args) == 1:
        args.append(encoding.any_type())
    return _with_names(ctx, compat.instance(ctx.api, compat.class_of(ctx.api, ctx.type), args, ctx.type))


def _spelled(part: Type) -> str | Ellipsis | None:
    """The text or the dots that stand where mypy expects a type; None if it is a type."""
    if isinstance(part, EllipsisType):
        return ...
    if isinstance(part, RawExpressionType) and part.base_type_name == "builtins.str":
        return str(part.literal_value)
    if isinstance(part, UnboundType | UnionType):
        return part.original_str_expr
    return None


def _read(ctx: AnalyzeTypeContext, spec: list[str | Ellipsis], place: Type) -> Axes | None:
    """The axes that a spec says; None, and an error, if it cannot be read."""
    try:
        return read(spec[0] if len(spec) == 1 else tuple(spec)).axes
    except (AxisError, TypeError) as error:
        kind = error.kind if isinstance(error, AxisError) else "pattern"
        first, *rest = str(error).split("\n")
        for line in [first, *rest]:
            ctx.api.fail(line, place if place.line > 0 else ctx.context, code=CODES[kind])
        return None


array = guarded(_array, compat.default_analysis)
annotated = guarded(_annotated, compat.default_analysis)
axis = guarded(_axis, compat.default_analysis)
