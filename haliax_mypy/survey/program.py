"""A program as mypy has checked it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from mypy.nodes import Expression, MypyFile
from mypy.options import Options
from mypy.types import AnyType, Type, get_proper_type


@dataclass(frozen=True)
class Program:
    """What mypy knows of some modules after a run that kept the types of expressions.

    Attributes:
        modules: The modules that are looked at, by their names, with all their statements.
        types: The type of every expression in them, and perhaps of others.
        options: The options of the run.
        paths: The file of every module that mypy has loaded.
        mistakes: The files and lines where mypy reports an error.
    """

    modules: Mapping[str, MypyFile]
    types: Mapping[Expression, Type]
    options: Options
    paths: Mapping[str, str] = field(default_factory=dict)
    mistakes: Set[tuple[str, int]] = frozenset()

    def type_of(self, expr: Expression) -> Type | None:
        """The type of an expression; None if mypy has not come to it."""
        return self.types.get(expr)

    def is_anything(self, expr: Expression) -> bool:
        """Whether mypy has given an expression the type Any."""
        return expr in self.types and isinstance(get_proper_type(self.types[expr]), AnyType)

    def counts_bytes(self, module: MypyFile) -> bool:
        """Whether the columns of a module are bytes: that is how mypy's older parser counts."""
        return not self.options.clone_for_module(module.fullname).native_parser
