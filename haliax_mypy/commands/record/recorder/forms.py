"""A value as its form, which is what is recorded: nested tuples of texts.

    ("array", ("batch", "embed"), "float32")     a NamedArray, also one that is traced
    ("axis", "embed")                            an Axis
    ("layer", where, "Linear", "embed -> mlp")   a layer; None in the place of the text if its class names no axes
    ("stack", where, "Stacked", form)            a stack of layers, and one of them
    ("object", where, "Block")                   an instance of a class of the user
    ("value", module, "int")                     anything else
    ("none",), ("unfit",)                        None; an array whose names do not fit, as within `jax.vmap`
    ("tuple", forms), ("list", forms), ("dict", forms of keys, forms of values)

`where` is the file of a class of the user, or the module of another. No attribute is looked up that could run code of
the user, and nothing is imported: classes are known by their names.
"""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable, Iterable
from types import MemberDescriptorType
from typing import Any, Final, TypeAlias

from haliax_mypy.commands.record.recorder.files import Files

Form: TypeAlias = tuple[Any, ...]

NONE: Final[Form] = ("none",)
UNFIT: Final[Form] = ("unfit",)
_ARRAY: Final = ("haliax.core", "NamedArray")
_AXIS: Final = ("haliax.axis", "Axis")
_LAYER: Final = ("haliax.nn.layer", "Layer")
_STACKS: Final = {
    ("haliax.nn.scan.stacked", "Stacked"): "stacked",
    ("haliax.nn.scan.array_stacked", "ArrayStacked"): "stacked",
    ("haliax.nn.scan.block_seq", "BlockSeq"): "blocks",
}
_JAX_ARRAYS: Final = {("jax._src.core", "Tracer"), ("jaxlib._jax", "ArrayImpl"), ("jaxlib.xla_extension", "ArrayImpl")}
_PUBLIC: Final = "haliax.nn"
_LONGEST: Final = 8
"""A tuple of more members is described as a list is: by the forms that occur."""

_DEEPEST: Final = 4


class Forms:
    """Describes values.

    Args:
        files: The files whose classes are the user's.
        seen: Told of each instance of such a class that is met.
    """

    def __init__(self, files: Files, seen: Callable[[Any, str], None]) -> None:
        self._files = files
        self._seen = seen
        self._ways: dict[type, Callable[[Any, int], Form]] = {type(None): lambda value, depth: NONE}
        self._arrays: dict[Any, Form] = {}
        self._texts: dict[int, tuple[Any, Form]] = {}

    def of(self, value: Any, depth: int = 0) -> Form:
        """The form of a value."""
        cls = type(value)
        way = self._ways.get(cls)
        if way is None:
            way = self._ways[cls] = self._way(cls)
        return way(value, depth)

    def where(self, cls: type) -> str | None:
        """The file of a class of the user that can be named from elsewhere."""
        return None if "<locals>" in cls.__qualname__ else self._files.of_module(cls.__module__)

    def _way(self, cls: type) -> Callable[[Any, int], Form]:
        """How to describe the instances of a class."""
        names = [(base.__module__, base.__qualname__) for base in cls.__mro__]
        where = self.where(cls)
        if _ARRAY in names:
            return self._array
        if _AXIS in names:
            return lambda value, depth: ("axis", value.name)
        if _LAYER in names:
            return self._layer_of(cls, where)
        attribute = next((_STACKS[name] for name in names if name in _STACKS), None)
        if attribute and where is None:
            return lambda value, depth: self._stack(value, attribute, depth)
        if where is not None and cls.__class__.__name__ != "EnumType":
            return self._object_of(("object", where, cls.__qualname__), where)
        if cls in (tuple, list, dict):
            return {tuple: self._tuple, list: self._list, dict: self._dict}[cls]
        form: Form = ("value", *_public(cls, names))
        return lambda value, depth: form

    def _array(self, value: Any, depth: int) -> Form:
        # The slots, since the public properties check, and may complain of, what is in them.
        try:
            names, array = value._axis_names, value._array
            dtype, fits = array.dtype, array.ndim == len(names)
        except AttributeError:  # jax unflattens with placeholders
            return UNFIT
        if not fits:
            return UNFIT
        key = (names, dtype)
        try:
            return self._arrays[key]
        except KeyError:
            form = self._arrays[key] = ("array", tuple(names), str(getattr(dtype, "name", dtype)))
            return form

    def _layer_of(self, cls: type, where: str | None) -> Callable[[Any, int], Form]:
        place = where or (_PUBLIC if cls.__module__.startswith(_PUBLIC + ".") else cls.__module__)

        def describe(value: Any, depth: int) -> Form:
            if where is not None:
                self._seen(value, where)
            known = self._texts.get(id(value))
            if known is not None and known[0]() is value:
                return known[1]
            try:
                text = value.axes_text
            except Exception:  # a layer that is not made yet, or one of placeholders
                return UNFIT
            form: Form = ("layer", place, cls.__qualname__, text)
            if len(self._texts) > 10_000:  # of layers that are gone
                self._texts.clear()
            self._texts[id(value)] = (weakref.ref(value), form)
            return form

        return describe

    def _stack(self, value: Any, attribute: str, depth: int) -> Form:
        inner = vars(value).get(attribute)
        cls = type(value)
        if isinstance(inner, tuple | list):
            inner = inner[0] if inner else None
        form = UNFIT if depth > _DEEPEST else self._quietly(inner)
        place = _PUBLIC if cls.__module__.startswith(_PUBLIC + ".") else cls.__module__
        return ("stack", place, cls.__qualname__, form)

    def _quietly(self, value: Any) -> Form:
        """The form of a layer of a stack. Its arrays have an axis more than one by itself: nothing is noted of them."""
        seen, self._seen = self._seen, lambda value, where: None
        try:
            return self.of(value, _DEEPEST)
        finally:
            self._seen = seen

    def _object_of(self, form: Form, where: str) -> Callable[[Any, int], Form]:
        def describe(value: Any, depth: int) -> Form:
            self._seen(value, where)
            return form

        return describe

    def _tuple(self, value: Any, depth: int) -> Form:
        if depth > _DEEPEST:
            return ("value", "builtins", "tuple")
        if len(value) > _LONGEST:
            return ("tuple*", self._all(value, depth))
        return ("tuple", tuple([self.of(member, depth + 1) for member in value]))

    def _list(self, value: Any, depth: int) -> Form:
        return ("list", self._all(value, depth)) if depth <= _DEEPEST else ("value", "builtins", "list")

    def _dict(self, value: Any, depth: int) -> Form:
        if depth > _DEEPEST:
            return ("value", "builtins", "dict")
        return ("dict", self._all(list(value), depth), self._all(list(value.values()), depth))

    def _all(self, members: Iterable[Any], depth: int) -> tuple[Form, ...]:
        found = {self.of(member, depth + 1): None for member in members}
        return tuple(sorted(found, key=repr)) if len(found) > 1 else tuple(found)


def _public(cls: type, names: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """The module and the name by which others know a class."""
    if _JAX_ARRAYS & set(names):
        return "jax", "Array"
    is_ours = vars(sys.modules.get(_PUBLIC, object)).get(cls.__qualname__) is cls
    return (_PUBLIC if is_ours else cls.__module__), cls.__qualname__


def attributes(value: Any) -> dict[str, Any]:
    """What an instance holds, without a call of its `__getattr__` or of a property."""
    found: dict[str, Any] = {}
    for base in reversed(type(value).__mro__):
        for name, member in list(vars(base).items()):
            if isinstance(member, MemberDescriptorType):  # of __slots__
                try:
                    found[name] = member.__get__(value)
                except AttributeError:
                    continue
    if issubclass(type(value), tuple):  # isinstance would ask the value for its `__class__`
        found |= dict(zip(getattr(type(value), "_fields", ()), value, strict=False))
    try:
        found |= object.__getattribute__(value, "__dict__")
    except AttributeError:
        pass
    return found
