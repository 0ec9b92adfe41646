"""What the head of a class says of axes, and the decorators of its methods.

`class Linear(Layer, axes="{In} -> Out")` becomes generic in one variable, as if it were written `class Linear[Axes]`.
What is said of axes is kept with what mypy stores of the class.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mypy.nodes import (
    TYPE_VAR_KIND,
    CallExpr,
    ClassDef,
    Decorator,
    MemberExpr,
    NameExpr,
    StrExpr,
    TypeInfo,
    TypeParam,
)
from mypy.plugin import ClassDefContext

from haliax.errors import AxisError
from haliax.pure.layers import Effect, Template, read_effect, read_template
from haliax_mypy import compat
from haliax_mypy.messages.codes import CODES
from haliax_mypy.names import HEAD
from haliax_mypy.types.literals import any_type

_AXES: Final = "axes"
_MAPS: Final = "maps"
_VARIABLE: Final = "_Axes"


def _head(cls: ClassDef) -> str | None:
    """What the head of a class says of axes."""
    text = cls.keywords.get(_AXES)
    return text.value if isinstance(text, StrExpr) and cls.base_type_exprs else None


def read_head(ctx: ClassDefContext) -> None:
    """Makes a class generic that says axes, keeps what it says, and reports what cannot be read of it."""
    text = _head(ctx.cls)
    if text is None:
        return
    compat.make_generic(ctx, TypeParam(_VARIABLE, TYPE_VAR_KIND, None, [], any_type()))
    try:
        template = read_template(text)
    except AxisError as error:
        ctx.api.fail(f"{ctx.cls.name}: {error}", ctx.cls.keywords[_AXES], code=CODES[error.kind])
        return
    effects: dict[str, str] = {}
    for name, effect in _effects(ctx.cls):
        try:
            template.check(read_effect(effect.value))
        except AxisError as error:
            ctx.api.fail(f"{ctx.cls.name}.{name}: {error}", effect, code=CODES[error.kind])
        else:
            effects[name] = effect.value
    ctx.cls.info.metadata[HEAD] = {"axes": text, "effects": effects}


def _effects(cls: ClassDef) -> Iterator[tuple[str, StrExpr]]:
    """The methods of a class that say what they do to axes, and what they say."""
    for statement in cls.defs.body:
        if not isinstance(statement, Decorator):
            continue
        for decorator in statement.original_decorators:
            callee = decorator.callee if isinstance(decorator, CallExpr) else None
            if isinstance(decorator, CallExpr) and isinstance(callee, NameExpr | MemberExpr) and callee.name == _MAPS:
                args = decorator.args
                if len(args) == 1 and isinstance(args[0], StrExpr):
                    yield statement.name, args[0]


def template_of(info: TypeInfo) -> Template | None:
    """The lists of axes that the type of a class names; None if it is no layer, or has no variable for them."""
    kept = info.metadata.get(HEAD)
    return None if kept is None or len(info.type_vars) != 1 else read_template(kept["axes"])


def effect_of(info: TypeInfo, method: str) -> Effect | None:
    """What a method of a class does to axes."""
    kept = info.metadata.get(HEAD)
    text = None if kept is None else kept["effects"].get(method)
    return None if text is None else read_effect(text)
