"""Who may import whom, and how long files and functions may be: read from the source, not from what happens to run."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from statistics import median
from types import FunctionType

import pytest

from haliax.pure import ORDER

ROOT = Path(__file__).parent.parent

# Each layer may import itself and those above it. A package stands for all its modules.
PURE = ("pure", "axis", "errors")
LAYERS = [
    PURE,
    (
        *("annotating", "exporting", "printing", "notebook", "shapes", "meshes", "modes", "watching"),
        *("operators", "core", "dynamic", "types"),
    ),
    ("ops",),
    ("checking", "debug", "haxtyping", "hosts", "linalg", "partitioning", "random", "ref", "tree", "tree_util"),
    ("transforms", "hof", "fields", "jax_utils", "older", "quantization", "specialized_fns", "state_dict", "util"),
    ("nn",),
]

PLUGIN_MAY_IMPORT = ("mypy", "mypy_extensions", "haliax_mypy")


@dataclass(frozen=True)
class Import:
    """One module that is imported."""

    target: str
    level: int
    plain: bool
    line: int


@dataclass(frozen=True)
class Module:
    """One source file."""

    path: Path

    @property
    def name(self) -> str:
        """Its dotted name."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.path.read_text())

    @cached_property
    def imports(self) -> list[Import]:
        """What it imports, wherever in the file."""
        found: list[Import] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [Import(alias.name, 0, True, node.lineno) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                base = node.module or ""
                inside = ROOT.joinpath(*base.split(".")).is_dir() if base else False
                names = [f"{base}.{alias.name}" for alias in node.names] if inside else [base]
                found += [Import(name, node.level, False, node.lineno) for name in names]
        return found

    @property
    def lines(self) -> int:
        """How long it is."""
        return len(self.path.read_text().splitlines())

    def functions(self) -> Iterator[tuple[str, int]]:
        """Each function, and the number of lines of its body, its docstring not counted."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[ast.get_docstring(node) is not None :]
                yield node.name, (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0

    def __str__(self) -> str:
        return self.name


def modules_of(*packages: str) -> list[Module]:
    return [Module(path) for package in packages for path in sorted((ROOT / package).rglob("*.py"))]


LIBRARY = modules_of("haliax")
COMMANDS = ("haliax_mypy.__main__", "haliax_mypy.commands")
CHECKER = modules_of("haliax_mypy")
PLUGIN = [module for module in CHECKER if not module.name.startswith(COMMANDS)]
WRITTEN = [*LIBRARY, *CHECKER, *modules_of("tools")]


def layer_of(name: str) -> int | None:
    """The number of the layer of a module of haliax; None for the table of contents and what is not of haliax."""
    parts = name.split(".")
    if parts[0] != "haliax" or len(parts) == 1:
        return None
    return next((i for i, layer in enumerate(LAYERS) if parts[1] in layer), None)


def is_pure(name: str) -> bool:
    """Whether a module is pure, which all of the standard library are and of haliax those of the first layer."""
    parts = name.split(".")
    return parts[0] in sys.stdlib_module_names or layer_of(name) == 0


@pytest.mark.parametrize("module", LIBRARY, ids=str)
def test_every_module_has_a_layer(module: Module) -> None:
    assert module.name == "haliax" or layer_of(module.name) is not None, "tests/test_layers.py does not place it"


@pytest.mark.parametrize("module", LIBRARY, ids=str)
def test_layers_import_only_those_above(module: Module) -> None:
    here = layer_of(module.name)
    for found in module.imports:
        there = layer_of(found.target)
        assert here is None or there is None or there <= here, (
            f"line {found.line} imports {found.target}, of a layer below"
        )


def place_in_order(name: str) -> int | None:
    """The place of a module of the pure layer in the order that the layer states; None for other modules."""
    parts = name.split(".")
    return ORDER.index(parts[2]) if parts[:2] == ["haliax", "pure"] and len(parts) > 2 else None


@pytest.mark.parametrize("module", [m for m in LIBRARY if m.name.startswith("haliax.pure.")], ids=str)
def test_pure_modules_import_only_those_before(module: Module) -> None:
    here = place_in_order(module.name)
    assert here is not None
    for found in module.imports:
        there = place_in_order(found.target)
        is_rule = found.target.startswith("haliax.pure.rules")
        allowed = there is not None and (there < here or (is_rule and there == here))
        assert allowed or not found.target.startswith("haliax"), f"line {found.line} imports {found.target}"


@pytest.mark.parametrize("face", ["haliax.axis", "haliax.errors"])
def test_faces_of_the_pure_layer_only_show_what_is_there(face: str) -> None:
    (module,) = [m for m in LIBRARY if m.name == face]
    statements = module.tree.body[1:]
    assert all(isinstance(statement, ast.ImportFrom) for statement in statements)
    for name, value in vars(import_module(face)).items():
        if isinstance(value, type | FunctionType):
            assert value.__module__ == face, f"{name} says that it is found in {value.__module__}"


def cycles(modules: list[Module]) -> list[list[str]]:
    """The modules that import each other, directly or through others, wherever in the file."""
    names = {module.name for module in modules}
    graph = {m.name: {target for found in m.imports if (target := _module(found.target, names))} for m in modules}
    reached = {name: _reachable(graph, name) for name in graph}
    groups = {tuple(sorted(other for other in reached[name] if name in reached[other])) for name in graph}
    return [list(group) for group in sorted(groups) if group]


def _module(name: str, names: set[str]) -> str:
    """The module that is imported under a name: it, or the one that it is in; "" for one of others."""
    parent = name.rpartition(".")[0]
    return name if name in names else parent if parent in names else ""


def _reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += graph[name]
    return found


def test_no_modules_import_each_other() -> None:
    assert cycles(WRITTEN) == []


@pytest.mark.parametrize("module", [m for m in LIBRARY if layer_of(m.name) == 0 or m.name == "haliax"], ids=str)
def test_pure_modules_need_only_the_standard_library(module: Module) -> None:
    for found in module.imports:
        assert is_pure(found.target), f"line {found.line} imports {found.target}"


@pytest.mark.parametrize("module", PLUGIN, ids=str)
def test_plugin_needs_only_mypy_and_the_pure_layer(module: Module) -> None:
    for found in module.imports:
        of_mypy = found.target.split(".")[0] in PLUGIN_MAY_IMPORT
        assert of_mypy or is_pure(found.target), f"line {found.line} imports {found.target}"
        assert not found.target.startswith(COMMANDS), f"line {found.line} imports {found.target}, of the command line"


@pytest.mark.parametrize("module", LIBRARY, ids=str)
def test_library_knows_nothing_of_mypy(module: Module) -> None:
    assert not [found for found in module.imports if found.target.split(".")[0] in ("mypy", "haliax_mypy")]


@pytest.mark.parametrize("module", WRITTEN, ids=str)
def test_imports_are_absolute_and_public(module: Module) -> None:
    for found in module.imports:
        assert found.level == 0, f"line {found.line} is relative"
        assert not found.target.startswith("jax._src"), f"line {found.line} imports {found.target}, which is private"


@pytest.mark.parametrize("module", LIBRARY, ids=str)
def test_modules_are_imported_by_what_is_needed_of_them(module: Module) -> None:
    """`import haliax...` binds the table of contents, through which a module could reach anything."""
    assert not [found for found in module.imports if found.plain and found.target.startswith("haliax")]


def test_files_are_short() -> None:
    lengths = {module.name: module.lines for module in WRITTEN}
    assert max(lengths.values()) < 500, max(lengths, key=lengths.__getitem__)
    assert median(lengths.values()) <= 150


@pytest.mark.parametrize("module", WRITTEN, ids=str)
def test_functions_are_short(module: Module) -> None:
    assert not {name: lines for name, lines in module.functions() if lines > 40}


def loaded_by(statement: str) -> set[str]:
    """The packages that a fresh interpreter has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(run.stdout.split())


@pytest.mark.parametrize(
    "statement",
    ["import haliax", "import haliax.axis", "from haliax import Axis, AxisError, make_axes"]
    + [f"import haliax.pure.{name}" for name in ORDER],
)
def test_pure_modules_load_nothing_heavy(statement: str) -> None:
    assert not loaded_by(statement) & {"jax", "numpy", "equinox", "jaxtyping", "typeguard", "mypy"}


def test_every_rule_loads_nothing_heavy() -> None:
    loaded = loaded_by("from haliax.pure.rules import operations; operations()")
    assert "haliax" in loaded and not loaded & {"jax", "numpy"}


def test_the_check_of_what_is_loaded_can_fail() -> None:
    assert "jax" in loaded_by("from haliax import NamedArray")


def test_the_checks_of_imports_can_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "haliax").mkdir()
    (tmp_path / "haliax" / "pure").mkdir()
    (tmp_path / "haliax" / "pure" / "axes.py").write_text(
        "import haliax.axis\ndef late():\n    from haliax.core import wrap\n    import jax._src, mypy\n"
    )
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    (module,) = modules_of("haliax")
    for check in (
        test_layers_import_only_those_above,
        test_pure_modules_import_only_those_before,
        test_pure_modules_need_only_the_standard_library,
        test_plugin_needs_only_mypy_and_the_pure_layer,
        test_library_knows_nothing_of_mypy,
        test_imports_are_absolute_and_public,
        test_modules_are_imported_by_what_is_needed_of_them,
    ):
        with pytest.raises(AssertionError):
            check(module)


def test_the_check_of_cycles_can_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in {
        "a": "from haliax.b import x",
        "b": "def f():\n    import haliax.c",
        "c": "import haliax.a",
    }.items():
        (tmp_path / "haliax").mkdir(exist_ok=True)
        (tmp_path / "haliax" / f"{name}.py").write_text(text)
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    assert cycles(modules_of("haliax")) == [["haliax.a", "haliax.b", "haliax.c"]]


def test_the_check_of_lengths_can_fail(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_text("def f():\n    '''One.'''\n" + "    x = 1\n" * 41)
    with pytest.raises(AssertionError):
        test_functions_are_short(Module(path))
