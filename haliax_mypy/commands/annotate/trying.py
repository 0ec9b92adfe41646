"""Takes out annotations until mypy says no more than it said without them."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from haliax_mypy.commands.annotate.checking import Error, errors_in
from haliax_mypy.commands.annotate.places import Place, definitions
from haliax_mypy.commands.annotate.proposals import Proposals, Source
from haliax_mypy.commands.annotate.types import Type
from haliax_mypy.commands.annotate.writing import annotated
from haliax_mypy.commands.record.store import Class

_ROUNDS: Final = 8
_CALLEE: Final = (
    re.compile(r"^(?P<function>[\w.]+): argument '(?P<argument>\w+)"),
    re.compile(r'^Argument (?:\d+|"(?P<argument>\w+)") to "(?P<function>[\w.]+)"'),
)
"""What mypy says of a call, in our words and in its own."""


@dataclass
class Draft:
    """One file with its annotations.

    Attributes:
        source: The file without them.
        types: What is to be written.
        plain: What is written in the place of what has type variables, if that fails.
        text: The file with them.
        texts: What was written at each place.
        reasons: Why nothing was written at others.
        failed: What was taken out again, and what mypy said of it.
    """

    source: Source
    types: dict[Place, Type]
    plain: dict[Place, Type]
    text: str = ""
    texts: dict[Place, str] = field(default_factory=dict)
    reasons: dict[Place, str] = field(default_factory=dict)
    failed: dict[Place, tuple[str, Error]] = field(default_factory=dict)

    def write(self, classes: Mapping[tuple[str, str], Class]) -> None:
        """Makes the text from the types."""
        self.text, self.texts, reasons = annotated(self.source, self.types, classes)
        for place, reason in reasons.items():
            self.reasons[place] = reason
            self.types.pop(place, None)

    def give_up(self, place: Place, error: Error) -> None:
        """Writes less at a place: no type variables in its function, or nothing."""
        together = [other for other in self.plain if (other.owner, other.line) == (place.owner, place.line)]
        if place in together:
            for other in together:
                self.types[other] = self.plain.pop(other)
            return
        if self.types.pop(place, None) is not None:
            self.failed[place] = (self.texts.get(place, ""), error)


def draft(source: Source, proposals: Proposals) -> Draft:
    """The first draft of a file."""
    return Draft(source, dict(proposals.types), dict(proposals.plain), reasons=dict(proposals.reasons))


def settle(drafts: list[Draft], others: list[str], classes: Mapping[tuple[str, str], Class]) -> None:
    """Writes the files, and takes out what makes errors that are not there without it.

    Args:
        drafts: The files.
        others: Other files that mypy should look at, since they call functions of these.
        classes: The classes of the user, by file and name.

    Raises:
        Refusal: If mypy cannot do its work.
    """
    paths = [one.source.path for one in drafts] + others
    for one in drafts:
        one.write(classes)
    if not any(one.texts for one in drafts):
        return
    before = Counter(error.identity for error in errors_in(paths, {}))
    for number in range(_ROUNDS + 1):
        texts = {one.source.path: one.text for one in drafts if one.texts}
        errors = _new(errors_in(paths, texts), before) if texts else []
        if not errors:
            return
        blamed = [pair for error in errors for pair in _blamed(error, drafts)]
        if number == _ROUNDS or not blamed:
            blamed = [(errors[0], one, place) for one in _concerned(errors, drafts, number) for place in one.texts]
        for error, one, place in blamed:
            one.give_up(place, error)
        for one in drafts:
            one.write(classes)


def _new(errors: list[Error], before: Counter[tuple[str, str, str, str]]) -> list[Error]:
    """The errors that were not there before."""
    left = Counter(before)
    found = []
    for error in errors:
        if left[error.identity]:
            left[error.identity] -= 1
        else:
            found.append(error)
    return found


def _concerned(errors: list[Error], drafts: list[Draft], number: int) -> list[Draft]:
    """The files with errors; all, where these have no annotations left, or nothing else has helped."""
    found = [one for one in drafts if one.texts and any(_is_same(error.path, one.source.path) for error in errors)]
    return found if found and number < _ROUNDS else [one for one in drafts if one.texts]


def _is_same(path: str, full: str) -> bool:
    return full.endswith(path.removeprefix("./")) if not path.startswith("/") else full == path


def _blamed(error: Error, drafts: list[Draft]) -> list[tuple[Error, Draft, Place]]:
    """The annotations that make an error, as far as its text and its place tell."""
    callee = next(filter(None, (pattern.match(error.message) for pattern in _CALLEE)), None)
    if callee is not None:
        name, argument = callee["function"].rpartition(".")[2], callee["argument"]
        found = [(one, place) for one, place in _all(drafts) if _is_parameter_of(place, name)]
        named = [(one, place) for one, place in found if place.name == argument]
        if named or found:
            return [(error, one, place) for one, place in named or found]
    one = next((one for one in drafts if _is_same(error.path, one.source.path)), None)
    if one is not None:
        inside = _around(error, one)
        if inside:
            return [(error, one, place) for place in inside]
    words = set(re.findall(r"\w+", error.source))
    return [(error, one, place) for one, place in _all(drafts) if _word(place) in words]


def _all(drafts: list[Draft]) -> Iterator[tuple[Draft, Place]]:
    return ((one, place) for one in drafts for place in one.texts)


def _is_parameter_of(place: Place, name: str) -> bool:
    owner = place.owner.split(".")
    if place.kind == "field":
        return owner[-1] == name
    is_constructor = len(owner) > 1 and owner[-1] in ("__init__", "__call__") and owner[-2] == name
    return place.kind == "parameter" and (owner[-1] == name or is_constructor)


def _word(place: Place) -> str:
    """The word by which code uses what a place is part of."""
    return place.name if place.kind in ("field", "attribute") else place.owner.rpartition(".")[2]


def _around(error: Error, one: Draft) -> list[Place]:
    """The annotations of the innermost function around an error that has any, or of the field in its line."""
    new = definitions(ast.parse(one.text).body)
    pairs = zip(definitions(one.source.tree.body), new, strict=True)
    around = [(old, error.line - now.line + old.line) for old, now in pairs if error.line in now.lines]
    for _, line in around:  # no line is added inside a function or a class
        mine = [place for place in one.texts if place.line == line and place.kind in ("field", "attribute")]
        if mine:
            return mine
    for old, _ in reversed(around):
        mine = [place for place in one.texts if (place.owner, place.line) == (old.name, old.line)]
        if mine:
            results = [place for place in mine if place.kind == "result"]
            return results if results and error.code == "return-value" else mine
    return []
