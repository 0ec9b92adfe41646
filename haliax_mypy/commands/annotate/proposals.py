"""What could be written into one file: a type for each place of which the records say something."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from haliax_mypy.commands.annotate.joining import Joining, NothingInCommon
from haliax_mypy.commands.annotate.names import FullNames, allows_none, same
from haliax_mypy.commands.annotate.places import Found, Place, places
from haliax_mypy.commands.annotate.scope import Scope
from haliax_mypy.commands.annotate.signatures import RESULT, Signature, signature_of
from haliax_mypy.commands.annotate.types import FLOAT, NONE, Array, Instance, Type, Union, parts, says_axes, union
from haliax_mypy.commands.record.store import Class, File, Function


@dataclass
class Proposals:
    """What could be written into one file.

    Attributes:
        types: The type for each place.
        plain: The types without type variables, where those have some.
        reasons: Why there is none for other places.
    """

    types: dict[Place, Type] = field(default_factory=dict)
    plain: dict[Place, Type] = field(default_factory=dict)
    reasons: dict[Place, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A file that is annotated.

    Attributes:
        path: The file.
        text: What is in it.
        tree: Its syntax tree.
        scope: The names that it binds.
    """

    path: str
    text: str
    tree: ast.Module
    scope: Scope


def proposals_for(source: Source, file: File, joining: Joining) -> Proposals:
    """What the records say of the places of a file.

    Args:
        source: The file.
        file: What was noted in it.
        joining: How to join what was seen at one place.
    """
    found = Proposals()
    here = places(source.tree)
    functions = _by_name(file.functions)
    fields = dict(_fields(source.path, joining.classes))
    signatures: dict[tuple[str, int], Signature] = {}
    for place, what in here.items():
        if place.kind in ("parameter", "result"):
            function = functions.get((place.owner, place.line)) or functions.get((place.owner, 0))
            if function is None:
                continue
            key = (place.owner, place.line)
            if key not in signatures:
                signatures[key] = signature_of(function, joining)
            _propose(found, place, what, signatures[key], joining, source.scope)
        elif (place.owner, place.name) in fields:
            signature = _of_field(place.name, fields[place.owner, place.name], joining)
            _propose(found, place, what, signature, joining, source.scope)
    _whole_or_plain(found, signatures)
    return found


def _by_name(functions: list[Function]) -> dict[tuple[str, int], Function]:
    """The functions by name and line; by name alone, as of line 0, if no other has that name."""
    found = {(function.name, function.line): function for function in functions}
    for function in functions:
        if sum(other.name == function.name for other in functions) == 1:
            found[function.name, 0] = function
    return found


def _fields(path: str, classes: Mapping[tuple[str, str], Class]) -> Iterator[tuple[tuple[str, str], list[object]]]:
    """What was seen in each attribute of the classes of a file, in instances of their subclasses too."""
    for name in {name for cls in classes.values() for place, name in cls.bases if place == path}:
        heirs = [cls for cls in classes.values() if (path, name) in cls.bases]
        for attribute in {attribute for cls in heirs for attribute in (*cls.self, *cls.seen)}:
            told = [form for cls in heirs for form in cls.self.get(attribute, [])]
            passed = [form for cls in heirs for form in cls.seen.get(attribute, [])]
            yield (name, attribute), told or passed


def _of_field(name: str, forms: list[object], joining: Joining) -> Signature:
    found = Signature()
    try:
        found.types[name] = joining.type_of(forms)
    except NothingInCommon as reason:
        found.reasons[name] = str(reason)
    return found


def _propose(found: Proposals, place: Place, what: Found, signature: Signature, joining: Joining, scope: Scope) -> None:
    """Proposes the type of a place, if what stands there may be changed."""
    name = RESULT if place.kind == "result" else place.name
    is_bare = what.written is None or _is_bare(what.written, scope)
    if name in signature.reasons and is_bare and (place.kind in ("parameter", "result") or what.written is not None):
        found.reasons[place] = signature.reasons[name]
    kind = signature.types.get(name)
    if kind is None:
        return
    plain = signature.plain.get(name)
    if what.written is not None and _is_filled(what.written, kind, scope):
        kind = _of_any_length(kind)
    elif place.kind in ("field", "attribute") and not says_axes(kind) and not _is_stack(kind):
        return
    elif what.written is not None:
        bare = signature.plain.get(name, kind).spelled(FullNames(joining.classes))
        says_more = kind.spelled(FullNames(joining.classes, bare=False)) != bare
        if not says_more or not same(what.written, scope, bare):
            return
    elif place.kind == "field":
        return
    found.types[place] = _fitted(kind, what, scope)
    if plain is not None:
        found.plain[place] = _fitted(plain, what, scope)


def _is_stack(kind: Type) -> bool:
    return any(isinstance(part, Instance) and part.module == "haliax.nn" and part.members for part in parts(kind))


def _is_filled(written: ast.expr, kind: Type, scope: Scope) -> bool:
    """Whether an annotation is a bare `list`, `tuple` or `dict`, and its members say axes, or are of the user."""
    kinds = [one for one in (kind.members if isinstance(kind, Union) else (kind,)) if one != NONE]
    if len(kinds) != 1 or not isinstance(kinds[0], Instance) or kinds[0].name not in ("list", "tuple", "dict"):
        return False
    of_user = any(isinstance(part, Instance) and part.module.endswith(".py") for part in parts(kind))
    return (of_user or says_axes(kind)) and same(written, scope, f"builtins.{kinds[0].name}")


def _of_any_length(kind: Type) -> Type:
    """A tuple of some members of one type as one of any number: who wrote `tuple` for layers meant no number."""
    if isinstance(kind, Union):
        return union([_of_any_length(member) for member in kind.members])
    if isinstance(kind, Instance) and kind.name == "tuple" and len(kind.members) > 1 and len(set(kind.members)) == 1:
        return replace(kind, members=kind.members[:1], repeats=True)
    return kind


def _is_bare(written: ast.expr, scope: Scope) -> bool:
    """Whether an annotation is one name, of haliax."""
    return isinstance(written, ast.Name | ast.Attribute) and scope.meaning(written).startswith("haliax.")


def _fitted(kind: Type, what: Found, scope: Scope) -> Type:
    """A type that also allows the default, and what was allowed before."""
    if what.gives:
        return Instance("collections.abc", what.gives, (kind,))
    default = what.default.value if isinstance(what.default, ast.Constant) else ...
    if default is None or (what.written is not None and allows_none(what.written, scope)):
        return union([kind, NONE])
    if isinstance(default, bool | int | float | str) and kind != FLOAT:
        return union([kind, Instance("builtins", type(default).__name__)])
    return kind


def _whole_or_plain(found: Proposals, signatures: Mapping[tuple[str, int], Signature]) -> None:
    """Takes types without variables where not all that share one can be written."""
    for (owner, line), signature in signatures.items():
        mine = [place for place in found.plain if (place.owner, place.line) == (owner, line)]
        if len(mine) < len(signature.plain):
            for place in mine:
                found.types[place] = found.plain.pop(place)


def has_variables(kind: Type) -> bool:
    """Whether a type has type variables."""
    return any(isinstance(part, Array) and part.variable is not None for part in parts(kind))
