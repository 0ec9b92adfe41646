"""Every use of a part of mypy that its plugin interface does not promise. A test holds each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mypy import errorcodes as codes
from mypy.checker_state import checker_state as checker_state
from mypy.errors import ErrorInfo, Errors, ErrorWatcher
from mypy.nodes import (
    ARG_POS,
    ArgKind,
    CallExpr,
    ComparisonExpr,
    Context,
    Decorator,
    Expression,
    FuncDef,
    IndexExpr,
    LambdaExpr,
    MemberExpr,
    MypyFile,
    NameExpr,
    OperatorAssignmentStmt,
    OpExpr,
    RefExpr,
    SymbolTableNode,
    TempNode,
    TypeInfo,
    UnaryExpr,
    Var,
)
from mypy.options import Options
from mypy.plugin import (
    AnalyzeTypeContext,
    AttributeContext,
    CheckerPluginInterface,
    FunctionContext,
    MethodContext,
    TypeAnalyzerPluginInterface,
)
from mypy.subtypes import find_member
from mypy.types import (
    CallableType,
    Instance,
    Overloaded,
    ProperType,
    Type,
    TypeType,
    TypeVarType,
    UnboundType,
    UninhabitedType,
    UnionType,
    get_proper_type,
)
from mypy.typevars import fill_typevars

from haliax.pure.rules import operation_of
from haliax_mypy.syntax import scopes
from haliax_mypy.syntax.written import as_written
from haliax_mypy.types.encoding import Maker
from haliax_mypy.types.literals import any_type


def type_of(api: CheckerPluginInterface, expr: Expression) -> Type | None:
    """The type that the checker has given to an expression, None if it has not come to it."""
    checker: Any = api
    found: Type | None = checker.lookup_type_or_none(expr)
    return found


def is_late(api: CheckerPluginInterface, expr: Expression) -> bool:
    """Whether an expression is a name that may be assigned again before the function that reads it is called."""
    checker: Any = api
    if type(expr) is not NameExpr or expr.node not in scopes.reassigned(checker.tree):
        return False
    return scopes.is_late(checker.tree, expr, checker.scope.current_function())


def is_of_late(ctx: AttributeContext) -> bool:
    """Whether an attribute is that of such a name."""
    return isinstance(ctx.context, MemberExpr) and is_late(ctx.api, ctx.context.expr)


def calls_late(ctx: FunctionContext | MethodContext) -> bool:
    """Whether a lambda is called that reads such a name."""
    callee = ctx.context.callee if isinstance(ctx.context, CallExpr) else None
    checker: Any = ctx.api
    node = callee.node if isinstance(callee, NameExpr) else None
    function = scopes.lambdas(checker.tree).get(node) if isinstance(node, Var) else None
    return function is not None and scopes.reads_late(checker.tree, function)


def never_holds(api: CheckerPluginInterface, conditions: Sequence[tuple[Expression, bool]]) -> bool:
    """Whether mypy knows that one of these conditions is never true, or never false, as it must be."""
    checker: Any = api
    maps = (checker.find_isinstance_check(condition)[0 if holds else 1] for condition, holds in conditions)
    return any(isinstance(get_proper_type(typ), UninhabitedType) for found in maps for typ in found.values())


def module_checked(api: CheckerPluginInterface) -> MypyFile:
    """The module that is being checked."""
    checker: Any = api
    found: MypyFile = checker.tree
    return found


def is_ready(api: CheckerPluginInterface) -> bool:
    """Whether the module that is being checked has been noted. When it is checked again, it is not."""
    checker: Any = api
    return checker.scope is _noted


def note_ready(api: CheckerPluginInterface) -> None:
    """Notes that module."""
    global _noted
    checker: Any = api
    _noted = checker.scope


_noted: object = None


def symbol(api: CheckerPluginInterface, fullname: str) -> SymbolTableNode | None:
    """What a full name stands for, if its module is loaded."""
    checker: Any = api
    return lookup(checker.modules, fullname)


def lookup(modules: Mapping[str, MypyFile], fullname: str) -> SymbolTableNode | None:
    """What a full name stands for, if its module is among these."""
    home, _, name = fullname.rpartition(".")
    module = modules.get(home)
    return None if module is None else module.names.get(name)


def result_of(
    api: CheckerPluginInterface,
    function: Type,
    call: CallExpr,
    given: Sequence[tuple[Type, Expression]],
    kinds: list[ArgKind],
    names: list[str | None],
) -> Type:
    """What a function gives for arguments of these types, which stand in a call; mistakes are reported there."""
    checker: Any = api
    args = [TempNode(typ, context=expr) for typ, expr in given]
    callee = get_proper_type(function)
    definition = callee.definition if isinstance(callee, CallableType) else None
    # By its name mypy finds the hook of an operation. Other hooks look at the call, which is of another function.
    name = definition.fullname if isinstance(definition, FuncDef) and operation_of(definition.fullname) else None
    found: Type = checker.expr_checker.check_call(function, args, kinds, call, names, callable_name=name)[0]
    return found


def lambda_result(api: CheckerPluginInterface, function: LambdaExpr, given: Sequence[Type]) -> Type | None:
    """What a lambda gives for arguments of these types; None if it takes others."""
    if len(given) != len(function.arguments) or any(kind is not ARG_POS for kind in function.arg_kinds):
        return None
    checker: Any = api
    names = [argument.variable.name for argument in function.arguments]
    fallback = api.named_generic_type("builtins.function", [])
    expected = CallableType(list(given), list(function.arg_kinds), names, any_type(), fallback)
    found = get_proper_type(checker.expr_checker.accept(function, type_context=expected))
    return found.ret_type if isinstance(found, CallableType) else None


def call_of(typ: Instance) -> ProperType | None:
    """The method that a call of an object runs, without `self`; None if it has none."""
    return get_proper_type(find_member("__call__", typ, typ, is_operator=True))


def type_info(symbol: SymbolTableNode | None) -> TypeInfo | None:
    """The class that a name stands for."""
    return symbol.node if symbol is not None and isinstance(symbol.node, TypeInfo) else None


@lru_cache(maxsize=1)
def maker(api: CheckerPluginInterface) -> Maker:
    """What types are made with while a program is checked."""
    checker: Any = api
    return Maker(api.named_generic_type, checker.modules, api.options.allow_redefinition)


def annotation_maker(api: TypeAnalyzerPluginInterface) -> Maker:
    """What types are made with while annotations are read."""
    analyser: Any = api
    return _maker_of(analyser.api)


@lru_cache(maxsize=1)
def _maker_of(analyser: Any) -> Maker:
    return Maker(analyser.named_type, analyser.modules)


def is_class(typ: Type) -> bool:
    """Whether a method is looked up on the class, not on an instance: `NamedArray.sum`."""
    return isinstance(get_proper_type(typ), _CLASSES)


_CLASSES = (CallableType, Overloaded, TypeType)


def is_or_has(whole: Type | None, member: Type) -> bool:
    """Whether `whole` is the type `member`, or a union with this member, or a variable that stands for such."""
    whole, member = get_proper_type(whole), get_proper_type(member)
    if isinstance(whole, TypeVarType) and whole != member:
        whole = get_proper_type(whole.upper_bound)
    items = whole.items if isinstance(whole, UnionType) else [whole]
    return any(get_proper_type(item) == member for item in items)


def is_among(part: Type, whole: Type) -> bool:
    """Whether a type is another one, or some members of that union."""
    members, items = (t.items if isinstance(t, UnionType) else [t] for t in map(get_proper_type, (part, whole)))
    return all(any(get_proper_type(member) == get_proper_type(item) for item in items) for member in members)


def self_type(api: CheckerPluginInterface) -> Type:
    """The type of `self` in the method that is being checked; Any outside of one."""
    checker: Any = api
    found: Type | None = checker.scope.active_self_type()
    return found or any_type()


def expression(context: Context) -> Expression:
    """A context as an expression, to report errors at."""
    return TempNode(any_type(), context=context)


def indexed(context: Context) -> IndexExpr | None:
    """The `x[...]` of `x[...].method()`."""
    called = called_on(context)
    return called if isinstance(called, IndexExpr) else None


def callee_name(context: Context) -> str:
    """The full name of the function that is called here; empty if it has none."""
    callee = context.callee if isinstance(context, CallExpr) else None
    return callee.fullname if isinstance(callee, RefExpr) else ""


def called_on(context: Context) -> Expression | None:
    """The expression that a method is called on, where it is no operator of two operands."""
    if isinstance(context, CallExpr):
        return context.callee.expr if isinstance(context.callee, MemberExpr) else None
    if isinstance(context, IndexExpr):
        return context.base
    return context.expr if isinstance(context, UnaryExpr) else None


def operands(context: Context) -> tuple[Expression, Expression] | None:
    """The operands of an operator, as they are written; None if there are not two."""
    if isinstance(context, OpExpr):
        return as_written(context.left), as_written(context.right)
    if isinstance(context, OperatorAssignmentStmt):
        return context.lvalue, as_written(context.rvalue)
    if isinstance(context, ComparisonExpr) and len(context.operands) == 2:
        return as_written(context.operands[0]), as_written(context.operands[1])
    return None


def is_turned_round(ctx: MethodContext, method: str) -> bool:
    """Whether mypy asks `y > x` in the place of `x < y`, or `y == x` in the place of `x == y`."""
    context = ctx.context
    if not isinstance(context, ComparisonExpr):
        return False
    asked = _ORDERS.get(context.operators[0])
    if asked is not None:
        return asked != method
    return not is_or_has(type_of(ctx.api, context.operands[0]), ctx.type)


_ORDERS = {"<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__"}


def declared_callee(ctx: FunctionContext | MethodContext) -> CallableType | None:
    """The type of the function that is called as it is declared, with its type variables, but without `self`.

    None for an operator.
    """
    function = callee(ctx)
    definition = function.definition if function is not None else None
    declared = get_proper_type(definition.type) if isinstance(definition, FuncDef | Decorator) else None
    if function is None or not isinstance(definition, FuncDef | Decorator) or not isinstance(declared, CallableType):
        return function
    bound = len(declared.arg_types) - len(function.arg_types)
    if bound not in (0, 1):
        return function
    if bound == 0 and definition.name != "__init__":
        return declared
    return declared.copy_modified(
        arg_types=declared.arg_types[bound:],
        arg_kinds=declared.arg_kinds[bound:],
        arg_names=declared.arg_names[bound:],
        ret_type=fill_typevars(definition.func.info if isinstance(definition, Decorator) else definition.info)
        if definition.name == "__init__"
        else declared.ret_type,
    )


def callee(ctx: FunctionContext | MethodContext) -> CallableType | None:
    """The type of the function that is called, as mypy has inferred it for the call; None for an operator."""
    context = ctx.context
    found = type_of(ctx.api, context.callee) if type(context) is CallExpr else None
    proper = get_proper_type(found)
    if isinstance(proper, CallableType):
        return proper if proper.arg_names == ctx.callee_arg_names else None
    for item in proper.items if isinstance(proper, UnionType | Overloaded) else ():
        item = get_proper_type(item)
        if isinstance(item, CallableType) and item.arg_names == ctx.callee_arg_names:
            return item
    return None


def formal_kinds(ctx: FunctionContext | MethodContext) -> Sequence[ArgKind]:
    """The kind of each parameter of the called function: whether it is `*args`, `**kwargs`, or one that has a name."""
    function = callee(ctx)
    return [ARG_POS] * len(ctx.callee_arg_names) if function is None else function.arg_kinds


def module_of(api: TypeAnalyzerPluginInterface) -> MypyFile:
    """The module whose annotations are read."""
    analyser: Any = api
    found: MypyFile = analyser.api.cur_mod_node
    return found


def class_of(api: TypeAnalyzerPluginInterface, typ: UnboundType) -> TypeInfo:
    """The class that an annotation names; it is known to name one."""
    analyser: Any = api
    info = analyser.lookup_qualified(typ.name, typ).node
    assert isinstance(info, TypeInfo), info
    return info


def instance(api: TypeAnalyzerPluginInterface, info: TypeInfo, args: Sequence[Type], typ: UnboundType) -> Type:
    """What mypy itself makes of a class with type arguments, some of which may not be analysed yet."""
    analyser: Any = api
    made: Type = analyser.analyze_type_with_type_info(info, tuple(args), typ, typ.empty_tuple_index)
    return made


def annotated_type(ctx: AnalyzeTypeContext) -> Type:
    """The type that stands first in `Annotated[...]`."""
    analyser: Any = ctx.api
    special = analyser.allow_typed_dict_special_forms
    typ: Type = analyser.anal_type(ctx.type.args[0], allow_typed_dict_special_forms=special)
    return typ


def default_analysis(ctx: AnalyzeTypeContext) -> Type:
    """What mypy itself makes of an annotation. `analyze_type` would call our hook again, without end."""
    analyser: Any = ctx.api
    node = analyser.lookup_qualified(ctx.type.name, ctx.type).node
    if isinstance(node, TypeInfo):
        return instance(ctx.api, node, ctx.type.args, ctx.type)
    special: Type | None = analyser.try_analyze_special_unbound_type(ctx.type, node.fullname)
    return special or any_type()


@lru_cache(maxsize=1)
def open_calls(module: MypyFile) -> set[Context]:
    """The calls in which arrays of unknown axes are given for a row variable: those that a hook has seen."""
    return set()


def watch(errors: Errors | None, on_message: Callable[[str, ErrorInfo], bool]) -> Any:
    """Has a function called for each message (file, message) that nobody else drops.

    Args:
        errors: The messages, where no module is being checked.
        on_message: The function.

    Returns:
        What checks a module at this moment; None if none is being checked.
    """
    checker: Any = checker_state.type_checker
    found: Errors | None = errors if checker is None else checker.errors
    if found is not None:
        watchers = found._watchers
        if not watchers or watchers[0]._filter is not on_message:
            watchers.insert(0, ErrorWatcher(found, filter_errors=on_message))
    return checker


def checker_now() -> Any:
    """What checks a module at this moment; None if none is being checked."""
    return checker_state.type_checker


def errors_of(api: TypeAnalyzerPluginInterface) -> Errors:
    """The messages of the build, while annotations are read."""
    analyser: Any = api
    found: Errors = analyser.api.errors
    return found


def add_field_specifier(cls: TypeInfo, known: str, other: str) -> None:
    """Has mypy read what a function gives as a field of a dataclass, as it does what `known` gives.

    Only the decorator of a base class, or of its metaclass, could say so.
    """
    for base in cls.mro[1:]:
        metaclass = base.metaclass_type
        for info in (base, *(metaclass.type.mro if metaclass is not None else ())):
            spec = info.dataclass_transform_spec
            if spec is not None and known in spec.field_specifiers and other not in spec.field_specifiers:
                spec.field_specifiers = (*spec.field_specifiers, other)


@dataclass(frozen=True)
class Checked:
    """A module that has been checked, while its types and statements are still there.

    Attributes:
        module: The module.
        options: The options of mypy for it.
        errors: The messages of the build.
        types: The types of its expressions; none if it has no expression that there is a hook of.
    """

    module: MypyFile
    options: Options
    errors: Errors
    types: Mapping[Expression, Type]

    @property
    def is_ignored(self) -> bool:
        """Whether nothing is reported of the module, as of an installed library."""
        return self.module.path in self.errors.ignored_files

    @property
    def mistakes(self) -> Iterator[ErrorInfo]:
        """The errors that have been found in the module."""
        return (info for info in self.errors.error_info_map.get(self.module.path, ()) if info.severity == "error")

    def report(self, line: int, column: int, end: tuple[int, int], message: str, code: codes.ErrorCode) -> None:
        """Reports an error there, after all others."""
        errors = self.errors
        before = errors.file, errors.target_module, errors.options, errors.scope
        errors.set_file(self.module.path, self.module.fullname, self.options)
        try:
            errors.report(line, column, message, code, end_line=end[0], end_column=end[1])
        finally:
            errors.set_file(*before)

    def judge_ignores(self) -> None:
        """Has mypy look again at comments that ignore errors, where the daemon has looked before it came to us."""
        path, queued = self.module.path, self.errors.error_info_map
        of_comments = (codes.UNUSED_IGNORE, codes.IGNORE_WITHOUT_CODE)
        kept = [info for info in queued.get(path, []) if info.code not in of_comments]
        if len(kept) == len(queued.get(path, [])):
            return
        queued[path] = kept
        on, off = self.options.enabled_error_codes, self.options.disabled_error_codes
        is_asked = (self.options.warn_unused_ignores or of_comments[0] in on) and of_comments[0] not in off
        if is_asked:
            self.errors.generate_unused_ignore_errors(path)
        if of_comments[1] in on and of_comments[1] not in off:
            self.errors.generate_ignore_without_code_errors(path, self.options.warn_unused_ignores)
        if not queued[path]:
            del queued[path]


def checked_by(checker: Any) -> Checked:
    """The module that a checker has checked."""
    return Checked(checker.tree, checker.options, checker.errors, checker._type_maps[0])


def options_of(api: TypeAnalyzerPluginInterface) -> tuple[str, Options]:
    """The name and the options of the module whose annotations are read."""
    return module_of(api).fullname, api.options
