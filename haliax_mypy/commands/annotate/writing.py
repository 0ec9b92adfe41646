"""Writes annotations into the text of a file, and nothing else: comments and formatting stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias, cast

import libcst as cst
from libcst.codemod import CodemodContext
from libcst.codemod.visitors import AddImportsVisitor
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from haliax_mypy.commands.annotate.names import Unnameable, Writer
from haliax_mypy.commands.annotate.places import CONSTRUCTOR, Place
from haliax_mypy.commands.annotate.proposals import Source
from haliax_mypy.commands.annotate.types import Type
from haliax_mypy.commands.record.store import Class
from haliax_mypy.commands.refusal import Refusal


def annotated(
    source: Source, types: Mapping[Place, Type], classes: Mapping[tuple[str, str], Class]
) -> tuple[str, dict[Place, str], dict[Place, str]]:
    """The text of a file with annotations.

    Args:
        source: The file.
        types: The type for each place.
        classes: The classes of the user, by file and name.

    Returns:
        The text, what was written at each place, and why nothing was at others.

    Raises:
        Refusal: If the file has a syntax that libcst does not know.
    """
    writer = Writer(source.scope, source.path, classes, needs_future=source.scope.imports_late)
    texts: dict[Place, str] = {}
    reasons: dict[Place, str] = {}
    for place, kind in types.items():
        attempt = Writer(source.scope, source.path, classes, variables=dict(writer.variables), line=place.line)
        try:
            texts[place] = kind.spelled(attempt)
        except Unnameable as reason:
            reasons[place] = str(reason)
            continue
        _take(writer, attempt)
    if not texts:
        return source.text, {}, reasons
    try:
        parsed = cst.parse_module(source.text)
    except cst.ParserSyntaxError as error:
        raise Refusal(f"{source.path}: libcst cannot read it: {error.message}; update libcst") from None
    wrapper = MetadataWrapper(parsed, unsafe_skip_copy=True)
    module = wrapper.visit(_Annotator(texts))
    return _with_names(module, writer).code, texts, reasons


def _take(writer: Writer, attempt: Writer) -> None:
    """What one annotation needs, added to what all do."""
    writer.variables = attempt.variables
    writer.needs_future |= attempt.needs_future
    for mine, theirs in ((writer.imports, attempt.imports), (writer.checking, attempt.checking)):
        for module, names in theirs.items():
            mine.setdefault(module, set()).update(names)


_Statement: TypeAlias = cst.SimpleStatementLine | cst.BaseCompoundStatement


class _Annotator(cst.CSTTransformer):
    """Puts texts at their places."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, texts: Mapping[Place, str]) -> None:
        super().__init__()
        self._texts = texts
        self._names: list[str] = []

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self._names.append(node.name.value)

    def leave_ClassDef(self, original_node: cst.ClassDef, updated_node: cst.ClassDef) -> cst.ClassDef:
        self._names.pop()
        return updated_node

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self._names += [node.name.value, "<locals>"]

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        self._names.pop()
        owner, line = ".".join(self._names), self._line(original_node)
        self._names.pop()
        result = self._texts.get(Place("result", owner, line, "return"))
        if result is not None:
            before = updated_node.returns
            updated_node = updated_node.with_changes(returns=_instead(before, result) if before else _new(result))
        parameters = updated_node.params

        def typed(parameter: Any) -> Any:
            if not isinstance(parameter, cst.Param):
                return parameter
            text = self._texts.get(Place("parameter", owner, line, parameter.name.value))
            return parameter if text is None else _typed(parameter, text)

        changes = {name: list(map(typed, getattr(parameters, name))) for name in _SEVERAL}
        ones = {name: typed(getattr(parameters, name)) for name in ("star_arg", "star_kwarg")}
        return updated_node.with_changes(params=parameters.with_changes(**changes, **ones))

    def leave_AnnAssign(self, original_node: cst.AnnAssign, updated_node: cst.AnnAssign) -> cst.AnnAssign:
        target = original_node.target
        line = self._line(original_node)
        if isinstance(target, cst.Name):
            place = Place("field", ".".join(self._names), line, target.value)
        else:
            place = self._attribute(target, line)
        text = self._texts.get(place)
        if text is None:
            return updated_node
        return updated_node.with_changes(annotation=_instead(updated_node.annotation, text))

    def leave_Assign(self, original_node: cst.Assign, updated_node: cst.Assign) -> cst.Assign | cst.AnnAssign:
        target = original_node.targets[0]
        text = self._texts.get(self._attribute(target.target, self._line(original_node)))
        if text is None:
            return updated_node
        first = updated_node.targets[0]
        equal = cst.AssignEqual(first.whitespace_before_equal, first.whitespace_after_equal)
        annotation = cst.Annotation(cst.parse_expression(text))
        return cst.AnnAssign(first.target, annotation, updated_node.value, equal, semicolon=updated_node.semicolon)

    def _attribute(self, target: cst.BaseExpression, line: int) -> Place:
        """The place of an attribute that a constructor assigns."""
        owner = ".".join(self._names).removesuffix(f".{CONSTRUCTOR}.<locals>")
        return Place("attribute", owner, line, target.attr.value if isinstance(target, cst.Attribute) else "")

    def _line(self, node: cst.CSTNode) -> int:
        place: CodeRange = self.get_metadata(PositionProvider, node)
        return place.start.line


_SEVERAL = ("posonly_params", "params", "kwonly_params")


def _new(text: str) -> cst.Annotation:
    return cst.Annotation(cst.parse_expression(text))


def _instead(before: cst.Annotation, text: str) -> cst.Annotation:
    old = before.annotation
    new = cst.parse_expression(text)
    return before.with_changes(annotation=new.with_changes(lpar=[*old.lpar], rpar=[*old.rpar]))


def _typed(parameter: cst.Param, text: str) -> cst.Param:
    if parameter.annotation is not None:
        return parameter.with_changes(annotation=_instead(parameter.annotation, text))
    if parameter.default is None:
        return parameter.with_changes(annotation=_new(text))
    space = cst.SimpleWhitespace(" ")
    return parameter.with_changes(annotation=_new(text), equal=cst.AssignEqual(space, space))


def _with_names(module: cst.Module, writer: Writer) -> cst.Module:
    """A module with what its annotations need: imports, and type variables."""
    context = CodemodContext()
    if writer.needs_future:
        AddImportsVisitor.add_needed_import(context, "__future__", "annotations")
    if writer.checking:
        AddImportsVisitor.add_needed_import(context, "typing", "TYPE_CHECKING")
    for name, names in sorted(writer.imports.items()):
        for one in sorted(names):
            AddImportsVisitor.add_needed_import(context, name, one)
    for variable in writer.variables:
        if variable.bound is not None:
            AddImportsVisitor.add_needed_import(context, "haliax", "NamedArray")
    source_has_future = any(map(_is_future, module.body))
    before = {_place(part): _names(part) for part in _from_imports(module.body)}
    module = AddImportsVisitor(context).transform_module(module)
    module = module.visit(_Sorter(before))
    body = list(module.body)
    if writer.needs_future and not source_has_future:
        body = _apart(body)
    at = max([i + 1 for i, statement in enumerate(body) if _imports(statement)], default=0)
    new = [*_checked_imports(writer), *_variables(writer)]
    if new and body[at:] and isinstance(body[at], cst.FunctionDef | cst.ClassDef):
        lines = body[at].leading_lines
        if len(lines) < 2 and not any(line.comment for line in lines):
            body[at] = body[at].with_changes(leading_lines=[cst.EmptyLine(indent=False)] * 2)
    return module.with_changes(body=[*body[:at], *new, *body[at:]])


def _from_imports(body: Sequence[_Statement]) -> Iterator[cst.ImportFrom]:
    """The statements `from ... import ...` of a module."""
    for statement in body:
        if isinstance(statement, cst.SimpleStatementLine):
            yield from (part for part in statement.body if isinstance(part, cst.ImportFrom))


def _place(statement: cst.ImportFrom) -> str:
    return cst.Module([]).code_for_node(statement).partition("import")[0]


def _names(statement: cst.ImportFrom) -> list[str]:
    return [] if isinstance(statement.names, cst.ImportStar) else [alias.evaluated_name for alias in statement.names]


class _Sorter(cst.CSTTransformer):
    """Brings the names of an import to which one was added into the order that they had: by the alphabet."""

    def __init__(self, before: Mapping[str, list[str]]) -> None:
        super().__init__()
        self._before = before

    def leave_ImportFrom(self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom) -> cst.ImportFrom:
        before, now = self._before.get(_place(original_node), []), _names(original_node)
        if isinstance(updated_node.names, cst.ImportStar) or len(now) <= len(before) or not before:
            return updated_node
        if before != sorted(before, key=str.lower) or updated_node.lpar is not None:
            return updated_node
        aliases = sorted(updated_node.names, key=lambda alias: alias.evaluated_name.lower())
        comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
        last = len(aliases) - 1
        return updated_node.with_changes(
            names=[
                alias.with_changes(comma=cst.MaybeSentinel.DEFAULT if i == last else comma)
                for i, alias in enumerate(aliases)
            ]
        )


def _apart(body: list[_Statement]) -> list[_Statement]:
    """The statements of a module, with an empty line before and after `from __future__ import annotations`."""
    found: list[_Statement] = []
    for statement in body:
        if found and _is_future(found[-1]) != _is_future(statement) and not statement.leading_lines:
            statement = statement.with_changes(leading_lines=[cst.EmptyLine(indent=False)])
        found.append(statement)
    return found


def _is_future(statement: _Statement) -> bool:
    return any(_place(part).split()[1] == "__future__" for part in _from_imports([statement]))


def _imports(statement: _Statement) -> bool:
    """Whether a statement of a module imports something."""
    if isinstance(statement, cst.SimpleStatementLine):
        return any(isinstance(part, cst.Import | cst.ImportFrom) for part in statement.body)
    if isinstance(statement, cst.If):
        return any(map(_imports, cast(Any, statement.body.body)))
    return False


def _checked_imports(writer: Writer) -> list[_Statement]:
    """The imports that only a checker carries out, so that modules may name each other's classes."""
    lines = [f"    from {name} import {', '.join(sorted(names))}\n" for name, names in sorted(writer.checking.items())]
    return [_spaced(f"if TYPE_CHECKING:\n{''.join(lines)}")] if lines else []


def _variables(writer: Writer) -> list[_Statement]:
    """The definitions of type variables."""
    found: list[_Statement] = []
    for variable, name in writer.variables.items():
        if variable.bound is None:
            text = f'{name} = TypeVarTuple("{name}")\n'
        else:
            text = f'{name} = TypeVar("{name}", bound=NamedArray["{variable.bound.text}"])\n'
        found.append(cst.parse_statement(text) if found else _spaced(text))
    return found


def _spaced(text: str) -> _Statement:
    """A statement after an empty line."""
    statement = cst.parse_statement(text)
    return statement.with_changes(leading_lines=[cst.EmptyLine(indent=False)])
