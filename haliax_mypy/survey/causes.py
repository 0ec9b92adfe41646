"""Where knowledge of axes is lost: the causes, and what to write there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from haliax_mypy.survey.places import Place

CauseKind: TypeAlias = Literal[
    "parameter",
    "field",
    "variable",
    "result",
    "untyped",
    "open",
    "axis",
    "layer",
    "name",
    "index",
    "library",
    "import",
    "decorator",
    "lambda",
    "call",
    "mistake",
]

TITLES: Final[dict[CauseKind, str]] = {
    "parameter": "parameters declared without axes",
    "field": "fields declared without axes",
    "variable": "variables declared without axes",
    "result": "functions declared to return an array without axes",
    "untyped": "functions without annotations",
    "open": "annotations that leave axes open",
    "axis": "axes declared without a name",
    "layer": "layers declared without axes",
    "name": "names of axes that are computed",
    "index": "indices of unknown kind",
    "library": "functions and attributes of libraries that say nothing of axes",
    "import": "imports without types",
    "decorator": "decorators that take types away",
    "lambda": "parameters of lambdas",
    "call": "expressions of which mypy cannot tell the axes",
    "mistake": "lines where mypy reports an error",
}
"""What the causes of each kind are."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One place where knowledge is lost.

    Attributes:
        kind: What is there.
        place: Where.
        name: The name of what is there, such as `Block.__call__: x`.
        sentence: What is wrong.
        cure: What to write there.
        on_purpose: Whether the program says that nothing is known there, as `Any` and `"..."` do.
    """

    kind: CauseKind
    place: Place
    name: str
    sentence: str
    cure: str
    on_purpose: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """A cause, and how much hangs on it.

    Attributes:
        cause: The cause.
        hanging: How many array expressions are not known because of it, and perhaps of others.
        alone: How many of these would be known without it.
    """

    cause: Cause
    hanging: int
    alone: int
