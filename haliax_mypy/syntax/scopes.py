"""Names that a closure reads, and that are assigned again later.

mypy checks the body of a nested function or a lambda where it stands, and takes a name from outside for what it was
assigned until then. When the function is called, it may be something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mypy.nodes import AssignmentStmt, FuncDef, FuncItem, LambdaExpr, MypyFile, NameExpr, Var
from mypy.traverser import all_name_and_member_expressions

from haliax_mypy.syntax.once import once
from haliax_mypy.syntax.statements import all_of, all_targets, targets


@dataclass
class _Variable:
    """Where a variable is assigned.

    Attributes:
        owner: The function that it belongs to; None for a variable of the module.
        lines: The lines that assign it.
        is_shared: Whether another function assigns it, by `nonlocal` or `global`.
    """

    owner: FuncDef | None
    lines: list[int] = field(default_factory=list)
    is_shared: bool = False


def is_late(module: MypyFile, name: NameExpr, reader: FuncItem | None) -> bool:
    """Whether a name that a function reads may be assigned again before it is called."""
    variable = name.node if isinstance(name.node, Var) else None
    found = None if variable is None else reassigned(module).get(variable)
    if variable is None or found is None:
        return False
    if variable.info:  # in the body of a class, which mypy may go through twice
        return True
    outside = reader is not None and reader is not found.owner
    return found.is_shared or (outside and any(line > reader.line for line in found.lines if reader is not None))


def reads_late(module: MypyFile, function: LambdaExpr) -> bool:
    """Whether a lambda reads such a name."""
    return any(is_late(module, name, function) for name in all_name_and_member_expressions(function)[0])


@once
def lambdas(module: MypyFile) -> dict[Var, LambdaExpr]:
    """The lambda that a variable stands for."""
    return {
        target.node: statement.rvalue
        for statement in all_of(module, AssignmentStmt)
        if isinstance(statement.rvalue, LambdaExpr)
        for target in targets(statement)
        if isinstance(target, NameExpr) and isinstance(target.node, Var)
    }


@once
def reassigned(module: MypyFile) -> Mapping[object, _Variable]:
    """The variables that more than one line assigns."""
    found: dict[Var, _Variable] = {}
    for target, statement, within in all_targets(module):
        if isinstance(target.node, Var):
            variable = _known(found, target.node, within)
            variable.lines.append(statement.line)
            variable.is_shared |= variable.owner is not within
    return {variable: known for variable, known in found.items() if len(known.lines) > 1}


def _known(found: dict[Var, _Variable], node: Var, within: FuncDef | None) -> _Variable:
    """What is known of a variable so far; a parameter is assigned where its function begins."""
    if node not in found:
        found[node] = _Variable(within)
        if within is not None and any(argument.variable is node for argument in within.arguments):
            found[node].lines.append(within.line)
    return found[node]
