# Written by `python -m tools.stubs`. Do not edit.
"""An import hook: the functions and classes of whole packages are checked, with no decorators in their source."""

import ast
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType, TracebackType

from typing_extensions import TypeVar

F = TypeVar("F", bound=ast.FunctionDef | ast.AsyncFunctionDef)

class Hook(MetaPathFinder):
    """What finds the modules of some packages, so that they are checked.

    In a `with` block it ends with the block: what is imported later is not checked.
    """

    def __init__(self, packages: Sequence[str]) -> None: ...

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """What the other finders find, with a loader that decorates."""

    def uninstall(self) -> None:
        """Modules that are imported from now on are not checked."""

    def __enter__(self) -> Hook: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

def install_import_hook(packages: str | Sequence[str]) -> Hook:
    """Check all annotated functions, and the fields of all dataclasses and Modules, of packages imported from now on.

    It is as if `haliax.debug.checked` stood next to each `def`, below other decorators, and above each class. What has
    `typing.no_type_check` is left out.

    Args:
        packages: The names of packages or modules. Modules inside them are checked too.

    Returns:
        The hook. Its `uninstall` ends it, and so does the end of a `with` block.
    """

def decorated(tree: ast.Module) -> ast.Module:
    """The module with a decorator at each function that has annotations, and at each class."""
