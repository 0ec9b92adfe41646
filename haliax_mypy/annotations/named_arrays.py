"""Annotations of arrays: `NamedArray["batch embed"]`, `Float[NamedArray, "batch embed"]`, `Float["batch embed"]`."""

from __future__ import annotations

from collections.abc import Sequence

from mypy.nodes import TypeInfo
from mypy.plugin import AnalyzeTypeContext
from mypy.types import Instance, Type, TypeList, UnboundType, UnpackType, get_proper_type

from haliax_mypy import compat
from haliax_mypy.annotations import names_known
from haliax_mypy.annotations.spelling import axes_of_spec, spelled, with_names
from haliax_mypy.names import NAMED_ARRAY
from haliax_mypy.types.encoding import encode


def array_annotation(ctx: AnalyzeTypeContext) -> Type:
    """`NamedArray[...]` in any of its forms."""
    names_known.ask(ctx.api)
    parts: Sequence[Type] = ctx.type.args
    if len(parts) == 1 and isinstance(parts[0], TypeList):
        parts = parts[0].items
    if len(parts) > 1 and _name(ctx) != "NamedArray" and _is_type(parts[0]):  # Named[NamedArray, "batch embed"]
        return _of_type(ctx, parts)
    return _with_axes(ctx, compat.class_of(ctx.api, ctx.type), parts)


def dtype_annotation(ctx: AnalyzeTypeContext) -> Type:
    """`Float[NamedArray, "..."]`: all such names are `Annotated` to mypy, so this sees every use of that."""
    parts = ctx.type.args
    if not parts or _name(ctx) == "Annotated":
        return compat.default_analysis(ctx)
    if isinstance(parts[0], UnboundType) and parts[0].name == ctx.type.name:  # written so by `syntax.aliases`
        return ctx.api.analyze_type(parts[0])
    if spelled(parts[0]) is not None or _is_row(parts[0]):
        return _with_axes(ctx, ctx.api.named_type(NAMED_ARRAY, []).type, parts)
    return _of_type(ctx, parts) if len(parts) > 1 and _is_type(parts[0]) else compat.default_analysis(ctx)


def _name(ctx: AnalyzeTypeContext) -> str:
    """The name before the brackets, as it is written."""
    return ctx.type.name.rpartition(".")[2]


def _is_type(part: Type) -> bool:
    """Whether a type is named."""
    return isinstance(part, UnboundType) and part.original_str_expr is None and not _is_row(part)


def _is_row(part: Type) -> bool:
    """Whether a run of axes is named: `*Rest`, `Unpack[Rest]`."""
    if isinstance(part, UnboundType):
        return part.name.rpartition(".")[2] == "Unpack"
    return isinstance(part, UnpackType)


def _of_type(ctx: AnalyzeTypeContext, parts: Sequence[Type]) -> Type:
    """A type of array, and its axes if it is NamedArray."""
    array = compat.annotated_type(ctx)
    proper = get_proper_type(array)
    if isinstance(proper, Instance) and proper.type.fullname == NAMED_ARRAY:
        return _with_axes(ctx, proper.type, parts[1:])
    for part in parts[1:]:
        compat.scrub(ctx.api, part)
    return array


def _with_axes(ctx: AnalyzeTypeContext, info: TypeInfo, parts: Sequence[Type]) -> Type:
    """The NamedArray of whose axes `parts` speak."""
    spec = [spelled(part) for part in parts]
    if all(part is None for part in spec):  # bare, or types only, as in the stubs themselves
        return with_names(ctx, compat.instance(ctx.api, info, parts, ctx.type))
    for part in parts:
        compat.scrub(ctx.api, part)
    axes = axes_of_spec(ctx, [part for part in spec if part is not None], parts[0])
    if axes is None:
        return compat.instance(ctx.api, info, [], ctx.type)
    maker = compat.annotation_maker(ctx.api)
    if None not in spec:
        return Instance(info, encode(axes, {}, maker), ctx.type.line, ctx.type.column)
    args = [
        part if text is None else maker.anything() if text is ... else maker.text(text)
        for part, text in zip(parts, spec, strict=True)
    ]
    return with_names(ctx, compat.instance(ctx.api, info, args, ctx.type))
