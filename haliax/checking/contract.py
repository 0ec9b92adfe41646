"""`Contract`: puts typeguard to work on the arguments and the result of a function."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import jaxtyping
import typeguard

from haliax import haxtyping
from haliax.checking.annotations import arguments, callee, concerns_arrays, hints_of
from haliax.checking.checkers import Mismatch, places_in
from haliax.checking.later import checked_async_generator, checked_coroutine, checked_generator, items_of
from haliax.checking.scope import Place, Scope, within
from haliax.errors import AxisError

if haxtyping.checker_lookup not in typeguard.checker_lookup_functions:
    # typeguard finds it by itself where haliax is installed, but not where it is only on the path.
    typeguard.checker_lookup_functions.insert(0, haxtyping.checker_lookup)


@dataclass(frozen=True)
class Contract:
    """What the annotations of a function ask of its arguments and its result.

    Attributes:
        name: The function, as error messages call it.
        signature: Its parameters; None if Python cannot tell them.
        hints: Its annotations, by parameter; `return` for the result.
    """

    name: str
    signature: inspect.Signature | None
    hints: dict[str, Any]

    @classmethod
    def of(cls, fn: Callable[..., Any]) -> Contract:
        """The contract of a function, method, partial application or callable object."""
        function = callee(fn)[0]
        name = getattr(function, "__qualname__", type(function).__name__).rpartition("<locals>.")[2]
        try:
            signature = inspect.signature(function)
        except ValueError:
            return cls(name, None, {})
        try:
            hints = hints_of(function)
        except AxisError as error:
            raise AxisError(error.text, error.kind).within(name) from None  # by the function, not by NamedArray[...]
        return cls(name, signature, hints)

    def call(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call the function, with its arguments and its result checked.

        Raises:
            AxisError: If the axes of an array are not as annotated, or two arrays give one name two sizes.
            TypeError: If something is of another kind, or an array of another dtype, than annotated.
        """
        if self.signature is None:
            return fn(*args, **kwargs)
        _, first, more = callee(fn)
        scope = Scope()
        with jaxtyping.jaxtyped("context"):
            for name, path, value in arguments(self.signature, first + args, more | kwargs):
                hint = self.hints.get(name, type(value) if name == "self" else None)
                self._check(value, hint, Place("argument", path), scope)
            return self._checked(fn(*args, **kwargs), scope)

    def _checked(self, result: Any, scope: Scope) -> Any:
        """The result, if it is as annotated; where it is of a generator or coroutine, it is checked when it comes."""
        wanted = self.hints.get("return")

        def check(value: Any, annotation: Any = wanted, what: str = "the result") -> None:
            self._check(value, annotation, Place(what), scope)

        if inspect.iscoroutine(result):
            return checked_coroutine(result, check)
        item, last = items_of(wanted)
        yielded = functools.partial(check, annotation=item, what="what is yielded")
        if inspect.isgenerator(result):
            return checked_generator(result, yielded, functools.partial(check, annotation=last))
        if inspect.isasyncgen(result):
            return checked_async_generator(result, yielded)
        check(result)
        return result

    def _check(self, value: Any, annotation: Any, place: Place, scope: Scope) -> None:
        if not concerns_arrays(annotation):
            return
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
