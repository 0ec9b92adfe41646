"""The types of the parameters and the result of one function, so that they go together.

Where arrays differ from call to call, what is left open in the result is often what was left open in a parameter. Then
a type variable stands for both: `NamedArray[*Rest, "embed"]`, or, where `embed` may stand anywhere, a variable with the
bound `NamedArray["{embed ...}"]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from haliax_mypy.commands.annotate.joining import Joining, NothingInCommon
from haliax_mypy.commands.annotate.types import FLOAT, Array, Instance, Type, Union, Variable, parts, says_axes, union
from haliax_mypy.commands.record.store import Function

RESULT: Final = "return"
"""What stands for the result among the parameters, as in `__annotations__`."""

_Names = tuple[str, ...]


@dataclass
class Signature:
    """What was found of one function.

    Attributes:
        types: The type of each parameter, and of the result.
        reasons: Why others have none, where they have to do with axes.
        plain: The types without type variables, of those that have some.
    """

    types: dict[str, Type] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    plain: dict[str, Type] = field(default_factory=dict)


def signature_of(function: Function, joining: Joining) -> Signature:
    """The types of a function.

    Args:
        function: What was noted of it.
        joining: How to join what was seen at one place.
    """
    found = Signature()
    seen = _seen(function)
    for name, forms in seen.items():
        if not any(map(_concerns, forms)):
            continue
        if function.full:
            found.reasons[name] = "the function is called in more than 1000 ways"
            continue
        try:
            kind = joining.type_of(forms)
        except NothingInCommon as reason:
            found.reasons[name] = str(reason)
            continue
        if says_axes(kind) or any(map(_is_user, parts(kind))):
            found.types[name] = kind
    _share(found, function)
    if found.types:
        found.types |= {name: FLOAT for name, forms in seen.items() if name != RESULT and _are_floats(forms)}
    _say_none(found, function)
    return found


def _is_user(kind: Type) -> bool:
    """Whether a type is a class of the user, or a stack of layers."""
    return isinstance(kind, Instance) and (kind.module.endswith(".py") or kind.module == "haliax.nn")


def _concerns(form: Any) -> bool:
    """Whether a form has to do with axes, or with a class that may hold some."""
    if form[0] in ("tuple", "tuple*", "list", "dict"):
        return any(_concerns(member) for members in form[1:] for member in members)
    return form[0] in ("array", "axis", "layer", "stack", "object", "unfit")


def _are_floats(forms: list[Any]) -> bool:
    """Whether all values are numbers, and some no integers.

    To mypy `x * eps` may have any axes more than `x` has, if `eps` may be anything.
    """
    names = {form[2] for form in forms if form[0] == "value" and form[1] == "builtins"}
    return all(form[0] == "value" and form[1] == "builtins" for form in forms) and "float" in names <= {"float", "int"}


def _seen(function: Function) -> dict[str, list[Any]]:
    """The forms that were seen of each parameter and of the result."""
    found: dict[str, list[Any]] = {}
    for call in function.calls:
        for parameter, form in zip(function.parameters, call.arguments, strict=True):
            seen = found.setdefault(parameter.lstrip("*"), [])
            if parameter.startswith("**") and form[0] == "dict":
                seen += form[2]
            elif parameter.startswith("*") and not parameter.startswith("**"):
                seen += form[1] if form[0] in ("tuple", "tuple*") else [form]
            else:
                seen.append(form)
        if call.result is not None:
            found.setdefault(RESULT, []).append(call.result)
    if function.kind != "f" and function.parameters:
        found.pop(function.parameters[0], None)
    if function.yields:
        found[RESULT] = list(function.yields)
    return found


def _say_none(found: Signature, function: Function) -> None:
    """A function that gives nothing says so where it says anything: mypy takes it for unchecked otherwise."""
    results = [call.result for call in function.calls if call.result is not None]
    if found.types and RESULT not in found.types and RESULT not in found.reasons and not function.yields:
        if (results and all(form[0] == "none" for form in results)) or function.kind == "i":
            found.types[RESULT] = Instance("builtins", "None")


def _share(found: Signature, function: Function) -> None:
    """Puts type variables where parameters, or a parameter and the result, leave the same axes open."""
    if function.yields or RESULT not in found.types:
        return
    places = {place: array for place, array in _arrays(found.types) if array.axes.is_open}
    seen = {place: [_names_at(function, call, place) for call in function.calls if call.result] for place in places}
    for place, array in places.items():
        if place[0] != RESULT:
            continue
        others = [other for other in places if other[0] != RESULT and _follows(places, seen, place, other)]
        if not others:
            continue
        runs = array.axes.is_ordered
        variable = Variable("row") if runs else Variable("array", array.axes)
        for shared in (place, *others):
            name = shared[0]
            found.plain.setdefault(name, found.types[name])
            found.types[name] = _put(found.types[name], shared[1:], variable)


def _follows(
    places: Mapping[tuple[Any, ...], Array],
    seen: Mapping[tuple[Any, ...], list[_Names | None]],
    result: tuple[Any, ...],
    other: tuple[Any, ...],
) -> bool:
    """Whether, in all calls, the result leaves open just what a parameter does."""
    mine, theirs = places[result].axes, places[other].axes
    pairs = [(a, b) for a, b in zip(seen[result], seen[other], strict=True) if a is not None and b is not None]
    if not pairs or mine.is_ordered != theirs.is_ordered:
        return False
    if mine.is_ordered:
        return all(mine.run(a) == theirs.run(b) for a, b in pairs)
    return all(a == b for a, b in pairs)


def _arrays(types: Mapping[str, Type]) -> Iterator[tuple[tuple[Any, ...], Array]]:
    """The arrays that are a parameter or the result, may be one, or are a member of a tuple that is."""
    for name, kind in types.items():
        for member in kind.members if isinstance(kind, Union) else (kind,):
            if isinstance(member, Array):
                yield (name,), member
            elif isinstance(member, Instance) and member.name == "tuple" and not member.repeats:
                yield from (((name, i), one) for i, one in enumerate(member.members) if isinstance(one, Array))


def _names_at(function: Function, call: Any, place: tuple[Any, ...]) -> _Names | None:
    """The axes of the array at a place in one call; None if there was another value."""
    if place[0] == RESULT:
        form = call.result
    else:
        position = next((i for i, name in enumerate(function.parameters) if name == place[0]), None)
        form = None if position is None else call.arguments[position]
    if form is not None and len(place) > 1:
        form = form[1][place[1]] if form[0] == "tuple" else None
    return tuple(form[1]) if form is not None and form[0] == "array" else None


def _put(kind: Type, place: tuple[Any, ...], variable: Variable) -> Type:
    """A type with a variable in the array at a place in it."""
    if isinstance(kind, Union):
        return union([_put(m, place, variable) if isinstance(m, Array | Instance) else m for m in kind.members])
    if isinstance(kind, Array) and not place:
        return replace(kind, variable=variable)
    if isinstance(kind, Instance) and place and kind.name == "tuple" and not kind.repeats:
        members = list(kind.members)
        members[place[0]] = _put(members[place[0]], (), variable)
        return replace(kind, members=tuple(members))
    return kind
