"""The parts of mypy that its plugin interface does not promise: they are there, and used in one file only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from mypy.checker import TypeChecker
from mypy.checker_shared import CheckerScope
from mypy.checker_state import TypeCheckerState
from mypy.errors import ErrorInfo, Errors, ErrorWatcher
from mypy.nodes import DataclassTransformSpec
from mypy.options import Options
from mypy.plugin import CheckerPluginInterface, SemanticAnalyzerPluginInterface, TypeAnalyzerPluginInterface
from mypy.semanal import SemanticAnalyzer
from mypy.typeanal import TypeAnalyser

import haliax_mypy
from haliax_mypy import compat

SOURCES = sorted(Path(haliax_mypy.__file__).parent.rglob("*.py"))

APIS = (CheckerPluginInterface, SemanticAnalyzerPluginInterface, TypeAnalyzerPluginInterface)
PROMISED = {"msg", "options", "path", *(name for api in APIS for name in dir(api) if not name.startswith("_"))}


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (TypeChecker, "lookup_type_or_none"),
        (TypeChecker, "scope"),
        (TypeChecker, "modules"),
        (TypeChecker, "errors"),
        (CheckerScope, "active_self_type"),
        (TypeAnalyser, "api"),
        (TypeAnalyser, "lookup_qualified"),
        (TypeAnalyser, "analyze_type_with_type_info"),
        (TypeAnalyser, "try_analyze_special_unbound_type"),
        (TypeAnalyser, "anal_type"),
        (TypeAnalyser, "allow_typed_dict_special_forms"),
        (SemanticAnalyzer, "modules"),
        (SemanticAnalyzer, "errors"),
        (SemanticAnalyzer, "scope"),
        (SemanticAnalyzer, "statement"),
        (SemanticAnalyzer, "type"),
        (SemanticAnalyzer, "cur_mod_node"),
        (DataclassTransformSpec, "field_specifiers"),
        (TypeChecker, "tree"),
        (CheckerScope, "current_function"),
        (CheckerScope, "current_class"),
        (CheckerScope, "enclosing_class"),
        (Errors, "error_info_map"),
        (Errors, "_watchers"),
        (TypeCheckerState, "type_checker"),
        (Errors, "file"),
    ],
    ids=lambda part: getattr(part, "__name__", part),
)
def test_is_there(owner: type, name: str) -> None:
    assert hasattr(owner, name)


def test_errors_are_queued_by_file() -> None:
    errors = Errors(Options())
    errors.set_file("p.py", None, Options())
    errors.report(3, 4, "Invalid type comment or annotation")
    (queued,) = errors.error_info_map[errors.file]
    assert (queued.line, queued.column, queued.message) == (3, 4, "Invalid type comment or annotation")


def test_messages_are_watched_once() -> None:
    errors = Errors(Options())
    errors.set_file("p.py", None, Options())

    def on_message(file: str, info: ErrorInfo) -> bool:
        info.message = info.message.upper()
        return False

    for _ in range(2):
        compat.watch(errors, on_message)
    assert len(errors._watchers) == 1
    with ErrorWatcher(errors, filter_errors=True):
        errors.report(1, 1, "dropped")
    errors.report(1, 1, "kept")
    assert [info.message for info in errors.error_info_map["p.py"]] == ["KEPT"]
    errors.reset()
    compat.watch(errors, on_message)
    assert len(errors._watchers) == 1


@pytest.mark.parametrize("path", [path for path in SOURCES if path.name != "compat.py"], ids=lambda path: path.stem)
def test_other_files_keep_to_what_is_promised(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("ctx.api", "api", "self.api")
    }
    assert used <= PROMISED
