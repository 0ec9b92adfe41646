"""The callable that `named_jit` makes, and the split of its arguments into traced and static parts."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeAlias, TypeVar

import jax

from haliax.checking.boundary import called
from haliax.meshes import Frozen, current_frozen, in_force
from haliax.modes import NOTHING, Kinds, kinds_asked, mode_now
from haliax.ops._settle import Exact
from haliax.partitioning.ahead import Lowered, Prepared, traced
from haliax.partitioning.arguments import Forms, Structure, put_together, structure_of, taken_apart
from haliax.partitioning.dicts import are_sorted, known, ordered
from haliax.partitioning.leaves import Statics, check_hashable, holds_numbers, join, split
from haliax.partitioning.options import Options, donation, mask_of_places
from haliax.partitioning.placing import constrain
from haliax.partitioning.sealed import Sealed, Watched, opened_result, sealed, watched_result

Args = ParamSpec("Args")
R = TypeVar("R", covariant=True)


_Simple: TypeAlias = tuple[Forms | Structure, bool]
"""The structure of arguments that were taken apart without jax; and whether the last of them are the keywords."""

_Key: TypeAlias = tuple[jax.tree_util.PyTreeDef | _Simple, Exact | None, Frozen | None, Kinds]
"""What decides a compilation, apart from the shapes and dtypes of arrays: the structure of the arguments, those that
are no arrays and where they stand, the mapping in force, and what is checked of the call."""


class WrappedCallable(Generic[Args, R]):
    """A compiled function, with the arguments and the result of the one that it was made of.

    A call flattens its arguments once, and gives jax a list of arrays and a key that says the rest. This is what makes
    it cost little more than a call of `jax.jit`.
    """

    def __init__(self, fn: Callable[Args, R], options: Options) -> None:
        functools.update_wrapper(self, fn, updated=())
        self.__wrapped__ = fn
        self._options = options
        self._mask = functools.lru_cache(maxsize=256)(functools.partial(mask_of_places, options))
        self._known = functools.lru_cache(maxsize=256)(known)
        # A function that is a pytree, as a Module with `__call__`, may hold arrays: they are arguments too.
        self._tree = None if jax.tree_util.all_leaves([fn]) else fn
        self._check = options.check
        self._is_simple = self._tree is None and not options.donates
        self._is_keyed = _takes_any_keyword(fn)
        self._jit = jax.jit(_body(fn, options), static_argnums=0, donate_argnums=2, **options.jit)

    def __call__(self, *args: Args.args, **kwargs: Args.kwargs) -> R:
        result = self._jit(*self._prepared(args, kwargs))
        if type(result) is Sealed or type(result) is Watched:
            result = opened_result(result)
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
        return Lowered(self._jit.lower(*prepared), prepared[0], prepare, opened_result)

    def eval_shape(self, *args: Args.args, **kwargs: Args.kwargs) -> Any:
        """The result for these arguments, with a `jax.ShapeDtypeStruct` for each array."""
        return opened_result(self._jit.eval_shape(*self._prepared(args, kwargs)))  # type: ignore[no-untyped-call]  # of jax

    def trace(self, *args: Args.args, **kwargs: Args.kwargs) -> jax.stages.Traced:
        """What `jax.jit(f).trace` gives for these arguments: a `jaxpr`, `out_info`, and `lower()`.

        `jax.export.export(named_jit(f))(x)` goes by it. Whatever comes of it takes the arguments of `f`, but holds them
        to arrays: where there is something else, it takes None there, as `equinox.filter(x, equinox.is_array)` gives
        it. So it is in its result, in which numbers become arrays. Donated is what may be overwritten as a whole.
        """
        return self._traced(0, args, kwargs)

    def _traced(self, bound: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> jax.stages.Traced:
        """The same for a function whose first arguments are part of it."""
        key, kept, *donated = self._prepared(args, kwargs)
        leaves = _merged(kept, *donated)
        mask = [leaf is not None for leaf in donated[0]] if donated else [False] * len(leaves)
        compute = functools.partial(_computed, self.__wrapped__, self._options, key)
        named = _with_name(self.__wrapped__, lambda leaves: compute(leaves))
        return traced(named, leaves, mask, (args[bound:], kwargs), self._options.jit)

    def clear_cache(self) -> None:
        """Forget what was traced and compiled."""
        self._jit.clear_cache()  # type: ignore[attr-defined]  # jax's own type of it lacks this
        self._mask.cache_clear()
        self._known.cache_clear()

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else _Bound(self, instance)

    def __repr__(self) -> str:
        return f"named_jit({self.__wrapped__!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return WrappedCallable, (self.__wrapped__, self._options)

    def _prepared(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Prepared:
        """The key, the arrays to keep and, if there are any, the arrays to donate."""
        mapping, mode = current_frozen(), mode_now()
        kinds = NOTHING if mode.enabled is self._check is None else kinds_asked(self._check)
        if len(kwargs) > 1 and not self._is_keyed:  # only to a function that takes any keywords their order matters
            kwargs = dict(sorted(kwargs.items()))
        if self._is_simple:
            arrays: list[Any] = []
            modules: list[Any] = []
            given = (*args, kwargs) if kwargs else args
            forms: Forms | Structure | None = taken_apart(given, arrays, modules)
            if modules and isinstance(forms, tuple):
                forms = structure_of(forms, given, arrays)
            if forms is not None:
                return ((forms, bool(kwargs)), None, mapping, kinds), arrays
        call = (self._tree, args, kwargs)
        leaves, structure = jax.tree_util.tree_flatten(call)
        structure, dicts = self._known(structure)
        if dicts is not None and not are_sorted(call, dicts):
            leaves, structure = jax.tree_util.tree_flatten(ordered(call))
        statics: Statics = ()
        told = None
        if not all(map(holds_numbers, set(map(type, leaves)))):
            leaves, statics = split(leaves)
            check_hashable(statics, call)
            told = Exact(statics)
        key: _Key = (structure, told, mapping, kinds)
        if not self._options.donates:
            return key, leaves
        if self._options.asks_leaves:
            mask = donation(self._options, self._tree, args, kwargs)
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

    def trace(self, *args: Any, **kwargs: Any) -> jax.stages.Traced:
        return self.__func__._traced(1, (self.__self__, *args), kwargs)

    def clear_cache(self) -> None:
        self.__func__.clear_cache()


def _takes_any_keyword(fn: Callable[..., Any]) -> bool:
    try:
        parameters = inspect.signature(fn).parameters.values()
    except (TypeError, ValueError):  # Python cannot tell
        return False
    return any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters)


def _body(fn: Callable[..., Any], options: Options) -> Callable[..., Any]:
    """The function as jax traces it: from a key and lists of arrays."""

    def body(key: _Key, kept: list[Any], donated: list[Any] | None = None) -> Any:
        leaves = _merged(kept, donated)
        if "values" not in key[-1]:
            return sealed(_computed(fn, options, key, leaves))
        return watched_result(lambda leaves: sealed(_computed(fn, options, key, leaves)), leaves)

    return _with_name(fn, body)


def _with_name(fn: Callable[..., Any], body: Callable[..., Any]) -> Callable[..., Any]:
    """The body with the name of the function, which jax shows in the names of compiled programs."""
    body.__name__ = getattr(fn, "__name__", type(fn).__name__)
    body.__qualname__ = getattr(fn, "__qualname__", type(fn).__qualname__)
    return body


def _merged(kept: list[Any], donated: list[Any] | None = None) -> list[Any]:
    if donated is None:
        return kept
    return [gone if leaf is None else leaf for leaf, gone in zip(kept, donated, strict=True)]


def _call(structure: jax.tree_util.PyTreeDef | _Simple, leaves: list[Any]) -> Any:
    """The function, if it is a pytree, and the arguments of a call."""
    if not isinstance(structure, tuple):
        return structure.unflatten(leaves)
    forms, has_keywords = structure
    whole = forms if isinstance(forms, tuple) else forms.whole
    assert whole is not None  # else jax has taken them apart
    args = put_together(whole, iter(leaves))
    return (None, args[:-1], args[-1]) if has_keywords else (None, args, {})


def _computed(fn: Callable[..., Any], options: Options, key: _Key, leaves: list[Any]) -> Any:
    """What the function gives for its arguments, which are a key and arrays, spread as the options say."""
    structure, statics, mapping, kinds = key
    tree, args, kwargs = _call(structure, leaves if statics is None else join(leaves, statics.value))
    inside = mapping if options.inside is None else options.inside
    args, kwargs = constrain((args, kwargs), options.arguments, op="named_jit")
    with in_force(inside):
        result = called(fn if tree is None else tree, args, kwargs, kinds, placed=options.arguments is not None)
    is_implied = options.result is None
    return constrain(result, inside if is_implied else options.result, op="named_jit", implied=is_implied)
