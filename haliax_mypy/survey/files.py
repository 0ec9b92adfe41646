"""What is known of each expression of a file, by its place in the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mypy.nodes import (
    AssignmentExpr,
    AssignmentStmt,
    ClassDef,
    DictionaryComprehension,
    Expression,
    ForStmt,
    FuncDef,
    GeneratorExpr,
    ListExpr,
    MypyFile,
    Node,
    OperatorAssignmentStmt,
    StarExpr,
    TupleExpr,
    WithStmt,
)

from haliax_mypy.survey.anything import used_as_arrays
from haliax_mypy.survey.columns import Columns
from haliax_mypy.survey.knowledge import Knowledge, Told, least, told
from haliax_mypy.survey.making import Made, made
from haliax_mypy.survey.places import Span, span_of
from haliax_mypy.survey.program import Program
from haliax_mypy.survey.tree import parts, within, written
from haliax_mypy.syntax.statements import own


@dataclass(frozen=True, slots=True)
class Seen:
    """An expression that has axes, or names some.

    Attributes:
        span: Where it stands.
        told: What is known of its axes.
        is_target: Whether it is assigned to, so that it is no value of its own.
    """

    span: Span
    told: Told
    is_target: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether it is an array, and a value of its own."""
        return self.told.kind in ("array", "anything") and not self.is_target


@dataclass(frozen=True, slots=True)
class Function:
    """A function or a class of a file.

    Attributes:
        name: Its name within the module, `Block.__call__`.
        span: Where it stands, with its decorators.
        line: The line of `def` or `class`.
        is_untyped: Whether it has parameters, and no annotation.
    """

    name: str
    span: Span
    line: int
    is_untyped: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many array expressions are known.

    Attributes:
        known: Those of which all axes are known.
        half: Those of which some are.
        unknown: Those of which none are.
    """

    known: int = 0
    half: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.known + self.half + self.unknown

    @property
    def percent(self) -> float | None:
        """How many of a hundred are known; None if there are none."""
        return 100 * self.known / self.total if self.total else None

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.known + other.known, self.half + other.half, self.unknown + other.unknown)


def counted(seen: Iterable[Seen]) -> Counts:
    """How many of the array expressions among these are known."""
    found = Counter(one.told.knowledge for one in seen if one.is_counted)
    return Counts(found[Knowledge.KNOWN], found[Knowledge.HALF], found[Knowledge.UNKNOWN])


@dataclass(frozen=True, slots=True)
class File:
    """What is known of the expressions of a file.

    Attributes:
        path: The file, as it was asked for.
        source: What is in it.
        seen: Its expressions that have axes or name some, in the order of the source, outer ones first.
        made: What its lines make.
        functions: Its functions and classes.
        unreached: What is never run, as far as mypy knows.
    """

    path: str
    source: str
    seen: Sequence[Seen]
    made: Sequence[Made]
    functions: Sequence[Function]
    unreached: Sequence[Span]


def file(module: MypyFile, source: str, program: Program) -> File:
    """What is known of the expressions of a module."""
    fixed = Columns(source, are_bytes=program.counts_bytes(module)).corrected
    makes = tuple(dict.fromkeys(replace(one, span=fixed(one.span)) for one in made(module, program)))
    assigned = {found.span: found.told for found in makes if found.name}
    seen = (replace(one, span=fixed(one.span)) for one in _seen(module, program))
    seen = (replace(one, told=assigned.get(one.span, one.told)) if one.is_target else one for one in seen)
    return File(
        module.path,
        source,
        tuple(_merged(seen)),
        makes,
        tuple(functions(module)),
        tuple(fixed(span) for span in _unreached(module, program)),
    )


def targets_of(node: Node) -> Sequence[Node]:
    """What a statement or an expression assigns to, as it is written."""
    if isinstance(node, AssignmentStmt):
        return node.lvalues
    if isinstance(node, ForStmt):
        return [node.index]
    if isinstance(node, WithStmt):
        return [target for target in node.target if target is not None]
    if isinstance(node, GeneratorExpr | DictionaryComprehension):
        return node.indices
    if isinstance(node, AssignmentExpr):
        return [node.target]
    return [node.lvalue] if isinstance(node, OperatorAssignmentStmt) else []


def expressions(module: MypyFile) -> Iterator[tuple[Expression, bool]]:
    """All expressions of a module, and whether each is assigned to."""
    waiting: list[tuple[Node, bool]] = [(module, False)]
    while waiting:
        node, is_target = waiting.pop()
        if isinstance(node, Expression):
            yield node, is_target
        targets = set(map(id, targets_of(node)))
        is_spread = is_target and isinstance(node, TupleExpr | ListExpr | StarExpr)
        waiting += [(part, is_spread or id(part) in targets) for part in reversed(list(parts(node)))]


def _seen(module: MypyFile, program: Program) -> Iterator[Seen]:
    arrays = used_as_arrays(module, program)
    for expr, is_target in expressions(module):
        found, span = told(program.type_of(expr), program.options), span_of(expr)
        if found is None and expr in arrays:
            found = Told("anything", Knowledge.UNKNOWN, "Any")
        if found is not None and span is not None:
            yield Seen(span, found, is_target)


def lost(module: MypyFile, program: Program) -> dict[Expression, tuple[str, Span]]:
    """The array expressions of a module that are not known, and where each stands."""
    arrays = used_as_arrays(module, program)
    found: dict[Expression, tuple[str, Span]] = {}
    for expr, is_target in expressions(module):
        says, span = told(program.type_of(expr), program.options), span_of(expr)
        is_lost = expr in arrays if says is None else says.kind == "array" and says.knowledge is not Knowledge.KNOWN
        if is_lost and not is_target and span is not None:
            found[expr] = module.path, span
    return found


def _merged(seen: Iterable[Seen]) -> Iterator[Seen]:
    """One of each place. A function whose type variable has values is checked once for each of them."""
    there: dict[Span, list[Seen]] = {}
    for found in seen:
        there.setdefault(found.span, []).append(found)
    for span, several in sorted(there.items(), key=lambda item: (item[0].line, item[0].column, _inverse(item[0]))):
        first = several[0]
        texts = dict.fromkeys(one.told.text for one in several if one.told.kind == first.told.kind)
        knowledge = least(one.told.knowledge for one in several) or first.told.knowledge
        yield Seen(span, Told(first.told.kind, knowledge, " or ".join(texts)), first.is_target)


def _inverse(span: Span) -> tuple[int, int]:
    return -span.end_line, -span.end_column


def functions(module: MypyFile) -> Iterator[Function]:
    """The functions and classes of a module."""
    for node in within(module):
        span = span_of(node)
        if isinstance(node, FuncDef | ClassDef) and span is not None:
            name = node.fullname.removeprefix(f"{module.fullname}.").replace("@", ":")
            is_untyped = isinstance(node, FuncDef) and is_without_annotations(node)
            yield Function(name, span, node.line, is_untyped)


def is_without_annotations(function: FuncDef) -> bool:
    """Whether a function has parameters, beside `self`, and no annotation."""
    is_bound = bool(function.info) and function.has_self_or_cls_argument
    taken = function.arguments[1:] if is_bound else function.arguments
    return function.unanalyzed_type is None and bool(taken)


def _unreached(module: MypyFile, program: Program) -> Iterator[Span]:
    """Statements in functions whose expressions have no type, since mypy knows that they are never run."""
    for node in within(module):
        if not isinstance(node, FuncDef):
            continue
        for statement in own(node.body.body):
            value = statement.rvalue if isinstance(statement, AssignmentStmt) else getattr(statement, "expr", None)
            span = span_of(statement)
            if isinstance(value, Expression) and value.line > 0 and span is not None:
                inside = (part for part in within(written(value)) if isinstance(part, Expression))
                if not any(part in program.types for part in (value, *inside)):
                    yield span
