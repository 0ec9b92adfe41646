"""`Contract`: puts typeguard to work on the arguments and the result of a function."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import FunctionType
from typing import Any

import jaxtyping
import numpy as np
import typeguard

from haliax import haxtyping
from haliax.checking.annotations import arguments, concerns_arrays, hints_of
from haliax.checking.callees import callee, is_transformed
from haliax.checking.later import checked_async_generator, checked_coroutine, checked_generator, items_of
from haliax.checking.mismatch import Mismatch, places_in
from haliax.checking.passed import Passed, Verdicts
from haliax.checking.placement import check_placement
from haliax.checking.scope import Place, Scope, Variables, within
from haliax.checking.values import check_values
from haliax.checking.variables import settled_variables, variables_of_class
from haliax.errors import AxisError
from haliax.modes import AXES, Kinds

if haxtyping.checker_lookup not in typeguard.checker_lookup_functions:
    # typeguard finds it by itself where haliax is installed, but not where it is only on the path.
    typeguard.checker_lookup_functions.insert(0, haxtyping.checker_lookup)

_MAKING = ("__init__", "__post_init__", "__check_init__", "__setattr__")
"""Methods of objects that are not made yet: their fields may not be what they will be."""


class Contract:
    """What the annotations of a function ask of its arguments and its result.

    A call like one that has passed, by the structure, axes, shapes and dtypes of all that is looked at, passes.

    Args:
        name: The function, as error messages call it.
        signature: Its parameters; None if Python cannot tell them.
        hints: Its annotations, by parameter; `return` for the result.
        settled: Its type variables of which a result has to be what an argument was.
    """

    def __init__(
        self, name: str, signature: inspect.Signature | None, hints: dict[str, Any], settled: Variables = frozenset()
    ) -> None:
        self.name = name
        self.signature = signature
        self.hints = hints
        self.settled = settled
        self._is_made = name.rpartition(".")[2] not in _MAKING
        self._wanted = hints.get("return")
        self._returns = concerns_arrays(self._wanted)
        self._made = Passed(Scope(), frozenset())
        self._verdicts = Verdicts(signature, {name for name, hint in hints.items() if concerns_arrays(hint)})

    def __reduce__(self) -> tuple[Any, ...]:
        return Contract, (self.name, self.signature, self.hints, self.settled)

    @classmethod
    def of(cls, fn: Callable[..., Any]) -> Contract:
        """The contract of a function, method, partial application or callable object."""
        function = callee(fn)[0]
        name = getattr(function, "__qualname__", type(function).__name__).rpartition("<locals>.")[2]
        if is_transformed(function):
            return cls(name, None, {})
        try:
            signature = inspect.signature(function)
        except ValueError:
            return cls(name, None, {})
        try:
            hints = hints_of(function)
        except AxisError as error:
            raise AxisError(error.text, error.kind).within(name) from None  # by the function, not by NamedArray[...]
        return cls(name, signature, hints, settled_variables(function, hints, signature))

    def call(
        self,
        fn: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        kinds: Kinds = AXES,
        of_result: Kinds | None = None,
    ) -> Any:
        """Call the function, with its arguments and its result checked.

        Args:
            fn: The function.
            args: Its positional arguments.
            kwargs: Its keyword arguments.
            kinds: What is checked.
            of_result: What is checked of the result, if it is something else.

        Raises:
            AxisError: If the axes of an array are not as annotated, or two arrays give one name two sizes.
            TypeError: If something is of another kind, or an array of another dtype, than annotated.
            ValueError: If an array lies otherwise than the mapping in force says, where that is checked.
            FloatingPointError: If an array has values that are no finite numbers, where that is checked.
        """
        if self.signature is None:
            return fn(*args, **kwargs)
        given, named = args, kwargs
        if type(fn) is not FunctionType:
            _, first, more = callee(fn)
            given, named = first + args, {**more, **kwargs}
        passed = self._arguments(given, named)
        if len(kinds) > 1:
            for _, place, value in self._checkable(given, named):
                self._check_more(value, place, kinds)
        result = fn(*args, **kwargs)
        kinds = kinds if of_result is None else of_result
        if not self._returns or (len(kinds) == 1 and passed.has(self._verdicts.known, result)):
            return result
        return self._checked(result, passed, kinds)

    def check_fields(self, made: Any, kinds: Kinds = AXES) -> None:
        """Check the fields of an object, which the annotations of its class speak of.

        Raises:
            AxisError: If the axes of an array are not as annotated, or two arrays give one name two sizes.
            TypeError: If something is of another kind, or an array of another dtype, than annotated.
        """
        if not self._made.has(self._verdicts.known, made):
            with jaxtyping.jaxtyped("context"):
                self._check(made, type(made), Place("field"), Scope())
            self._made.add(self._verdicts.known, made)
        self._check_more(made, Place("field"), kinds)

    def _arguments(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Passed:
        """What the arguments have said, after a check if none like these have passed before."""
        key = self._verdicts.key(args, kwargs)
        found = self._verdicts.get(key)
        if found is not None:
            return found
        scope = Scope()
        with jaxtyping.jaxtyped("context"):
            for hint, place, value in self._checkable(args, kwargs):
                self._check(value, hint, place, scope)
        return self._verdicts.keep(key, Passed(scope, self.settled - _of_the_class(args, kwargs)))

    def _checkable(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Iterator[tuple[Any, Place, Any]]:
        """The arguments that are looked at, each with its annotation and its place."""
        assert self.signature is not None
        for name, path, value in arguments(self.signature, args, kwargs):
            hint = self.hints.get(name, type(value) if name == "self" and self._is_made else None)
            if concerns_arrays(hint):
                yield hint, Place("argument", path), value

    def _checked(self, result: Any, passed: Passed, kinds: Kinds) -> Any:
        """The result, if it is as annotated; where it is of a generator or coroutine, it is checked when it comes."""

        def check(value: Any, annotation: Any = self._wanted, what: str = "the result") -> None:
            if concerns_arrays(annotation):
                self._check_result(value, annotation, Place(what), passed)
                self._check_more(value, Place(what), kinds)

        if inspect.iscoroutine(result):
            return checked_coroutine(result, check)
        item, last = items_of(self._wanted)
        yielded = functools.partial(check, annotation=item, what="what is yielded")
        if inspect.isgenerator(result):
            return checked_generator(result, yielded, functools.partial(check, annotation=last))
        if inspect.isasyncgen(result):
            return checked_async_generator(result, yielded)
        check(result)
        passed.add(self._verdicts.known, result)
        return result

    def _check_result(self, value: Any, annotation: Any, place: Place, passed: Passed) -> None:
        with jaxtyping.jaxtyped("context"):
            for shape, text in passed.scope.shapes:  # what jaxtyping has learnt from the arguments
                seen: Any = jaxtyping.Shaped[np.ndarray, text]
                isinstance(np.broadcast_to(np.empty(()), shape), seen)
            self._check(value, annotation, place, replace(passed.scope.attempt(), settled=passed.settled))

    def _check_more(self, value: Any, place: Place, kinds: Kinds) -> None:
        """How the arrays in a value are sharded, and their values, where that is asked for."""
        if "sharding" in kinds:
            check_placement(self.name, place, value)
        if "values" in kinds:
            check_values(self.name, place, value)

    def _check(self, value: Any, annotation: Any, place: Place, scope: Scope) -> None:
        try:
            with within(replace(scope, place=place, places=places_in(place, value))):
                typeguard.check_type(
                    value,
                    annotation,
                    forward_ref_policy=typeguard.ForwardRefPolicy.IGNORE,
                    collection_check_strategy=typeguard.CollectionCheckStrategy.ALL_ITEMS,
                )
        except Mismatch as failure:
            error = failure.error
            raise (
                error.within(self.name) if isinstance(error, AxisError) else TypeError(f"{self.name}: {error}")
            ) from None
        except typeguard.TypeCheckError as failure:
            raise TypeError(f"{self.name}: {place}: {failure}") from None


def _of_the_class(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Variables:
    """The type variables of the class whose method is called, if one is."""
    owner = args[0] if args else None
    return variables_of_class(owner if isinstance(owner, type) else type(owner))
