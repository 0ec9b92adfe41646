"""Holds what mypy says of a program against what happened when it ran."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

from haliax.pure.rules import operations
from tools.fuzz import types
from tools.fuzz.checking import Complaint, Said
from tools.fuzz.executing import Run
from tools.fuzz.types import Fit

# Errors by mypy's own rules of subtyping, to which an array of one of two kinds fits no annotation of only one.
_OF_SUBTYPING: Final = frozenset(
    {
        "arg-type",
        "return-value",
        "assignment",
        "list-item",
        "dict-item",
        "type-var",
        "call-overload",
        "misc",
        "index",
        "operator",
    }
)
_NOT_AN_ARRAY: Final = re.compile(r'Item "(int|float|None|bool)" of ')
_SEVERAL_KINDS: Final = frozenset({"union", "maybe", "isinstance", "first", "max"})
MARK: Final = "# mistake:"
"""What stands after a statement that is a mistake, before its kind."""

_OPERATIONS: Final = frozenset(
    {"Subscript", "Add", "Sub", "Mult", "Div", "FloorDiv", "Mod", "Pow", "USub", "UAdd", "Invert", "Compare"}
    | {"BitAnd", "BitOr", "BitXor", "LShift", "RShift", "at.set", "at.add", "at.multiply", "at.max", "at.get"}
    | {op.name for op in operations()}
)
_BRANCHES: Final = (ast.If, ast.IfExp, ast.For, ast.While, ast.Try, ast.Match, ast.BoolOp, ast.comprehension)
_NONE: Final = re.compile(r'\("None"|"None"\)| None"|Left operand is of type')
_OF_CONTAINERS: Final = re.compile(
    r'of "(tuple|list)"|\b(tuple|list)\[|^Value of type "(int|float|None|bool)" is not|to unpack'
)
_UNION: Final = re.compile(r" \| | or ")
_ANY_ORDER: Final = re.compile(r"\{|Literal\['\w+', '|\*Rest")


@dataclass(frozen=True)
class Finding:
    """Something that is wrong with what mypy says.

    Attributes:
        kind: "crash", "wrong" type, false "alarm", or "silent" where mypy takes a line for unreachable.
        line: The line of the program.
        detail: What is wrong.
        source: The statement.
        cause: What findings of one cause have in common.
    """

    kind: str
    line: int
    detail: str
    source: str
    cause: str


@dataclass
class Verdict:
    """What came of one program.

    Attributes:
        findings: What is wrong, by line.
        strict: Errors that ordinary subtyping asks for.
        reveals: How many types were compared.
        exact: How many of them say all.
        results: For each operation whose operands are all known: how often, and how often the result is not.
        vague: Examples of these, by operation.
        mistake: The kind of a planted mistake, whether mypy found it, and its line.
    """

    findings: list[Finding] = field(default_factory=list)
    strict: list[Complaint] = field(default_factory=list)
    reveals: int = 0
    exact: int = 0
    results: dict[str, Counter[str]] = field(default_factory=dict)
    vague: dict[str, str] = field(default_factory=dict)
    mistake: tuple[str, bool, str] | None = None


@dataclass
class Source:
    """A program as a tree, and what its lines are about."""

    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def statements(self) -> dict[int, ast.stmt]:
        """The innermost statement on each line."""
        return {n.lineno: n for n in ast.walk(self.tree) if isinstance(n, ast.stmt)}

    @cached_property
    def branching(self) -> set[int]:
        """The lines of functions that have branches."""
        found: set[int] = set()
        bodies = [n for n in self.tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
        for node in bodies:
            names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
            if names & _SEVERAL_KINDS or any(map(_has_several, ast.walk(node))):
                found.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        return found

    def branches(self, line: int, column: int) -> Iterator[tuple[int, int]]:
        """Where the branches of `a if flag else b` begin that a place is in."""
        statement = self.statements.get(line)
        for node in ast.walk(statement) if statement is not None else ():
            for branch in (node.body, node.orelse) if isinstance(node, ast.IfExp) else ():
                if branch.lineno == line and branch.col_offset <= column < (branch.end_col_offset or 0):
                    yield branch.lineno, branch.col_offset

    def line(self, number: int) -> str:
        return self.text.splitlines()[number - 1].strip()

    def made(self) -> Iterator[tuple[int, str, str, list[str]]]:
        """For each variable revealed just after it was assigned: line, name, operation, and the names it is made of."""
        for node in ast.walk(self.tree):
            for body in (getattr(node, part, None) for part in ("body", "orelse", "finalbody")):
                if isinstance(body, list):
                    yield from _made_in(body)


def _has_several(node: ast.AST) -> bool:
    """Whether something may come out in several kinds: of a branch, or of a tuple of which any member is taken."""
    return isinstance(node, _BRANCHES) or (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name))


def _made_in(body: list[ast.stmt]) -> Iterator[tuple[int, str, str, list[str]]]:
    for first, then in pairwise(body):
        name = revealed_name(then)
        if not (isinstance(first, ast.Assign) and len(first.targets) == 1 and name):
            continue
        target = first.targets[0]
        if isinstance(target, ast.Name) and target.id == name:
            used = [n.id for n in ast.walk(first.value) if isinstance(n, ast.Name) and n.id != "hax"]
            yield then.lineno, name, operation(first.value), used


def revealed_name(node: ast.stmt) -> str:
    """The variable that a statement reveals; empty if it is no such statement."""
    call = node.value if isinstance(node, ast.Expr) else None
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "reveal_type":
        argument = call.args[0]
        return argument.id if isinstance(argument, ast.Name) else ""
    return ""


def operation(node: ast.expr) -> str:
    """What an expression does, outermost: `sum`, `+`, `[]`, `at.set`."""
    if isinstance(node, ast.Call):
        name = node.func
        if isinstance(name, ast.Attribute):
            at = isinstance(name.value, ast.Subscript) and "at" in ast.unparse(name.value.value).split(".")[-1:]
            return f"at.{name.attr}" if at else name.attr
        return "call" if isinstance(name, ast.Name) else "call of an expression"
    if isinstance(node, ast.BinOp | ast.UnaryOp):
        return type(node.op).__name__
    return type(node).__name__


def judge(text: str, run: Run, said: Said) -> Verdict:
    """What is wrong with what mypy says of a program."""
    source, verdict = Source(text), Verdict()
    if said.crash:
        last = said.crash.strip().splitlines()[-1]
        verdict.findings.append(Finding("crash", 1, said.crash[-3000:], "", f"crash {last}"))
        return verdict
    found = [*_types(source, run, said, verdict), *_alarms(source, run, said, verdict)]
    verdict.mistake = _mistake(source, said)
    # What mypy reveals after an error follows from what it expected.
    strict = min((error.line for error in verdict.strict), default=sys.maxsize)
    found = [finding for finding in found if finding.kind != "wrong" or finding.line < strict]
    verdict.findings = sorted(found, key=lambda finding: finding.line)
    if not found:
        _exactness(source, said, verdict)
    return verdict


def _types(source: Source, run: Run, said: Said, verdict: Verdict) -> Iterator[Finding]:
    made = {line: what for line, _, what, _ in source.made()}
    for line, values in run.revealed.items():
        what = made.get(line, "")
        texts = said.revealed.get(line)
        if texts is None:
            yield Finding("silent", line, "mypy takes this line for unreachable", source.line(line), f"silent {what}")
            continue
        shown = " | ".join(dict.fromkeys(texts))
        verdict.reveals += 1
        fits = [types.fit(value, shown) for value in values]
        verdict.exact += min(fits) is Fit.EXACT
        if Fit.WRONG in fits:
            value = values[fits.index(Fit.WRONG)]
            detail = f"ran: {describe(value)}; mypy: {shown}"
            yield Finding("wrong", line, detail, source.line(line), f"wrong {what}")


def describe(value: Any) -> str:
    """What is to be seen of a value: the axes of an array, or its kind."""
    axes = getattr(value, "axis_names", None)
    if isinstance(axes, tuple):
        return f"[{', '.join(axes)}]"
    if isinstance(value, list | tuple):
        return f"{type(value).__name__} of {', '.join(map(describe, value))}"
    return f"{type(value).__name__} {value!r}"[:80]


def _alarms(source: Source, run: Run, said: Said, verdict: Verdict) -> Iterator[Finding]:
    for error in said.errors:
        if MARK in source.line(error.line) or (error.line == run.line and run.error is not None):
            continue  # the mistake that was planted
        if error.line not in run.reached or any(
            branch not in run.taken for branch in source.branches(error.line, error.column)
        ):
            continue  # what is never executed may be wrong
        if _is_strict(error, source):
            verdict.strict.append(error)
            continue
        statement = source.statements.get(error.line)
        what = type(statement).__name__ if statement else ""
        value = getattr(statement, "value", None)
        what = operation(value) if isinstance(value, ast.expr) else what
        yield Finding("alarm", error.line, error.text, source.line(error.line), f"alarm {error.code} {what}")


def _is_strict(error: Complaint, source: Source) -> bool:
    """Whether an error is one by ordinary subtyping, though this run of the program went well."""
    if error.code == "union-attr":
        return error.line in source.branching or _NOT_AN_ARRAY.search(error.text) is not None
    if error.code not in _OF_SUBTYPING:
        return False
    if error.code == "operator" and _NONE.search(error.text):
        return True
    # A tuple or an array after branches is indexed: mypy says that a tuple cannot be indexed so.
    of_several = _UNION.search(error.text) or _OF_CONTAINERS.search(error.text)
    union = error.line in source.branching and of_several
    return bool(union or _ANY_ORDER.search(error.text))


def _exactness(source: Source, said: Said, verdict: Verdict) -> None:
    """Counts the operations on arrays that are all known, and how many of their results are not."""
    known: dict[str, list[tuple[int, bool]]] = {}
    for line, texts in sorted(said.revealed.items()):
        statement = source.statements.get(line)
        name = revealed_name(statement) if statement else ""
        known.setdefault(name, []).append((line, all(map(types.is_exact, texts))))
    for line, _, what, used in source.made():
        shown = said.revealed.get(line)
        if shown is None:
            continue
        if what not in _OPERATIONS:
            continue
        operands = [_last(known.get(other, []), line - 1) for other in used if other in known]
        if not operands or not all(operands):
            continue
        counter = verdict.results.setdefault(what, Counter())
        counter["all"] += 1
        if not all(map(types.is_exact, shown)):
            counter["vague"] += 1
            verdict.vague.setdefault(what, f"{source.line(line - 1)}  # {' | '.join(shown)}")


def _mistake(source: Source, said: Said) -> tuple[str, bool, str] | None:
    """The planted mistake, if mypy knows all of the arrays that are revealed just before it."""
    lines = source.text.splitlines()
    at = next((i for i, line in enumerate(lines, start=1) if MARK in line), None)
    if at is None:
        return None
    before = at - 1
    while lines[before - 1].strip().startswith("reveal_type("):
        if not all(types.is_exact(text) and " | " not in text for text in said.revealed.get(before, ("Any",))):
            return None  # one of several may be right
        before -= 1
    text, _, kind = lines[at - 1].strip().partition(f"  {MARK} ")
    return kind, any(error.line == at for error in said.errors), text


def _last(seen: list[tuple[int, bool]], before: int) -> bool:
    return next((exact for line, exact in reversed(seen) if line < before), False)
