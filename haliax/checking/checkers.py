"""typeguard's checkers for what it does not know: named arrays, and within a checked call also unions and dataclasses.

Nothing depends on values, so traced arrays are checked as well as real ones.
"""

from __future__ import annotations

import functools
from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Reversible
from dataclasses import replace
from types import UnionType
from typing import Any, Self, TypeVar, Union

import jax
import jaxtyping
import typeguard

from haliax.axis import Axis
from haliax.checking.annotations import concerns_arrays, fields_of, has_fields, hints_of, is_tree
from haliax.checking.mismatch import Mismatch, describe, fits_none, places_in, text_of, wrong
from haliax.checking.scope import Place, scope_now, within
from haliax.checking.variables import check_variable
from haliax.core import NamedArray
from haliax.errors import AxisError
from haliax.printing import dimensions
from haliax.pure import errors
from haliax.pure.axes import Axes, describes, exactly, mismatch
from haliax.pure.axis import name_of, unsized
from haliax.pure.dtypes import is_kind
from haliax.pure.layers import LayerAxes, Lists, axes_by_list
from haliax.pure.spec import NamedArrayAxes

_ANY = NamedArrayAxes((), subset=True)


def check_named(value: Any, origin_type: Any, args: Any, memo: Any, *, spec: NamedArrayAxes) -> None:
    """Check one array against its annotation, and against what other arrays of the call have said.

    Args:
        value: What should be a named array.
        origin_type: The class that it should have.
        args: Not used.
        memo: Not used.
        spec: The axes and dtype that it should have.

    Raises:
        Mismatch: If it does not.
    """
    scope = scope_now()
    place = scope.where(value)
    if spec.parts and scope.lists is None:
        raise Mismatch(errors.list_of_no_layer(spec.parts), place)
    spec = spec.filled(scope.lists or {})
    origin_type = getattr(origin_type, "array_type", origin_type)
    if value is None and scope.walked:
        return  # a transform has taken an array out of a list in a Module
    if not isinstance(value, origin_type):
        raise wrong(place, value, f"a {origin_type.__name__}, {spec}")
    inner: Any = value.array if isinstance(value, NamedArray) else value
    if dimensions(inner) is None and inner is not value and not isinstance(inner, NamedArray):
        return  # a placeholder, which a transform has put where the array was
    try:
        _check_axes(place, value, spec)
        middle = value.axes[len(spec.before) : value.ndim - len(spec.after)]
        if spec.row:
            scope.bind_row(spec.row, Axes(middle), place)
        named = set(map(name_of, spec.before + spec.after))
        scope.bind_sizes((axis for axis in value.axes if axis.name in named), place)
    except AxisError as error:
        raise Mismatch(error, place) from None
    if spec.dtype is not None and not is_kind(value.dtype.name, spec.dtype):
        raise wrong(place, value, str(spec), f": {value.dtype} is not {spec.dtype}")


def _check_axes(place: Place, value: Any, spec: NamedArrayAxes) -> None:
    is_array = isinstance(value, NamedArray)
    if is_array and value.ndim != len(value.axis_names):  # a transform has added or removed a dimension
        why = "the array does not have one dimension for each axis"
        raise errors.not_as_annotated(place, describe(value), spec, why, "size")
    axes = exactly(value.axes)
    problem = mismatch(spec.axes, axes)
    if problem is not None:
        got = f"{axes} of {value.dtype}" if spec.dtype else axes
        raise errors.not_as_annotated(place, got, spec, problem, _kind(spec.axes, axes))


def _kind(spec: Axes, axes: Axes) -> errors.Mistake:
    """Which kind of mistake it is that `axes` are not among those that `spec` describes."""
    if not describes(Axes(tuple(map(unsized, spec.names)), spec.gap, ordered=False), axes):
        return "missing"
    return "order" if describes(Axes(spec.known, spec.gap, ordered=False), axes) else "size"


def check_layer(value: Any, origin_type: Any, args: Any, memo: Any, *, spec: LayerAxes) -> None:
    """Check a layer against its annotation, such as `Linear["embed -> mlp"]`, and its fields against their own.

    Args:
        value: What should be a layer.
        origin_type: The class that it should have.
        args: Passed on.
        memo: Passed on.
        spec: The axes that it should have.

    Raises:
        Mismatch: If it does not.
    """
    place = scope_now().where(value)
    if not isinstance(value, origin_type):
        raise wrong(place, value, str(spec))
    layer: Any = value
    template = origin_type.template
    lists = None if spec.text is None else axes_by_list(layer, template)
    if lists is not None and not template.fits(spec.text, template.write(lists)):
        raise Mismatch(errors.other_layer(place, layer.spelled, spec), place)
    _check_fields(value, origin_type, args, memo, lists=lists)


def checker_in_call(origin_type: Any) -> Callable[..., None] | None:
    """The checker of a type within a checked call; None for typeguard's own."""
    if origin_type in (Union, UnionType):
        return _check_union
    if isinstance(origin_type, TypeVar):
        return check_variable
    if origin_type in _NUMBERS:
        return _check_number
    if origin_type in _ROWS:
        return _check_elements
    if origin_type in (OrderedDict, defaultdict):
        return _check_dict
    if origin_type is Self:
        return _check_self
    if origin_type is NamedArray:
        return functools.partial(check_named, spec=_ANY)
    if isinstance(origin_type, type) and issubclass(origin_type, jaxtyping.AbstractArray):
        return _check_positional
    if is_tree(origin_type):
        return _check_tree
    if has_fields(origin_type):
        return _check_fields
    return None


_NUMBERS: dict[Any, tuple[type, ...]] = {
    bool: (bool,),
    int: (int,),
    float: (float, int),
    complex: (complex, float, int),
}
"""What passes for a number of each kind."""


def _check_number(value: Any, origin_type: Any, args: Any, memo: Any) -> None:
    """Check a number that stands next to arrays; under jit and in loops it is an array itself, without dimensions."""
    if isinstance(value, jax.Array) and dimensions(value) == ():
        return
    if not isinstance(value, _NUMBERS[origin_type]):
        raise typeguard.TypeCheckError(f"is not an instance of {origin_type.__name__}")


_ROWS = (Iterable, Collection, Reversible, deque)
"""Types of many elements into which typeguard does not look."""


def _check_elements(value: Any, origin_type: Any, args: tuple[Any, ...], memo: Any) -> None:
    """Check the elements of a list and its like; what may be gone through only once stays as it is."""
    if not isinstance(value, origin_type):
        raise typeguard.TypeCheckError(f"is not an instance of {origin_type.__qualname__}")
    if args and isinstance(value, list | tuple | deque):
        scope = scope_now()
        for i, element in enumerate(value):
            with within(replace(scope, place=scope.where(value).inside(str(i)))):
                typeguard.check_type_internal(element, args[0], memo)


def _check_dict(value: Any, origin_type: Any, args: tuple[Any, ...], memo: Any) -> None:
    """Check a dict of a special kind as any other."""
    if not isinstance(value, origin_type):
        raise typeguard.TypeCheckError(f"is not an instance of {origin_type.__qualname__}")
    typeguard.check_type_internal(value, dict[args] if args else dict, memo)  # type: ignore[valid-type, misc]  # made here


def _check_self(value: Any, origin_type: Any, args: Any, memo: Any) -> None:
    """Check what should be of the class of a method. Which that is, is not known; an array is not of it."""
    if isinstance(value, NamedArray | jax.Array):
        raise wrong(scope_now().where(value), value, "Self")


def _check_union(value: Any, origin_type: Any, args: tuple[Any, ...], memo: Any) -> None:
    """Check a value against the members of a union; those that fail teach the scope nothing."""
    scope = scope_now()
    failures: list[typeguard.TypeCheckError] = []
    for member in args:
        attempt = scope.attempt()
        try:
            with within(attempt):
                typeguard.check_type_internal(value, member, memo)
        except typeguard.TypeCheckError as failure:
            failures.append(failure)
        else:
            scope.adopt(attempt)
            return
    raise fits_none(scope.where(value), value, " or ".join(map(text_of, args)), failures)


def _check_positional(value: Any, origin_type: Any, args: tuple[Any, ...], memo: Any) -> None:
    """Check an array without names against an annotation of jaxtyping; a name in it has the size of that axis."""
    scope = scope_now()
    if value is None and scope.walked:
        return  # as above
    place, shape = scope.where(value), dimensions(value)
    with jaxtyping.jaxtyped("context"):
        fits_alone = isinstance(value, origin_type) if _is_alone(origin_type) else True
    if shape is not None and fits_alone:
        try:
            scope.bind_sizes(_named_dimensions(origin_type.dim_str, shape), place)
        except AxisError as error:
            raise Mismatch(error, place) from None
    try:
        fits = fits_alone and isinstance(value, origin_type)
    except jaxtyping.AnnotationError:
        return  # a size by the name of an argument, `"{n}"`, of which jaxtyping learns from its own decorator only
    if not fits:
        raise wrong(place, value, origin_type.__name__)
    if shape is not None:
        scope.shapes.append((shape, origin_type.dim_str))


def _is_alone(origin_type: Any) -> bool:
    """Whether an annotation says what it says without others: it computes no size from theirs."""
    return all(word.strip("#*_?.").isidentifier() or word.isdecimal() for word in _words(origin_type.dim_str))


def _words(text: str) -> list[str]:
    return [word.rpartition("=")[2] for word in text.split() if word != "..."]


def _check_tree(value: Any, origin_type: Any, args: tuple[Any, ...], memo: Any) -> None:
    """Check each leaf of a pytree, then its structure and what else jaxtyping looks at."""
    scope, wanted = scope_now(), origin_type.leaftype
    kind = getattr(wanted, "__origin__", wanted)
    is_named = isinstance(kind, type) and issubclass(kind, NamedArray)
    if is_named or (isinstance(kind, type) and issubclass(kind, jaxtyping.AbstractArray)):
        is_leaf = (lambda node: isinstance(node, NamedArray)) if is_named else None
        for leaf in jax.tree_util.tree_leaves(value, is_leaf=is_leaf):
            with within(replace(scope, place=scope.where(leaf))):
                typeguard.check_type_internal(leaf, wanted, memo)
    if not isinstance(value, origin_type):
        raise wrong(scope.where(value), value, text_of(origin_type))


def _named_dimensions(text: str, shape: tuple[int, ...]) -> Iterator[Axis]:
    """The dimensions that an annotation of jaxtyping calls by a plain name."""
    words = text.split()
    gaps = [i for i, word in enumerate(words) if word == "..." or word.startswith("*")]
    if gaps:
        at = gaps[0]
        words[at : at + 1] = ["..."] * (len(shape) - len(words) + 1)
    if len(words) != len(shape):
        return
    for word, size in zip(words, shape, strict=True):
        if word.isidentifier() and not word.startswith("_"):
            yield Axis(word, size)


def _check_fields(
    value: Any, origin_type: Any, args: tuple[Any, ...], memo: Any, *, lists: Lists | None = None
) -> None:
    """Check the fields of a dataclass, a Module or a NamedTuple against the annotations of its class.

    Row and type variables of a class mean something of their own in each instance. The lists of a layer have axes only
    if an annotation says them: the arrays of any `Linear` may have another axis, by which `haliax.vmap` has made it.
    The sizes in a layer are its own, since a table of positions may be longer than a text, and a kernel smaller than
    an image; its call compares those that must agree.
    """
    scope = scope_now()
    if not isinstance(value, origin_type):
        raise wrong(scope.where(value), value, origin_type.__name__)
    if id(value) in scope.walked:
        return
    hints = hints_of(type(value))
    sizes = scope.sizes if lists is None else {}
    own = replace(
        scope,
        sizes=sizes,
        rows={},
        variables={},
        choices={},
        settled=frozenset(),
        walked=scope.walked | {id(value)},
        lists=lists or {},
    )
    for name in fields_of(value):
        entry = getattr(value, name, None)
        # Transforms leave None in a Module where they took an array out.
        if entry is not None and concerns_arrays(hints.get(name)):
            place = scope.place.inside(name)
            with within(replace(own, place=place, places=places_in(place, entry) | scope.places)):
                typeguard.check_type_internal(entry, hints[name], memo)
