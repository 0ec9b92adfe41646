"""The table of hooks: which callback mypy gets for which name.

    annotations   `NamedArray[...]`, `Axis[...]`, `Float[NamedArray, ...]`      ANNOTATIONS
    attributes    `axis.name`, `x.axes`                                         ATTRIBUTES
    classes       properties that name axes                                     CLASS
    signatures    methods that add to a container                               SIGNATURES
    functions     `Axis(...)`, functions on axes, what makes containers         FUNCTIONS
                  operations, named by `haliax.pure.rules`                      calls.operations.infer
                  functions that ask for `NamedArray["{batch ...}"]`            calls.passing
    methods       those of `Axis`, of `x.at[...]`, of NamedRef                            METHODS
                  of NamedArray and its subclasses: what is no operation        ARRAY_METHODS
                                                    operations                  calls.operations.infer
                  operators of other arrays                                     calls.operations.numpy_operator
                  methods that read from a container, of any class              containers.member_read
                  methods that ask for `NamedArray["{batch ...}"]`              calls.passing

Every callback is guarded here: one that fails falls back to what mypy says without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib import import_module
from typing import Any, Final, TypeAlias

from mypy.nodes import MypyFile, SymbolTableNode, TypeInfo
from mypy.plugin import AttributeContext, CheckerPluginInterface, ClassDefContext, FunctionContext, MethodContext
from mypy.types import Type

from haliax.pure import selections
from haliax.pure.operation import Operation
from haliax.pure.rules import methods, operation_of
from haliax_mypy import attributes, axis_containers, compat, containers
from haliax_mypy.annotations import axis_objects, named_arrays
from haliax_mypy.assignments import assigned
from haliax_mypy.calls import (
    accessors,
    axis_functions,
    builtin,
    instances,
    mapping,
    operations,
    references,
    updates,
)
from haliax_mypy.calls.control import CONTROL
from haliax_mypy.calls.derivatives import DERIVATIVES
from haliax_mypy.calls.mapping import MAKERS
from haliax_mypy.calls.positional import BY_POSITION
from haliax_mypy.calls.settled import begin_module
from haliax_mypy.calls.wrapping import WRAPPERS, keeper_called, lambda_called
from haliax_mypy.configurations.classes import read_class
from haliax_mypy.layers import calls as layer_calls
from haliax_mypy.layers import stacked
from haliax_mypy.layers.heads import read_head
from haliax_mypy.layers.spelling import is_layer, layer_annotation
from haliax_mypy.messages.watching import watch as watch
from haliax_mypy.names import (
    ADDING,
    ANNOTATED,
    ARRAYS,
    AXIS,
    BEGINNING,
    BUILTINS,
    COMPILED,
    EQUALITIES,
    FIELDS,
    FOREIGN,
    GROWING,
    HELD,
    IS_ARRAY,
    ISINSTANCE,
    KEEPS,
    MAPPED,
    NAMED_ARRAY,
    NAMED_REF,
    OF_ARRAY,
    OPERAND,
    PACKAGE,
    READERS,
    READING,
    REFUSED,
    UPDATING,
    WITHOUT_NAMES,
)
from haliax_mypy.safe import Callback, guarded, is_debugged
from haliax_mypy.settings import settings
from haliax_mypy.syntax.aliases import keep_axes
from haliax_mypy.syntax.beginning import begin, has_begun
from haliax_mypy.syntax.displays import hold
from haliax_mypy.syntax.instances import ask
from haliax_mypy.syntax.once import forget
from haliax_mypy.syntax.operands import wrap
from haliax_mypy.syntax.parameters import free
from haliax_mypy.syntax.swaps import join_values
from haliax_mypy.syntax.words import keep_words
from haliax_mypy.types.gradual import may_hold
from haliax_mypy.types.open_axes import has_axis

STATE: Final = compat.checker_state
checker_now, errors_of = compat.checker_now, compat.errors_of
checked_by, options_of, Checked = compat.checked_by, compat.options_of, compat.Checked


def _looked_back(found: tuple[compat.Checked, Mapping[str, MypyFile]]) -> list[Any]:
    """What is reported of a module that has been checked. Only where it is asked for, its modules are loaded."""
    checked, modules = found
    return strict().look_back(checked, modules) if settings().looks_back(checked.options) else []


@cache
def strict() -> Any:
    """The module `haliax_mypy.strict.looking_back`."""
    return import_module("haliax_mypy.strict.looking_back")


LOOK_BACK: Final = guarded(_looked_back, lambda _: [])

Lookup: TypeAlias = Callable[[str], SymbolTableNode | None]
"""What a full name stands for."""


def read(module: MypyFile) -> None:
    """Changes of a module that has just been parsed."""
    forget()
    prepare(module)
    _KEEP_WORDS(module)
    begin(module)


_KEEP_WORDS: Final = guarded(keep_words, lambda _: None)


def prepare(module: MypyFile) -> None:
    """Changes of a module that need no types."""
    for change in _CHANGES:
        change(module)


_CHANGES: Final = tuple(guarded(change, lambda _: None) for change in (join_values, keep_axes))


def _rewrite(api: CheckerPluginInterface) -> None:
    """Changes of a module whose names mypy has looked up."""
    module = compat.module_checked(api)
    forget()
    may_hold.cache_clear()
    begin_module()
    if not has_begun(module):  # else that was done where it was parsed
        prepare(module)
    held, operand = compat.symbol(api, HELD), compat.symbol(api, OPERAND)
    if held is not None and api.options.allow_redefinition:
        free(module, held)  # which adds statements, so that it comes before what looks at all of them
    ask(module, compat.symbol(api, IS_ARRAY))
    if held is not None and operand is not None:
        hold(module, held)
        wrap(module, operand, compat.symbol(api, NAMED_ARRAY))


_REWRITE: Final = guarded(_rewrite, lambda _: None)


def _make_ready(api: CheckerPluginInterface) -> bool:
    """Rewrites the module that is checked, once: every hook of a call asks for it. The daemon checks it again.

    Whether there is something to say of the module; of stubs there is not.
    """
    if compat.module_checked(api).is_stub:
        return False
    if not compat.is_ready(api):
        compat.note_ready(api)
        _REWRITE(api)
    return True


def _returned(ctx: Any) -> Any:
    return ctx.default_return_type


def _table(callbacks: Mapping[str, Any], fallback: Callable[[Any], Any]) -> dict[str, Callback]:
    return {name: guarded(callback, fallback) for name, callback in callbacks.items()}


def _calls(callbacks: Mapping[str, Any]) -> dict[str, Callback]:
    return {name: _call(callback) for name, callback in callbacks.items()}


def _call(callback: Callable[[Any], Any]) -> Callback:
    """A callback of a call, of which mypy learns what a program makes."""

    def run(ctx: Any) -> Any:
        try:
            if not compat.is_ready(ctx.api) and not _make_ready(ctx.api):
                return ctx.default_return_type
            result = callback(ctx)
            return assigned(ctx, result) if may_hold(result) else result
        except Exception:  # as `guarded` does, which would be a call more for each call
            if is_debugged():
                raise
            return ctx.default_return_type

    return run


ANNOTATIONS: Final = _table(
    {
        NAMED_ARRAY: named_arrays.array_annotation,
        NAMED_REF: named_arrays.array_annotation,
        AXIS: axis_objects.axis_annotation,
        **dict.fromkeys(ANNOTATED, named_arrays.dtype_annotation),
    },
    fallback=compat.default_analysis,
)

ATTRIBUTES: Final = _table(
    {
        f"{AXIS}.name": partial(accessors.part_of_axis, index=0),
        f"{AXIS}.size": partial(accessors.part_of_axis, index=1),
        f"{NAMED_ARRAY}.axes": accessors.axes_of_array,
    },
    fallback=lambda ctx: ctx.default_attr_type,
)


def _attribute(ctx: AttributeContext) -> Type:
    """An attribute, which may be the first thing in a module that there is a hook of."""
    _make_ready(ctx.api)
    return attributes.attribute(ctx)


ATTRIBUTE: Final = guarded(_attribute, lambda ctx: ctx.default_attr_type)


def _instance_check(ctx: FunctionContext) -> Type:
    """`isinstance`, the first thing in a module; the others are calls of another function by then."""
    _make_ready(ctx.api)
    return instances.asked(ctx) if compat.callee_name(ctx.context) == IS_ARRAY else ctx.default_return_type


def _operand(ctx: MethodContext) -> Type:
    """An operand, which may be the first thing too."""
    _make_ready(ctx.api)
    return builtin.operand(ctx)


def _mapped_called(ctx: MethodContext) -> Type:
    """A call of what `hax.vmap` and its like have made, or `fold_via` and its like."""
    return stacked.called_via(ctx) or mapping.called(ctx)


def _read_class(ctx: ClassDefContext) -> None:
    read_head(ctx)
    compat.add_field_specifier(ctx.cls.info, *FIELDS)
    read_class(ctx)


CLASS: Final = guarded(_read_class, lambda _: None)
LAYER: Final = guarded(layer_annotation, compat.default_analysis)

SIGNATURES: Final = _table(
    dict.fromkeys(ADDING, axis_containers.member_added), fallback=lambda ctx: ctx.default_signature
)

CALLED: Final = _call(layer_calls.made)


def _reading(callback: Callable[[Any], Any], concerns: Callable[[Type], bool]) -> Callback:
    """A callback of what makes or reads a container, which leaves those alone of whose members there is nothing to say.

    They are many in any program.
    """
    call = _call(callback)

    def run(ctx: Any) -> Any:
        default = ctx.default_return_type
        return call(ctx) if concerns(default) or not compat.is_ready(ctx.api) else default

    return run


_FUNCTIONS: Final = _calls(
    {
        AXIS: axis_functions.constructed_axis,
        "haliax.axis.make_axes": axis_functions.made_axes,
        **{
            f"haliax.axis.{function.__name__}": partial(axis_functions.axis_function, function=function)
            for function in (
                selections.axis_name,
                selections.concat_axes,
                selections.eliminate_axes,
                selections.intersect_axes,
                selections.replace_axis,
                selections.resolve_axis,
                selections.union_axes,
                selections.without_axes,
            )
        },
        "haliax.axis.concat_axis_specs": partial(axis_functions.axis_function, function=selections.concat_axes),
        "haliax.ref.new_ref": references.made,
        "haliax.ref.freeze": references.whole,
        "haliax.ref.get": references.read,
        "haliax.ref.swap": references.write,
        "builtins.hash": builtin.hashed,
        **dict.fromkeys(("builtins.abs", "builtins.divmod", "builtins.pow", "builtins.round"), _returned),
        "_operator.index": partial(builtin.to_number, name="index"),
        **{f"builtins.{name}": partial(builtin.to_number, name=name) for name in ("complex", "float", "int")},
        **MAKERS,
        **WRAPPERS,
        **CONTROL,
        **DERIVATIVES,
        **BY_POSITION,
    }
)

_CONTAINERS: Final = {
    **dict.fromkeys(READERS - GROWING, _reading(containers.member_read, may_hold)),
    **dict.fromkeys(GROWING, _reading(axis_containers.made, lambda typ: may_hold(typ) or has_axis(typ))),
}

FUNCTIONS: Final = {**_FUNCTIONS, **_CONTAINERS}

METHODS: Final = _calls(
    {
        BEGINNING: _returned,  # nothing in a module is checked before
        f"{AXIS}.alias": partial(axis_functions.changed_axis, index=0),
        f"{AXIS}.resize": partial(axis_functions.changed_axis, index=1),
        **dict.fromkeys(ADDING, containers.members_added),
        f"{NAMED_REF}.__getitem__": references.read,
        f"{NAMED_REF}.__setitem__": references.write,
        f"{NAMED_REF}.slice": references.read,
        f"{NAMED_REF}.value": references.whole,
        **dict.fromkeys(("builtins.float.__pow__", "builtins.float.__rpow__"), builtin.power),
        **stacked.METHODS,
        f"{KEEPS}.__call__": keeper_called,
        **dict.fromkeys(COMPILED, lambda_called),
        f"{MAPPED}.__call__": _mapped_called,
        "haliax.ops.updating.Updater.__getitem__": updates.updater_index,
        "haliax.ops.updating.Update.get": updates.update_get,
        **{f"haliax.ops.updating.Update.{name}": updates.update_with for name in UPDATING},
    }
)

ARRAY_METHODS: Final = _calls(
    {
        "axis_indices": accessors.on_axis_indices,
        "axis_size": accessors.on_axis_size,
        "__matmul__": builtin.matmul,
        "__rmatmul__": builtin.matmul,
        "scalar": builtin.to_scalar,
        "has_axis": accessors.on_has_axis,
        "matches_axes": accessors.on_matches_axes,
        "resolve_axis": accessors.on_resolve_axis,
    }
)

ANY_OPERAND: Final = guarded(builtin.matmul_signature, lambda ctx: ctx.default_signature)
WRITTEN: Final = _table(
    {
        IS_ARRAY: instances.asked,
        ISINSTANCE: _instance_check,
        f"{HELD}.__call__": containers.displayed,
        f"{OPERAND}.__call__": _operand,
    },
    fallback=_returned,
)
MEMBER_READ: Final = _reading(containers.member_read, may_hold)


def function_hook(fullname: str, lookup: Lookup) -> Callback | None:
    """The callback of a call of a function or a class."""
    if fullname in FUNCTIONS:
        return FUNCTIONS[fullname]
    if fullname in WRITTEN:
        return WRITTEN[fullname]
    if fullname.startswith(PACKAGE):
        return _operation(fullname) or CALLED
    if fullname.endswith(OF_ARRAY):  # super().sum("batch")
        return _array_method(fullname.removesuffix(OF_ARRAY))
    return None if fullname.startswith(FOREIGN) else CALLED


def signature_hook(fullname: str, lookup: Lookup) -> Callback | None:
    """The callback that gives a method its signature."""
    owner, _, name = fullname.rpartition(".")
    if name in REFUSED and _is_of_array(owner, name, lookup):
        return ANY_OPERAND
    return SIGNATURES.get(fullname)


def method_hook(fullname: str, lookup: Lookup) -> Callback | None:
    """The callback of a call of a method, named by the class that it is called on."""
    owner, _, name = fullname.rpartition(".")
    of_array = None if owner.startswith(BUILTINS) else _array_method(name)
    if of_array is not None and _is_of_array(owner, name, lookup):
        return of_array
    if fullname in WRITTEN:
        return WRITTEN[fullname]
    if owner.startswith(PACKAGE) or fullname in METHODS:
        return METHODS.get(fullname) or _layer_method(owner, name, lookup) or CALLED
    if (owner.startswith(WITHOUT_NAMES) or fullname in EQUALITIES) and (of_numpy := _numpy_operator(name)) is not None:
        return of_numpy
    if name in READING:
        return MEMBER_READ
    if not owner:  # the receiver's type is a variable: `sum of NamedArray`
        return _array_method(name.removesuffix(OF_ARRAY)) if name.endswith(OF_ARRAY) else None
    return None if fullname.startswith(FOREIGN) else _layer_method(owner, name, lookup) or CALLED


def annotation_hook(fullname: str, lookup: Lookup) -> Callback | None:
    """The callback of an annotation that is a layer."""
    symbol = lookup(fullname)
    return LAYER if symbol is not None and is_layer(symbol.node) else None


def _layer_method(owner: str, name: str, lookup: Lookup) -> Callback | None:
    """The callback of a method of a layer that says what it does to axes."""
    symbol = lookup(owner)
    info = symbol.node if symbol is not None else None
    callback = layer_calls.on_method(info, name) if isinstance(info, TypeInfo) else None
    return None if callback is None else _call(callback)


def attribute_hook(fullname: str) -> Callback | None:
    """The callback of an attribute, named by the class that defines it."""
    return ATTRIBUTES.get(fullname) or (None if fullname.startswith(FOREIGN) else ATTRIBUTE)


def _inferred(operation: Operation[Any], method: str = "") -> Callback:
    """The callback of an operation. Not a `partial`, which makes a dict of what it adds for each call."""
    infer = operations.infer
    return _call(lambda ctx: infer(ctx, operation, method))


@cache
def _operation(fullname: str) -> Callback | None:
    """The callback of a function of haliax; None if it is no operation."""
    operation = operation_of(fullname)
    return None if operation is None else _inferred(operation)


@cache
def _array_method(name: str) -> Callback | None:
    """The callback of a method or an operator of NamedArray; None if it has none."""
    operation = methods().get(name)
    if operation is None:
        return ARRAY_METHODS.get(name)
    return _inferred(operation, name)


@cache
def _numpy_operator(name: str) -> Callback | None:
    """The callback of an operator that numpy's arrays have too; None if it is another method."""
    operation = methods().get(name) if name.startswith("__") else None
    if operation is None or operation.home != "haliax.ops.elementwise":
        return None
    return _call(partial(operations.numpy_operator, operation=operation, method=name))


def _is_of_array(fullname: str, method: str, lookup: Lookup) -> bool:
    """Whether a method of a class is that of NamedArray: of that, or of a subclass that has none of its own."""
    if fullname == NAMED_ARRAY:
        return True
    symbol = lookup(fullname)
    info = symbol.node if symbol is not None else None
    if not isinstance(info, TypeInfo) or not info.has_base(NAMED_ARRAY):
        return False
    owner = info.get_containing_type_info(method)
    return owner is None or owner.fullname in ARRAYS
