"""The plugin as mypy sees it. The hooks are loaded when the first is asked for: where all is cached, none is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

from mypy.errors import CompileError
from mypy.nodes import Import, ImportAll, ImportFrom, MypyFile
from mypy.options import Options
from mypy.plugin import (
    AnalyzeTypeContext,
    AttributeContext,
    ClassDefContext,
    FunctionContext,
    FunctionSigContext,
    MethodContext,
    MethodSigContext,
    Plugin,
    ReportConfigContext,
)
from mypy.plugins.default import DefaultPlugin
from mypy.types import FunctionLike, Type

import haliax_mypy.messages.codes  # noqa: F401  (mypy looks error codes up as soon as it has loaded its plugins)
from haliax_mypy import redefinition, settings
from haliax_mypy.names import ADDING, ANNOTATING, BEGINNING, CORE, LAYERS, NETWORKS, REFUSED, ROOT, WITHOUT_AXES


@cache
def hooks() -> Any:
    """The module `haliax_mypy.hooks`."""
    return import_module("haliax_mypy.hooks")


def _imported(file: MypyFile) -> Iterator[str]:
    """The modules that a module imports."""
    for statement in file.imports:
        if isinstance(statement, Import):
            yield from (name for name, _ in statement.ids)
        elif isinstance(statement, ImportFrom | ImportAll):
            yield statement.id


def _is_without_axes(fullname: str) -> bool:
    """Whether a class is in a module where none names axes."""
    return fullname.startswith(WITHOUT_AXES) and not fullname.startswith(NETWORKS)


def _after(first: Callable[[Any], Type] | None, then: Callable[[Any], Type] | None) -> Callable[[Any], Type] | None:
    """A hook of mypy's own, as of `functools.partial` or of a TypedDict, and one of ours on what it gives."""
    if first is None or then is None:
        return first or then

    def run(ctx: Any) -> Type:
        return then(ctx._replace(default_return_type=first(ctx)))

    return run


class _Hooks(dict[str, Any]):
    """The hooks of one kind, by full name. Each is looked for once, until names may stand for something else."""

    def __init__(self, find: Callable[[str], Any]) -> None:
        self._find = find

    def __missing__(self, fullname: str) -> Any:
        found = self[fullname] = self._find(fullname)
        return found


class _Unknown:
    """What stands for mypy's record of what is being checked until it can be reached."""

    type_checker: object = "unknown"


class HaliaxPlugin(Plugin):
    """Runs the rules of haliax on the types that mypy knows."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        redefinition.allow(options)
        self._settings = settings.load(options)
        self._errors: Any = None
        self._checkers: dict[str, Any] = {}
        self._analysed: dict[str, Options] = {}
        self._told: dict[str, Any] = {}
        self._checker: Any = None
        self._watching: Callable[[Any], Any] | None = None
        self._state: Any = _Unknown
        self._of_mypy = DefaultPlugin(options)  # which mypy asks only where this plugin has no hook
        self._functions = _Hooks(self._function_hook)
        self._methods = _Hooks(self._method_hook)
        self._signatures = _Hooks(self._signature_hook)
        self._attributes = _Hooks(lambda fullname: hooks().attribute_hook(fullname))

    def _function_hook(self, fullname: str) -> Any:
        found = hooks().function_hook(fullname, self.lookup_fully_qualified)
        return _after(self._of_mypy.get_function_hook(fullname), found)

    def _method_hook(self, fullname: str) -> Any:
        found = hooks().method_hook(fullname, self.lookup_fully_qualified)
        return _after(self._of_mypy.get_method_hook(fullname), found)

    def _signature_hook(self, fullname: str) -> Any:
        if fullname not in ADDING and fullname.rpartition(".")[2] not in REFUSED:
            return None
        return hooks().signature_hook(fullname, self.lookup_fully_qualified)

    def _watch(self) -> bool:
        """Puts what mypy says into our words from now on, if it can be reached yet.

        Once done it holds for all of a module; but the daemon forgets it from one run to the next.
        """
        if self._watching is None:
            if self._modules is None or CORE not in self._modules:
                return True  # nothing will be said of named arrays
            self._watching = hooks().watch
            if not self.options.fine_grained_incremental:
                self._state = hooks().STATE
        checker = self._watching(self._errors)
        if checker is not self._checker and checker is not None:
            self._checker = self._checkers[checker.tree.fullname] = checker
            self._errors = checker.errors
        return self._errors is not None

    def _refuse(self) -> None:
        """Ends the run if the options of the plugin cannot be read. Where mypy makes plugins it would show a traceback.

        Raises:
            CompileError: What is wrong with them.
        """
        if self._settings.problem:
            raise CompileError([self._settings.problem])

    def report_config_data(self, ctx: ReportConfigContext) -> Any:
        """What each module in the cache depends on. `__version__` is compared only once in a run, for all of them."""
        self._refuse()
        return self._settings.key or None

    def get_additional_indirect_deps(self, file: MypyFile) -> set[str]:
        """None; but this is where a module has been checked, and its statements and types are still there."""
        checker, options = self._checkers.pop(file.fullname, None), self._analysed.pop(file.fullname, None)
        if checker is not None:
            told = hooks().LOOK_BACK((hooks().checked_by(checker), self._modules))
            if told and self.options.fine_grained_incremental:
                self._told[file.fullname] = told
        elif options is not None and self._errors is not None:  # it has annotations, but no expression
            hooks().LOOK_BACK((hooks().Checked(file, options, self._errors, {}), self._modules))
        return set()

    def _tell_again(self) -> None:
        """Tells what has been told of a module, some parts of which the daemon checks again by themselves.

        It forgets all messages, and checks again wherever there was one, and where this calls for it. Only that would
        not bring back what is found when a module has been checked.
        """
        checker = hooks().checker_now()
        told = self._told.get(checker.tree.fullname) if checker is not None else None
        if told is not None:
            hooks().strict().report(hooks().checked_by(checker), told)

    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        """No more than mypy finds; but this is where a module is seen before it is checked."""
        self._refuse()
        self._told.pop(file.fullname, None)
        for found in (self._functions, self._methods, self._signatures):
            found.clear()  # names of this module may stand for something else now
        if any(name.startswith(ROOT) for name in _imported(file)):
            hooks().read(file)
        return []

    def get_type_analyze_hook(self, fullname: str) -> Callable[[AnalyzeTypeContext], Type] | None:
        if fullname in ANNOTATING:
            return self._noting(hooks().ANNOTATIONS[fullname])
        if (self._errors is None or self.options.fine_grained_incremental) and not self._watch():
            return self._first_annotation
        if _is_without_axes(fullname) or self._modules is None or LAYERS not in self._modules:
            return None
        layer: Callable[[AnalyzeTypeContext], Type] | None
        layer = hooks().annotation_hook(fullname, self.lookup_fully_qualified)
        return layer and self._noting(layer)

    def _noting(self, callback: Callable[[AnalyzeTypeContext], Type]) -> Callable[[AnalyzeTypeContext], Type]:
        """A callback of an annotation, and a note of the module that it is in, which may have no other hook."""

        def run(ctx: AnalyzeTypeContext) -> Type:
            name, options = hooks().options_of(ctx.api)
            self._analysed[name] = options
            if self._errors is None:
                self._errors = hooks().errors_of(ctx.api)
            return callback(ctx)

        return run

    def _first_annotation(self, ctx: AnalyzeTypeContext) -> Type:
        """Reaches what mypy says where no module is being checked yet; the annotation is left to mypy."""
        self._errors = hooks().errors_of(ctx.api)
        self._watch()
        return ctx.api.analyze_type(ctx.type)

    def get_customize_class_mro_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        if self._modules is None or CORE not in self._modules or _is_without_axes(fullname):
            return None
        found: Callable[[ClassDefContext], None] = hooks().CLASS
        return found

    def get_function_signature_hook(self, fullname: str) -> Callable[[FunctionSigContext], FunctionLike] | None:
        if self._state.type_checker is not self._checker:
            self._watch()
        return None

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        found: Callable[[FunctionContext], Type] | None = self._functions[fullname]
        return found

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        found: Callable[[MethodContext], Type] | None = self._methods[fullname]
        return found

    def get_method_signature_hook(self, fullname: str) -> Callable[[MethodSigContext], FunctionLike] | None:
        if self._state.type_checker is not self._checker:
            self._watch()
        if self._told and fullname == BEGINNING:
            self._tell_again()
        found: Callable[[MethodSigContext], FunctionLike] | None = self._signatures[fullname]
        return found

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        if self._state.type_checker is not self._checker:
            self._watch()
        found: Callable[[AttributeContext], Type] | None = self._attributes[fullname]
        return found

    def get_class_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        return self.get_attribute_hook(fullname)
