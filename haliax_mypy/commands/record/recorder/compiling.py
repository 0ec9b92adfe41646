"""Has the files of the user compiled with notes in them, whoever compiles them.

The import system, `runpy`, `multiprocessing` in a new process and the import hooks of jaxtyping, typeguard and beartype
all come to the built-in `compile`, so this is the one place. pytest's own compiling of test files is left alone: what
is annotated is the program, not its tests.
"""

from __future__ import annotations
import __future__

import ast
import builtins
import functools
import importlib.machinery
import sys
from types import CodeType
from typing import Any, Final

from haliax_mypy.commands.record.recorder.files import Files
from haliax_mypy.commands.record.recorder.insertion import with_notes

_compile: Final = builtins.compile
_FUTURES: Final = functools.reduce(
    int.__or__, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
)


def install(files: Files) -> None:
    """Compiles the files of the user with notes from now on."""

    @functools.wraps(_compile)
    def compile_noted(
        source: Any,
        filename: Any,
        mode: Any,
        flags: int = 0,
        dont_inherit: bool = False,
        optimize: int = -1,
        **kwargs: Any,
    ) -> Any:
        caller = sys._getframe(1)
        if not dont_inherit:
            # What `from __future__ import` says where `compile` is called, which is to be seen as if there were no us.
            flags |= caller.f_code.co_flags & _FUTURES
        if mode == "exec" and not flags & ast.PyCF_ONLY_AST and not _is_pytest(caller.f_globals):
            path = files.path(filename) if isinstance(filename, str) else None
            if path is not None:
                source = _noted(source, filename, path, flags)
        return _compile(source, filename, mode, flags, True, optimize, **kwargs)

    builtins.compile = compile_noted
    _past_caches(files)


def _is_pytest(names: dict[str, Any]) -> bool:
    return str(names.get("__name__")).startswith("_pytest.")


def _noted(source: Any, filename: str, path: str, flags: int) -> Any:
    """The syntax tree of a file with notes; the source itself where that cannot be made, for Python to complain of."""
    try:
        is_tree = isinstance(source, ast.Module)
        tree = source if is_tree else _compile(source, filename, "exec", flags | ast.PyCF_ONLY_AST, True)
        return with_notes(tree, path)
    except Exception:
        return source


def _past_caches(files: Files) -> None:
    """Has the files of the user compiled anew, since `__pycache__` has no notes, and should get none."""
    loader: Any = next(cls for cls in importlib.machinery.SourceFileLoader.__mro__ if "get_code" in vars(cls))
    cached = loader.get_code

    @functools.wraps(cached)
    def get_code(self: Any, fullname: str) -> CodeType | None:
        filename = self.get_filename(fullname)
        if files.path(filename) is not None:
            code: CodeType = self.source_to_code(self.get_data(filename), filename)
            return code
        found: CodeType | None = cached(self, fullname)
        return found

    loader.get_code = get_code
