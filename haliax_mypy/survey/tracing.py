"""What an expression of unknown axes depends on: one step back, to other expressions or to a cause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from mypy.nodes import (
    Argument,
    AssignmentExpr,
    AssignmentStmt,
    AwaitExpr,
    CallExpr,
    ComparisonExpr,
    ConditionalExpr,
    Decorator,
    DictExpr,
    DictionaryComprehension,
    Expression,
    FuncDef,
    GeneratorExpr,
    IndexExpr,
    LambdaExpr,
    ListComprehension,
    ListExpr,
    MemberExpr,
    NameExpr,
    OpExpr,
    OverloadedFuncDef,
    ReturnStmt,
    SetComprehension,
    SetExpr,
    SliceExpr,
    StarExpr,
    StrExpr,
    SymbolNode,
    TupleExpr,
    TypeInfo,
    UnaryExpr,
    Var,
)
from mypy.types import CallableType, TupleType, Type, TypeVarType, get_proper_type

from haliax_mypy.names import ALONG, PACKAGE
from haliax_mypy.survey import declarations, lookup
from haliax_mypy.survey.causes import Cause, CauseKind
from haliax_mypy.survey.declarations import Places, declared
from haliax_mypy.survey.files import is_without_annotations
from haliax_mypy.survey.flow import Definition, Flow
from haliax_mypy.survey.knowledge import Knowledge, is_any, is_array, told
from haliax_mypy.survey.program import Program
from haliax_mypy.survey.suggesting import Suggestions
from haliax_mypy.survey.tree import written
from haliax_mypy.syntax.operands import is_number_call

Step: TypeAlias = Expression | Definition | FuncDef
"""What may be unknown: an expression, the value that a name is given, what a function returns."""

Steps: TypeAlias = Iterator[Step | Cause]

_DISPLAYS: Final = (TupleExpr, ListExpr, SetExpr)
_ALL: Final = "name all axes, or stand for the others with a type variable, `*Rest`"
_NAMES: Final = "write the names where they are used, or annotate what comes out"
_ANNOTATE: Final = 'annotate what comes out: `y: NamedArray["…"] = …`'


class Tracer:
    """Finds what is unknown before an expression is."""

    def __init__(self, program: Program, flow: Flow, places: Places) -> None:
        self.program, self.flow, self.places = program, flow, places
        self.suggestions = Suggestions(program)
        # mypy keeps a second variable of each field of a NamedTuple, which stands nowhere.
        self._fields_by_name = {
            node.fullname: found for node, found in flow.definitions.items() if isinstance(node, Var) and node.info
        }

    def is_lost(self, expr: Expression) -> bool:
        """Whether less than all is known of the axes of an expression, or nothing of its type."""
        typ = self.program.type_of(expr)
        if typ is None and isinstance(expr, StarExpr):
            return self.is_lost(written(expr.expr))
        if typ is None and isinstance(expr, _DISPLAYS):
            return any(self.is_lost(written(item)) for item in expr.items)
        return typ is not None and self.is_lost_type(typ)

    def is_lost_type(self, typ: Type | None) -> bool:
        """Whether a type says less than all of the axes in it."""
        if is_any(typ):
            return True
        found = told(typ, self.program.options)
        return found is not None and found.knowledge is not Knowledge.KNOWN

    def is_lost_name(self, expr: Expression) -> bool:
        """Whether an expression is a name of an axis, or several, that only the running program knows."""
        return lookup.selects_unknown(self.program.type_of(expr))

    def before(self, step: Step) -> list[Step | Cause]:
        """What makes something unknown; never empty."""
        found = list(dict.fromkeys(self._before(step)))
        if found:
            return found
        if isinstance(step, Definition):
            return [self._unclear(step.source)] if isinstance(step.source, Expression) else []
        return [self._unclear(step)] if isinstance(step, Expression) else []

    def _before(self, step: Step) -> Steps:
        if isinstance(step, Definition):
            yield from self._definition(step)
        elif isinstance(step, FuncDef):
            yield from self._result(step)
        elif isinstance(step, NameExpr):
            yield from self._name(step)
        elif isinstance(step, MemberExpr):
            yield from self._attribute(step)
        elif isinstance(step, CallExpr):
            yield from self._call(step)
        elif isinstance(step, IndexExpr):
            yield from self._index(step)
        else:
            parts = [part for part in _parts(step) if not is_number_call(written(part))]
            yield from self._lost(parts)

    def _lost(self, exprs: Iterable[Expression], *, names: bool = False) -> Iterator[Expression]:
        """Those of some expressions that are unknown; with `names`, strings too."""
        for expr in exprs:
            expr = written(expr)
            expr = written(expr.expr) if isinstance(expr, StarExpr) else expr
            if self.is_lost(expr) or (names and self.is_lost_name(expr)):
                yield expr
            elif names and isinstance(expr, TupleExpr | ListExpr | DictExpr | SliceExpr):
                yield from self._lost(_parts(expr), names=True)

    def _unclear(self, expr: Expression) -> Cause:
        """The cause that an expression is of which all parts are known."""
        place = self.places.of(expr)
        name = lookup.text_of(expr.callee) if isinstance(expr, CallExpr) else lookup.text_of(expr)
        if (place.path, place.span.line) in self.program.mistakes:
            return Cause("mistake", place, name, "mypy reports an error here", "correct it")
        variable = self._variable_in(expr)
        if variable is not None:
            return self._bounded(variable, expr)
        if isinstance(expr, StrExpr | DictExpr):  # mypy keeps only the class of what has a name
            sentence = "mypy forgets the names in a variable"
            return Cause("name", place, name, sentence, "declare it `Final`, or write the names where they are used")
        if self.is_lost_name(expr):
            sentence = "only the running program knows the names of the axes here"
            return Cause("name", place, name, sentence, _NAMES)
        if isinstance(expr, LambdaExpr):
            return Cause("lambda", place, name, "nothing is known of what the lambda is given", "use a function")
        if isinstance(expr, _DISPLAYS):
            return Cause("call", place, name, "arrays of different axes are put together here", "keep them apart")
        made = f"what `{name}` gives" if isinstance(expr, CallExpr) else f"`{name}`"
        what = made if name else "this expression"
        return Cause("call", place, name, f"mypy cannot tell the axes of {what}", _ANNOTATE)

    def _variable_in(self, expr: Expression) -> TypeVarType | None:
        """The type variable that an array has from which an expression makes another one."""
        parts = [*expr.args, expr.callee] if isinstance(expr, CallExpr) else _parts(expr)
        if isinstance(expr, CallExpr) and isinstance(expr.callee, MemberExpr):
            parts = [*parts, expr.callee.expr]
        if isinstance(expr, IndexExpr):
            parts = [expr.base]
        for part in parts:
            typ = get_proper_type(self.program.type_of(written(part)))
            if isinstance(typ, TypeVarType) and self.is_lost_type(typ.upper_bound):
                return typ
        return None

    def _bounded(self, variable: TypeVarType, at: Expression) -> Cause:
        """The cause that a type variable is, at its definition if that is an assignment."""
        home, _, name = variable.fullname.rpartition(".")
        module = self.program.modules.get(home)
        lvalues = (one.lvalues[0] for one in (module.defs if module else []) if isinstance(one, AssignmentStmt))
        node = next((one for one in lvalues if isinstance(one, NameExpr) and one.name == name), at)
        sentence = f"`{variable.name}` stands for arrays of any axes, and what is made of one is no `{variable.name}`"
        return Cause("open", self.places.of(node), variable.name, sentence, _ALL, on_purpose=True)

    def _definition(self, found: Definition) -> Steps:
        place = found.place
        if isinstance(place, Argument) and found.function is not None:
            yield from self._parameter(place, found)
            return
        if found.annotated and isinstance(place, NameExpr | MemberExpr):
            cause = self.declared_variable(place.node)
            if cause is not None:
                yield cause
                return
        fields = list(self._fields(found.source)) if found.source is not None else []
        if fields:
            yield from fields
            return
        before = [found.before] if found.before is not None else []
        yield from self._lost([*([found.source] if found.source is not None else []), *before])
        if found.source is not None and self.is_lost_name(found.source):
            yield found.source
        if isinstance(found.source, CallExpr | NameExpr | MemberExpr | LambdaExpr | ConditionalExpr):
            if not self.is_lost(found.source) and not before:
                yield found.source  # a function, of which only what it returns is unknown

    def _fields(self, source: Expression) -> Iterator[Cause]:
        """The fields of a NamedTuple that is taken apart."""
        typ = get_proper_type(self.program.type_of(source))
        info = typ.partial_fallback.type if isinstance(typ, TupleType) else None
        for symbol in info.names.values() if info is not None and info.module_name in self.program.modules else ():
            cause = self.declared_variable(symbol.node)
            if cause is not None:
                yield cause

    def _parameter(self, place: Argument, found: Definition) -> Steps:
        function = found.function
        name = place.variable.name
        if isinstance(function, FuncDef):
            if is_without_annotations(function):
                yield declarations.untyped(function, self.places)
                return
            cause, declaration = self._declared_parameter(function, place)
            if cause is None and lookup.selects_unknown(declaration):
                long = f"{lookup.short(function.fullname)}: {name}"
                sentence = f"{long} holds names of axes that only the running program knows"
                cure = f'write `{name}: Axis["…"]`, if it is one axis'
                cause = Cause("name", self.places.of(place), long, sentence, cure)
            if cause is not None:
                yield cause
        else:
            sentence = f"nothing is known of the parameter `{name}` of the lambda"
            yield Cause("lambda", self.places.of(place), name, sentence, "use a function with annotations")

    def _declared_parameter(self, function: FuncDef, place: Argument) -> tuple[Cause | None, Type | None]:
        """The cause that the declaration of a parameter is, and the type that is declared."""
        typ, name = get_proper_type(function.type), place.variable.name
        index = function.arguments.index(place)
        declaration = typ.arg_types[index] if isinstance(typ, CallableType) else None
        long = f"{lookup.short(function.fullname)}: {name}"
        cause = declared("parameter", long, f"{name}: ", declaration, self.places.of(place), self.program.options)
        if cause is not None:
            cause = _with_cure(cause, f"{name}: ", self.suggestions.parameter(place))
        return cause, declaration

    def declared_by(self, function: FuncDef) -> Iterator[Cause]:
        """The causes that the annotations of a function are, whether anything hangs on them or not."""
        for place in function.arguments:
            cause, declaration = self._declared_parameter(function, place)
            if cause is not None and not is_any(declaration):
                yield cause
        if not is_any(lookup.declared_result(function)):
            yield from self._result(function)

    def declared_variable(self, node: SymbolNode | None) -> Cause | None:
        """The cause that the declaration of a variable or a field is."""
        if not isinstance(node, Var):
            return None
        definitions = self.flow.definitions.get(node) or self._fields_by_name.get(node.fullname, [])
        places = [one.place for one in definitions if one.annotated]
        place = self.places.of(places[0]) if places else self.places.of_symbol(node)
        kind: CauseKind = "field" if node.info else "variable"
        name = lookup.short(node.fullname) if node.info else node.name
        return declared(kind, name, f"{node.name}: ", node.type, place, self.program.options)

    def _name(self, name: NameExpr) -> Steps:
        found = self.flow.of_name(name)
        lost = [one for one in found if self._is_lost_definition(one)]
        yield from lost or found
        if not found:
            yield from self._symbol(name.node, name)

    def _is_lost_definition(self, found: Definition) -> bool:
        if isinstance(found.place, Argument):
            return True
        sources = [expr for expr in (found.source, found.before) if expr is not None]
        return not sources or any(self.is_lost(source) or self.is_lost_name(source) for source in sources)

    def _symbol(self, node: SymbolNode | None, at: Expression) -> Steps:
        """What a name or an attribute stands for, where no assignment of it is seen."""
        if isinstance(node, Var):
            definitions = self.flow.definitions.get(node, [])
            cause = (
                None if definitions and not any(one.annotated for one in definitions) else self.declared_variable(node)
            )
            if definitions and cause is None:
                yield from [one for one in definitions if self._is_lost_definition(one)] or definitions
            elif is_any(node.type) and not definitions:
                yield self._import(node, at)
            elif cause is not None:
                yield cause if not self._is_foreign(node) else self._library(node.fullname, at)
            return
        function = lookup.function_of(node)
        if function is not None and not self._is_foreign(function):
            yield function
        elif isinstance(node, OverloadedFuncDef | FuncDef | Decorator | TypeInfo):
            yield self._library(node.fullname, at)
        elif self.program.is_anything(at):
            yield self._import(node, at)

    def _is_foreign(self, node: SymbolNode) -> bool:
        """Whether something is of an installed library, not of the project."""
        place = self.places.of_symbol(node)
        return node.fullname.startswith(PACKAGE) or "site-packages" in place.path or "typeshed" in place.path

    def _library(self, fullname: str, at: Expression) -> Cause:
        name = lookup.short(fullname) if fullname.startswith(PACKAGE) else fullname
        sentence = f"`{name}` says nothing of axes"
        return Cause("library", self.places.of(at), fullname, sentence, _ANNOTATE)

    def _import(self, node: SymbolNode | None, at: Expression) -> Cause:
        name = node.name if node is not None else lookup.text_of(at)
        place = self.places.of(at)
        sentence = f"`{name}` comes from an import without types"
        return Cause("import", place, name, sentence, _ANNOTATE)

    def _attribute(self, expr: MemberExpr) -> Steps:
        inner = written(expr.expr)
        if self.program.is_anything(inner):
            yield inner
            return
        owner = lookup.class_of(self.program.type_of(inner))
        if owner is not None and owner.fullname == ALONG:
            sentence = f"`{lookup.text_of(inner)}` was mapped, so its arrays have other axes than its fields say"
            yield Cause("call", self.places.of(inner), lookup.text_of(inner), sentence, _ANNOTATE)
            return
        node = lookup.symbol_of(expr, self.program)
        if node is not None and self._is_foreign(node) and self.is_lost(inner):
            yield inner
        else:
            yield from self._symbol(node, expr)

    def _result(self, function: FuncDef) -> Iterator[Cause]:
        """What makes the result of a function unknown."""
        result = lookup.declared_result(function)
        if result is None:
            yield declarations.untyped(function, self.places)
            return
        name = lookup.short(function.fullname)
        place = self.places.of_symbol(function)
        cause = declared("result", name, "-> ", result, place, self.program.options)
        if cause is not None:
            yield _with_cure(cause, "-> ", self.suggestions.result(function))

    def _call(self, call: CallExpr) -> Steps:
        node = lookup.called(call, self.program)
        function = lookup.function_of(node)
        if isinstance(node, Decorator) and self.program.is_anything(call.callee):
            if function is not None and lookup.declared_result(function) is not None:
                yield self._decorator(node)
                return
        callee = written(call.callee)
        if function is not None and not self._is_foreign(function):
            result = lookup.declared_result(function)
            if result is None or self.is_lost_type(result):
                yield function
                return
        elif self.program.is_anything(callee) and not isinstance(node, FuncDef | Decorator | OverloadedFuncDef):
            yield callee
            return
        yield from self._given(call, node)

    def _given(self, call: CallExpr, node: SymbolNode | None) -> Steps:
        """What is given to a function that makes its result of it."""
        callee = written(call.callee)
        receiver = [written(callee.expr)] if isinstance(callee, MemberExpr) else []
        is_ours = node is not None and node.fullname.startswith(PACKAGE)
        lost = list(self._lost([*receiver, callee, *call.args]))
        # What may be anything need not be an array: it may be a key, or a number.
        found: list[Step] = [expr for expr in lost if not self.program.is_anything(expr)]
        found += self._functions([*call.args, *([callee] if isinstance(callee, CallExpr) else [])])
        if not found and is_ours:
            found += [expr for expr in self._lost(call.args, names=True) if not self.program.is_anything(expr)]
        found = found or [*lost]
        yield from found
        if not found and isinstance(callee, NameExpr) and isinstance(callee.node, Var):
            yield from self.flow.of_name(callee)
        elif not found and node is not None and not is_ours and self._is_foreign(node):
            yield self._library(node.fullname, call)

    def _functions(self, args: Sequence[Expression]) -> Iterator[Step]:
        """The functions that are handed over, where what they return is unknown."""
        for arg in map(written, args):
            if isinstance(arg, LambdaExpr):
                bodies = [one.expr for one in arg.body.body if isinstance(one, ReturnStmt) and one.expr is not None]
                yield from self._lost(bodies)
            elif isinstance(arg, CallExpr):
                yield from self._functions(arg.args)
            elif isinstance(arg, NameExpr | MemberExpr):
                node = lookup.symbol_of(arg, self.program)
                owner = lookup.class_of(self.program.type_of(arg)) if isinstance(node, Var) else None
                method = owner.get("__call__") if owner is not None else None
                function = lookup.function_of(node if method is None else method.node)
                if function is not None and not self._is_foreign(function):
                    result = lookup.declared_result(function)
                    if result is None or self.is_lost_type(result):
                        yield function

    def _decorator(self, node: Decorator) -> Cause:
        name = lookup.short(node.fullname)
        lost = next((one for one in node.original_decorators if is_any(self._result_type(one))), None)
        place = self.places.of(lost) if lost is not None else self.places.of_symbol(node.func)
        by = lookup.text_of(lost.callee if isinstance(lost, CallExpr) else lost) if lost is not None else ""
        sentence = f"a decorator of {name} gives Any" if not by else f"`{by}` gives Any for {name}"
        return Cause("decorator", place, name, sentence, "annotate the decorator, so that it keeps the type")

    def _result_type(self, decorator: Expression) -> Type | None:
        typ = get_proper_type(self.program.type_of(decorator))
        return typ.ret_type if isinstance(typ, CallableType) else typ

    def _index(self, expr: IndexExpr) -> Steps:
        base = written(expr.base)
        if self.is_lost(base):
            yield base
            return
        index = written(expr.index)
        lost = list(self._lost([index] if not isinstance(index, TupleExpr) else index.items, names=True))
        typ = self.program.type_of(base)
        if lost:
            yield from lost
        elif typ is not None and is_array(typ):
            sentence = "mypy cannot tell which axes the index takes away"
            yield Cause("index", self.places.of(index), "", sentence, _ANNOTATE)


def _with_cure(cause: Cause, before: str, annotation: str | None) -> Cause:
    """A cause that says what to write, if all that is seen there has one type."""
    if annotation is None or cause.kind not in ("parameter", "result", "axis"):
        return cause
    return replace(cause, cure=f"write `{before}{annotation}`, as all that is seen there has")


def _parts(expr: Expression) -> Sequence[Expression]:
    """The expressions that another one is made of, where they decide its axes."""
    if isinstance(expr, OpExpr):
        return [expr.left, expr.right]
    if isinstance(expr, ComparisonExpr):
        return expr.operands
    if isinstance(expr, ConditionalExpr):
        return [expr.if_expr, expr.else_expr]
    if isinstance(expr, _DISPLAYS):
        return expr.items
    if isinstance(expr, DictExpr):
        return [part for pair in expr.items for part in pair if part is not None]
    if isinstance(expr, SliceExpr):
        return [part for part in (expr.begin_index, expr.end_index, expr.stride) if part is not None]
    if isinstance(expr, ListComprehension | SetComprehension):
        return [expr.generator]
    if isinstance(expr, GeneratorExpr):
        return [expr.left_expr]
    if isinstance(expr, DictionaryComprehension):
        return [expr.value]
    if isinstance(expr, AssignmentExpr):
        return [expr.value]
    return [expr.expr] if isinstance(expr, UnaryExpr | StarExpr | AwaitExpr) else []
