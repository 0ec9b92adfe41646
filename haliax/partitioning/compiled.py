"""The callable that `named_jit` makes, and the split of its arguments into traced and static parts."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, ParamSpec, TypeAlias, TypeVar

import jax
import numpy as np

from haliax.debug import checks_enabled
from haliax.meshes import Frozen, current_frozen, in_force
from haliax.ops._settle import Exact
from haliax.partitioning.ahead import Lowered, Prepared
from haliax.partitioning.dicts import are_sorted, dicts_in, ordered
from haliax.partitioning.placing import constrain

Args = ParamSpec("Args")
R = TypeVar("R", covariant=True)


@dataclass(frozen=True)
class Options:
    """How a function is compiled.

    Attributes:
        inside: The mapping in force inside; None for the one in force where the function is called.
        arguments: The mapping by which the arguments are spread; None to leave them as they come.
        result: The mapping by which the result is spread; None for the one in force inside.
        donate_args: Which positional arguments may be overwritten: booleans, or functions from an array to one.
        donate_kwargs: Which keyword arguments may be.
        check: Whether calls are checked against annotations; None: in debug mode only.
        jit: Further arguments of `jax.jit`.
    """

    inside: Frozen | None = None
    arguments: Frozen | None = None
    result: Frozen | None = None
    donate_args: Any = None
    donate_kwargs: Any = None
    check: bool | None = None
    jit: dict[str, Any] = field(default_factory=dict)

    @property
    def donates(self) -> bool:
        """Whether any argument may be overwritten."""
        return self.donate_args is not None or self.donate_kwargs is not None

    @functools.cached_property
    def asks_leaves(self) -> bool:
        """Whether what may be overwritten depends on more than where it stands."""
        return any(map(callable, jax.tree_util.tree_leaves((self.donate_args, self.donate_kwargs))))


_Statics: TypeAlias = tuple[tuple[int, Any], ...]
_Key: TypeAlias = tuple[jax.tree_util.PyTreeDef, Exact, Frozen | None, bool]
"""What decides a compilation, apart from the shapes and dtypes of arrays: the structure of the arguments, those that
are no arrays and where they stand, the mapping in force, and whether the call is checked."""

_NONE = Exact(())


class WrappedCallable(Generic[Args, R]):
    """A compiled function, with the arguments and the result of the one that it was made of.

    A call flattens its arguments once, and gives jax a list of arrays and a key that says the rest. This is what makes
    it cost little more than a call of `jax.jit`.
    """

    def __init__(self, fn: Callable[Args, R], options: Options) -> None:
        functools.update_wrapper(self, fn, updated=())
        self.__wrapped__ = fn
        self._options = options
        self._mask = functools.lru_cache(maxsize=256)(functools.partial(_mask_of_places, options))
        # A function that is a pytree, as a Module with `__call__`, may hold arrays: they are arguments too.
        self._tree = None if jax.tree_util.all_leaves([fn]) else fn
        self._is_keyed = _takes_any_keyword(fn)
        self._jit = jax.jit(_body(fn, options), static_argnums=0, donate_argnums=2, **options.jit)

    def __call__(self, *args: Args.args, **kwargs: Args.kwargs) -> R:
        result = self._jit(*self._prepared(args, kwargs))
        if type(result) is _Sealed:
            result = result.opened()
        return result  # type: ignore[no-any-return]  # jax.jit knows no result type

    def lower(self, *args: Args.args, **kwargs: Args.kwargs) -> Lowered[Args, R]:
        """The program for these arguments, not yet compiled. `jax.ShapeDtypeStruct` may stand for arrays.

        `named_jit(f).lower(x).compile()(x)` is `f(x)`.
        """
        return self._lowered(self._prepared, args, kwargs)

    def _lowered(
        self, prepare: Callable[..., Prepared], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Lowered[Any, Any]:
        """The program for what `prepare` makes of these arguments."""
        prepared = prepare(args, kwargs)
        return Lowered(self._jit.lower(*prepared), prepared[0], prepare, _opened)

    def eval_shape(self, *args: Args.args, **kwargs: Args.kwargs) -> Any:
        """The result for these arguments, with a `jax.ShapeDtypeStruct` for each array."""
        return _opened(self._jit.eval_shape(*self._prepared(args, kwargs)))  # type: ignore[no-untyped-call]  # of jax

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else _Bound(self, instance)

    def __repr__(self) -> str:
        return f"named_jit({self.__wrapped__!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return WrappedCallable, (self.__wrapped__, self._options)

    def _prepared(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Prepared:
        """The key, the arrays to keep and, if there are any, the arrays to donate."""
        call = (self._tree, args, kwargs)
        leaves, structure = jax.tree_util.tree_flatten(call)
        dicts = dicts_in(structure)
        if dicts is not None:
            if not self._is_keyed and len(kwargs) > 1:  # only to a function that takes any keywords their order matters
                call = (self._tree, args, dict(sorted(kwargs.items())))
            if not are_sorted(call, dicts):
                leaves, structure = jax.tree_util.tree_flatten(ordered(call))
        statics: _Statics = ()
        told = _NONE
        if not all(map(_holds_numbers, set(map(type, leaves)))):
            leaves, statics = _split(leaves)
            _check_hashable(statics, call)
            told = Exact(statics)
        key: _Key = (structure, told, current_frozen(), checks_enabled(self._options.check))
        if not self._options.donates:
            return key, leaves
        if self._options.asks_leaves:
            mask = _donation(self._options, self._tree, args, kwargs)
        else:
            mask = self._mask(structure, frozenset(place for place, _ in statics))
        kept = [None if gone else leaf for leaf, gone in zip(leaves, mask, strict=True)]
        return key, kept, [leaf if gone else None for leaf, gone in zip(leaves, mask, strict=True)]


class _Bound:
    """A compiled method of one object."""

    def __init__(self, function: WrappedCallable[..., Any], instance: Any) -> None:
        self.__func__ = function
        self.__self__ = instance

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.__func__(self.__self__, *args, **kwargs)

    def lower(self, *args: Any, **kwargs: Any) -> Lowered[..., Any]:
        return self.__func__._lowered(self._prepared, args, kwargs)

    def _prepared(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Prepared:
        return self.__func__._prepared((self.__self__, *args), kwargs)

    def eval_shape(self, *args: Any, **kwargs: Any) -> Any:
        return self.__func__.eval_shape(self.__self__, *args, **kwargs)


_ARRAYS = (jax.Array, jax.core.Tracer, jax.Ref, jax.ShapeDtypeStruct, np.ndarray, np.generic)


@functools.lru_cache(maxsize=256)
def _holds_numbers(kind: type) -> bool:
    return issubclass(kind, _ARRAYS) and not issubclass(kind, np.flexible)


def _is_array(leaf: Any) -> bool:
    """Whether jax can trace it, other than by making an array of it first."""
    return _holds_numbers(type(leaf))  # type: ignore[arg-type]  # mypy takes type[Any] for unhashable


def _takes_any_keyword(fn: Callable[..., Any]) -> bool:
    try:
        parameters = inspect.signature(fn).parameters.values()
    except (TypeError, ValueError):  # Python cannot tell
        return False
    return any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters)


def _split(leaves: list[Any]) -> tuple[list[Any], _Statics]:
    """The arrays, with None in the other places, and what belongs there."""
    statics = tuple((i, leaf) for i, leaf in enumerate(leaves) if not _is_array(leaf))
    return [leaf if _is_array(leaf) else None for leaf in leaves], statics


def _join(arrays: list[Any], statics: _Statics) -> list[Any]:
    leaves = list(arrays)
    for position, value in statics:
        leaves[position] = value
    return leaves


def _check_hashable(statics: _Statics, call: tuple[Any, ...]) -> None:
    for position, value in statics:
        try:
            hash(value)
        except TypeError:
            path = jax.tree_util.tree_flatten_with_path(call)[0][position][0]
            shown = jax.tree_util.keystr(path[1:], simple=True, separator=".")
            raise TypeError(
                f"named_jit: argument '{shown}' is of type {type(value).__name__}, which is neither an array nor "
                "hashable; pass an array, a pytree of arrays, or something hashable"
            ) from None


def _mask_of_places(options: Options, structure: jax.tree_util.PyTreeDef, statics: frozenset[int]) -> list[bool]:
    """Which leaves may be overwritten, where that depends on where they stand alone, and on which are no arrays."""
    places = [_NO_ARRAY if place in statics else _ARRAY for place in range(structure.num_leaves)]
    return _donation(options, *structure.unflatten(places))


_ARRAY, _NO_ARRAY = np.zeros(()), "no array"


def _donation(options: Options, tree: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[bool]:
    """Which leaves of the function and its arguments may be overwritten."""
    by_position, by_name = options.donate_args, options.donate_kwargs
    if isinstance(by_position, list | tuple):  # arguments beyond are kept
        by_position = (*by_position, *[False] * (len(args) - len(by_position)))
    if isinstance(by_name, dict):
        by_name = {name: by_name.get(name, False) for name in kwargs}
    wanted = (False, False if by_position is None else by_position, False if by_name is None else by_name)
    mask = jax.tree_util.tree_map(_spread, wanted, (tree, args, kwargs))
    return jax.tree_util.tree_leaves(mask)


def _spread(donate: Any, subtree: Any) -> Any:
    """One answer for each leaf of a subtree, and False where there is no array."""

    def answer(leaf: Any) -> bool:
        return _is_array(leaf) and bool(donate(leaf) if callable(donate) else donate)

    return jax.tree_util.tree_map(answer, subtree)


def _body(fn: Callable[..., Any], options: Options) -> Callable[..., Any]:
    """The function as jax traces it: from a key and lists of arrays."""

    def body(key: _Key, kept: list[Any], donated: list[Any] | None = None) -> Any:
        leaves = kept if donated is None else [b if a is None else a for a, b in zip(kept, donated, strict=True)]
        structure, statics, mapping, check = key
        tree, args, kwargs = structure.unflatten(_join(leaves, statics.value))
        inside = mapping if options.inside is None else options.inside
        args, kwargs = constrain((args, kwargs), options.arguments, op="named_jit")
        with in_force(inside):
            result = _call(fn if tree is None else tree, args, kwargs, check)
        is_implied = options.result is None
        wanted = inside if is_implied else options.result
        return _sealed(constrain(result, wanted, op="named_jit", implied=is_implied))

    # jax shows these in the names of compiled programs.
    body.__name__ = getattr(fn, "__name__", type(fn).__name__)
    body.__qualname__ = getattr(fn, "__qualname__", type(fn).__qualname__)
    return body


def _call(fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], check: bool) -> Any:
    if not check:
        return fn(*args, **kwargs)
    from haliax.checking.contract import Contract

    return Contract.of(fn).call(fn, args, kwargs)


@dataclass(frozen=True, eq=False)
class _Rest:
    """The structure of a result, and what of it is no array. Compared by identity: it need not be hashable."""

    structure: jax.tree_util.PyTreeDef
    statics: _Statics


class _Sealed:
    """A result that is not all arrays, as a compiled program returns it: jax is slow to return anything but arrays.

    Attributes:
        arrays: Its leaves, with None where there is no array.
        rest: What else there is to it.
    """

    def __init__(self, arrays: list[Any], rest: _Rest) -> None:
        self.arrays = arrays
        self.rest = rest

    def opened(self) -> Any:
        """The result."""
        return self.rest.structure.unflatten(_join(self.arrays, self.rest.statics))


jax.tree_util.register_pytree_node(_Sealed, lambda s: ((s.arrays,), s.rest), lambda rest, parts: _Sealed(*parts, rest))


def _opened(result: Any) -> Any:
    """The result that a compiled program returned."""
    return result.opened() if type(result) is _Sealed else result


def _sealed(result: Any) -> Any:
    """A result as a compiled program returns it: as it is, if all its leaves are arrays, but for the order of dicts."""
    leaves, structure = jax.tree_util.tree_flatten(result)
    dicts = dicts_in(structure)
    if dicts is not None and not are_sorted(result, dicts):
        result = ordered(result)
        leaves, structure = jax.tree_util.tree_flatten(result)
    arrays, statics = _split(leaves)
    return _Sealed(arrays, _Rest(structure, statics)) if statics else result
