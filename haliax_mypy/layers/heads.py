"""What the head of a class says of axes, and the decorators of its methods.

`class Linear(Layer, axes="{In} -> Out")` becomes generic in one variable, as if it were written `class Linear[Axes]`.
`class Conv1D(Linear)` has the lists of `Linear`, and becomes `class Conv1D[Axes](Linear[Axes])`. What is said of axes
is kept with what mypy stores of the class.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mypy.nodes import (
    COVARIANT,
    CallExpr,
    ClassDef,
    Decorator,
    MemberExpr,
    NameExpr,
    StrExpr,
    TypeInfo,
)
from mypy.plugin import ClassDefContext
from mypy.types import AnyType, Instance, TypeVarId, TypeVarType, get_proper_type

from haliax.errors import AxisError
from haliax.pure.layers import Effect, Template, read_effect, read_template
from haliax_mypy.layers.annotated import fields_with_lists
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
    try:
        template = _inherited(ctx.cls) if text is None else read_template(text)
    except AxisError as error:
        ctx.api.fail(f"{ctx.cls.name}: {error}", ctx.cls.keywords[_AXES], code=CODES[error.kind])
        return
    if template is None:
        return
    _make_generic(ctx)
    effects: dict[str, str] = {}
    for name, effect in _effects(ctx.cls):
        try:
            template.check(read_effect(effect.value))
        except AxisError as error:
            ctx.api.fail(f"{ctx.cls.name}.{name}: {error}", effect, code=CODES[error.kind])
        else:
            effects[name] = effect.value
    fields = dict(fields_with_lists(ctx.cls))
    ctx.cls.info.metadata[HEAD] = {"axes": template.text, "effects": effects, "fields": fields}
    _bind_bases(ctx.cls, template)


def _inherited(cls: ClassDef) -> Template | None:
    """The lists of a layer that a class inherits from, and adds none to; None if it has type variables of its own."""
    if cls.type_vars or not any(_is_bare(base) for base in cls.info.bases):
        return None
    return next((kept for kept in map(template_of, cls.info.mro[1:]) if kept is not None), None)


def _make_generic(ctx: ClassDefContext) -> None:
    """Gives a class its type variable, unless it has some.

    This is done here, not when a module has been parsed: of one that is in its cache, and is looked at again since
    another has changed, mypy says nothing to plugins before.
    """
    cls = ctx.cls
    if not cls.type_vars:
        name, number = f"{cls.fullname}.{_VARIABLE}", TypeVarId(1, namespace=cls.fullname)
        bound = ctx.api.named_type("builtins.object")
        # mypy would infer the variance, but only where it checks the class itself.
        cls.type_vars = [TypeVarType(_VARIABLE, name, number, [], bound, any_type(), COVARIANT)]
        cls.info.type_vars = []
        cls.info.add_type_vars()


def _bind_bases(cls: ClassDef, template: Template) -> None:
    """Hands the axes of a class on to the layers that it inherits from and that have the same lists."""
    (variable,) = cls.type_vars if len(cls.type_vars) == 1 else (None,)
    if isinstance(variable, TypeVarType):
        cls.info.bases = [
            base.copy_modified(args=[variable]) if _is_bare(base) and template_of(base.type) == template else base
            for base in cls.info.bases
        ]


def _is_bare(base: Instance) -> bool:
    """Whether a class inherits from a layer without saying with which axes."""
    return template_of(base.type) is not None and isinstance(get_proper_type(base.args[0]), AnyType)


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
    return None if kept is None or info.type_vars != [_VARIABLE] else read_template(kept["axes"])


def field_of(info: TypeInfo, name: str) -> str | None:
    """The axes of an array in a field of a class, where lists are among them."""
    kept = info.metadata.get(HEAD)
    return None if kept is None else kept["fields"].get(name)


def effect_of(info: TypeInfo, method: str) -> Effect | None:
    """What a method of a class does to axes."""
    kept = info.metadata.get(HEAD)
    text = None if kept is None else kept["effects"].get(method)
    return None if text is None else read_effect(text)
