"""An import hook: the functions and classes of whole packages are checked, with no decorators in their source."""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import decode_source
from types import CodeType, ModuleType, TracebackType
from typing import TypeVar

F = TypeVar("F", ast.FunctionDef, ast.AsyncFunctionDef)

_FUNCTION, _FIELDS = "_haliax_checked_", "_haliax_fields_checked_"
_IMPORT = f"from haliax.debug.checks import checked as {_FUNCTION}, fields_checked as {_FIELDS}"
_LEFT_OUT = frozenset({"no_type_check", "overload"})


class Hook(MetaPathFinder):
    """What finds the modules of some packages, so that they are checked.

    In a `with` block it ends with the block: what is imported later is not checked.
    """

    def __init__(self, packages: Sequence[str]) -> None:
        self._packages = tuple(packages)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """What the other finders find, with a loader that decorates."""
        if not any(fullname == name or fullname.startswith(f"{name}.") for name in self._packages):
            return None
        for finder in sys.meta_path:
            find = getattr(finder, "find_spec", None)
            spec: ModuleSpec | None = None if finder is self or find is None else find(fullname, path, target)
            if spec is not None and type(spec.loader) is SourceFileLoader:
                spec.loader = _Loader(spec.loader.name, spec.loader.path)
                return spec
        return None

    def uninstall(self) -> None:
        """Modules that are imported from now on are not checked."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def __enter__(self) -> Hook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.uninstall()


def install_import_hook(packages: str | Sequence[str]) -> Hook:
    """Check all annotated functions, and the fields of all dataclasses and Modules, of packages imported from now on.

    It is as if `haliax.debug.checked` stood next to each `def`, below other decorators, and above each class. What has
    `typing.no_type_check` is left out.

    Args:
        packages: The names of packages or modules. Modules inside them are checked too.

    Returns:
        The hook. Its `uninstall` ends it, and so does the end of a `with` block.
    """
    names = [packages] if isinstance(packages, str) else list(packages)
    for name in names:
        if name in sys.modules:
            warnings.warn(f"{name} is imported already, and is not checked; install the hook before", stacklevel=2)
    hook = Hook(names)
    sys.meta_path.insert(0, hook)
    return hook


class _Loader(SourceFileLoader):
    """Loads a module from its source, decorated, and keeps no bytecode of it."""

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        tree = ast.parse(decode_source(self.get_data(path)), path)
        code: CodeType = compile(decorated(tree), path, "exec", dont_inherit=True)
        return code


def decorated(tree: ast.Module) -> ast.Module:
    """The module with a decorator at each function that has annotations, and at each class."""
    at = 0
    for at, statement in enumerate(tree.body):  # noqa: B007  (the first that is no docstring, nor from the future)
        is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if not is_text and not (isinstance(statement, ast.ImportFrom) and statement.module == "__future__"):
            break
    else:
        return tree
    found: ast.Module = _Decorator().visit(tree)
    found.body[at:at] = ast.parse(_IMPORT).body
    return ast.fix_missing_locations(found)


class _Decorator(ast.NodeTransformer):
    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        if not _is_left_out(node):
            self.generic_visit(node)
            node.decorator_list.insert(0, _name(_FIELDS, node))  # when it is a dataclass
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AsyncFunctionDef:
        return self._function(node)

    def _function(self, node: F) -> F:
        if not _is_left_out(node):
            self.generic_visit(node)
            if _has_annotations(node):
                node.decorator_list.append(_name(_FUNCTION, node))  # before others hide the annotations
        return node


def _name(text: str, at: ast.AST) -> ast.expr:
    return ast.copy_location(ast.Name(text, ast.Load()), at)


def _has_annotations(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    return node.returns is not None or any(one is not None and one.annotation is not None for one in every)


def _is_left_out(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(_last_name(decorator) in _LEFT_OUT for decorator in node.decorator_list)


def _last_name(node: ast.expr) -> str:
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
