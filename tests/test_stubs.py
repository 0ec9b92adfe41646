"""The stubs are what the library says, and every type checker can use them."""

from __future__ import annotations

import ast
import inspect
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from haliax.pure.operation import Operation
from haliax.pure.rules import methods, operation_of
from tools.stubs.__main__ import FOLDER, differences, stubs, write
from tools.stubs.functions import BY_FORM
from tools.stubs.modules import stub_of

PORTABLE = sorted((Path(__file__).parents[1] / "typetests" / "accept").glob("portable_*.py"))
CHECKERS = ("mypy", "pyright", "pyrefly", "ty")
METHODS = {name: operation for name, operation in methods().items() if name not in ("at", "real", "imag")}

# Type checkers find the library's source before its stubs when they run where that is, hence the other folders.
pytestmark = pytest.mark.xdist_group("stubs")


@pytest.fixture(scope="module")
def made() -> dict[Path, str]:
    return stubs()


def test_stubs_on_disk_are_those_of_the_library() -> None:
    assert differences() == "", "run `python -m tools.stubs`"


@pytest.mark.slow
def test_a_stub_that_was_changed_lost_or_added_is_told_of_and_mended(tmp_path: Path) -> None:
    write(tmp_path)
    assert differences(tmp_path) == ""
    axis = (tmp_path / "axis.pyi").read_text(encoding="utf-8")
    (tmp_path / "axis.pyi").write_text(
        axis.replace("def make_axes(**kwargs: int)", "def make_axes()"), encoding="utf-8"
    )
    (tmp_path / "core.pyi").unlink()
    (tmp_path / "more.pyi").write_text("")
    found = differences(tmp_path)
    assert "-def make_axes()" in found
    assert "+def make_axes(**kwargs: int)" in found
    assert "core.pyi: missing" in found
    assert "more.pyi: nothing makes this file" in found
    write(tmp_path)
    assert differences(tmp_path) == ""


def functions(text: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of a stub and the methods of its classes, with `Class.` before those."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{m.name}", m) for m in node.body if isinstance(m, ast.FunctionDef))


def operations(made: dict[Path, str]) -> Iterator[tuple[str, Operation[Any], ast.FunctionDef]]:
    """Every function and method in the stubs that the plugin hooks: where it is, its operation, the stub."""
    for path, text in made.items():
        module = ".".join(["haliax", *path.with_suffix("").parts]).removesuffix(".__init__")
        for name, node in functions(text) if path.suffix == ".pyi" else ():
            method = name.removeprefix("NamedArray.")
            is_method = name != method and method in METHODS
            operation = METHODS[method] if is_method else operation_of(f"{module}.{name}")
            if operation is not None:
                yield f"{module}.{name}", operation, node


def test_operations_have_one_plain_signature(made: dict[Path, str]) -> None:
    """A mistake that the plugin tells of is lost where another overload takes the call too."""
    seen: dict[str, str] = {}
    for name, _, node in operations(made):
        returns = ast.unparse(node.returns) if node.returns else ""
        takes_numbers = (seen.get(name), returns) in ((None, "_Array"), ("_Array", "jax.Array"))
        assert takes_numbers or name in BY_FORM or name not in seen, f"{name} has overloads"
        overloaded = list(map(ast.unparse, node.decorator_list)) == ["overload"]
        assert node.decorator_list == [] or (overloaded and (takes_numbers or name in BY_FORM)), name
        seen[name] = returns
    assert {"haliax.ops.reductions.sum", "haliax.core.NamedArray.sum", "haliax.core.NamedArray.__radd__"} <= seen.keys()
    assert {f"haliax.core.NamedArray.{method}" for method in METHODS} <= seen.keys()


def test_operations_have_the_parameters_of_their_rules(made: dict[Path, str]) -> None:
    for name, operation, node in operations(made):
        if name.rpartition(".")[2].startswith("__") or node.args.vararg or node.args.kwarg:
            continue
        taken = {a.arg for a in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]}
        defaults = inspect.signature(operation.rule).parameters
        needed = [p.name for p in operation.parameters if defaults[p.name].default is inspect.Parameter.empty]
        assert set(needed[1 if "NamedArray." in name else 0 :]) <= taken, name


def test_what_keeps_the_axes_says_so(made: dict[Path, str]) -> None:
    returns: dict[str, str] = {}
    for name, _, node in operations(made):
        if node.returns:
            returns[name] = " | ".join(filter(None, (returns.get(name), ast.unparse(node.returns))))
    for name, said in {
        "haliax.ops.elementwise.exp": "_Array | jax.Array",
        "haliax.ops.elementwise.frexp": "tuple[A, A]",
        "haliax.ops.elementwise.astype": "_Array",
        "haliax.ops.creation.zeros_like": "_Array",
        "haliax.core.NamedArray.__neg__": "Self",
        "haliax.core.NamedArray.astype": "Self",
        "haliax.core.NamedArray.round": "Self",
        "haliax.ops.elementwise.add": "NamedArray",
        "haliax.ops.elementwise.where": "NamedArray | tuple[NamedArray, ...]",
        "haliax.core.NamedArray.__divmod__": "tuple[NamedArray, NamedArray]",
        "haliax.nn.normalization.softmax": "NamedArray",
    }.items():
        assert returns[name] == said, name


SOURCE = '''
"""What it is for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, overload

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T", int, str)
Pair: TypeAlias = "tuple[T, T]"
"""Two."""

COUNT = 3
NAMES = {"a": 1.0}
_hidden = np.zeros(3)


def _maker(n: int) -> Callable[..., Any]:
    def made(x: Sequence[int], *, n: int = n, f: Any = print) -> Path:
        raise NotImplementedError

    return made


made = _maker(3)


@overload
def either(x: int) -> int: ...
@overload
def either(x: str) -> str: ...
def either(x: Any) -> Any:
    return x


@lru_cache
def slice(x: _Private, n: int = -1, /, *rest: slice, much: Any = np.pi, **more: str) -> Pair[int]:
    """Cuts.

    At length, and with a "\\\\".
    """
    return x


class _Private:
    __slots__ = ("kept",)
    limit = 2

    def __init__(self, kept: Sequence[int]) -> None:
        self.kept = kept
        self._secret: int = 1

    def cut(self) -> int:
        return 1

    trim = cut

    def _inner(self) -> None: ...
'''

STUB = '''\
# Written by `python -m tools.stubs`. Do not edit.
"""What it is for."""

import builtins
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, TypeAlias, overload

from typing_extensions import TypeVar

T = TypeVar("T", bound=int | str)
Pair: TypeAlias = tuple[T, T]
"""Two."""

COUNT: int
NAMES: dict[str, float]
def made(x: Sequence[int], *, n: int = 3, f: Any = ...) -> Path: ...

@overload
def either(x: int) -> int: ...

@overload
def either(x: str) -> str: ...

def slice(x: _Private, n: int = -1, /, *rest: builtins.slice, much: Any = ..., **more: str) -> Pair[int]:
    r"""Cuts.

    At length, and with a "\\".
    """

class _Private:
    kept: Sequence[int]
    __slots__ = ("kept",)
    limit: ClassVar[int]
    def __init__(self, kept: Sequence[int]) -> None: ...
    def cut(self) -> int: ...
    def trim(self) -> int: ...
'''


def test_a_stub_says_what_the_source_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "written_for_stubs.py").write_text(SOURCE.lstrip())
    monkeypatch.syspath_prepend(tmp_path)
    assert stub_of("written_for_stubs") == STUB


def test_layers_say_what_they_do_to_axes(made: dict[Path, str]) -> None:
    linear = made[Path("nn", "linear.pyi")]
    assert 'class Linear(Layer, ReparamEnabled, axes="{In} -> Out"):' in linear
    assert '    @maps("In -> Out")\n    def __call__(self, inputs: NamedArray' in linear
    assert "from haliax.nn.layer import Layer, maps\n" in linear


def test_fields_are_parameters_of_the_constructor_of_a_module(made: dict[Path, str]) -> None:
    linear = made[Path("nn", "linear.pyi")]
    assert "    In: AxisSpec\n" in linear  # `field(static=True)` is no default
    assert "    dot_general: DotGeneralOp = ...\n    _reparam_cls: type[AbstractLinearReparam] = ...\n" in linear
    assert "    pdrop: float | jax.Array = ...\n" in made[Path("nn", "dropout.pyi")]


def test_an_attribute_of_unknown_type_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vague_for_stubs.py").write_text(
        "class C:\n    def __init__(self) -> None:\n        self.x = print()\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(TypeError, match=r"annotate self\.x"):
        stub_of("vague_for_stubs")


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


ALLOWED = Path(__file__).with_name("stubtest.txt")


@pytest.mark.slow
def test_stubtest_finds_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, sys.executable, "-m", "mypy.stubtest", "--allowlist", str(ALLOWED), "haliax")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Success" in done.stdout


@pytest.mark.slow
def test_mypy_finds_nothing_in_the_stubs(tmp_path: Path) -> None:
    shutil.copytree(FOLDER.parent, tmp_path / "stubs")
    done = run(tmp_path, sys.executable, "-m", "mypy", "--config-file=", "--strict", "stubs/haliax-stubs")
    assert done.returncode == 0, done.stdout + done.stderr


def check(checker: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a type checker, without our plugin, on the files of a folder."""
    at = Path(sys.executable).parent / checker
    if not at.exists():
        pytest.skip(f"{checker} is not installed; it comes with the extra `test`")
    # Its settings then are the same wherever the folder is. Without any, pyrefly reports next to nothing.
    (folder / "pyrefly.toml").write_text("")
    arguments = {
        "mypy": ["--config-file=", "--strict", "--allow-redefinition", "."],
        "pyright": ["--pythonpath", sys.executable, "."],
        "pyrefly": ["check", "-c", "pyrefly.toml", "--python-interpreter-path", sys.executable],
        "ty": ["check", "--python", sys.prefix, "."],
    }
    return run(folder, str(at), *arguments[checker])


@pytest.mark.slow
@pytest.mark.parametrize("checker", CHECKERS)
def test_checkers_find_nothing_in_what_is_right(checker: str, tmp_path: Path) -> None:
    for path in PORTABLE:
        shutil.copy(path, tmp_path)
    done = check(checker, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


WRONG = """
import haliax as hax
from haliax import NamedArray
from haliax.haxtyping import Float

def f(x: Float[NamedArray, "batch embed"]) -> str:
    x.nonsense
    hax.sum("x", "batch")
    x.sum("batch", keepdims=True)
    x @ x
    x.array = 3
    return hax.exp(x)
"""


@pytest.mark.slow
@pytest.mark.parametrize("checker", CHECKERS)
def test_checkers_find_what_is_wrong(checker: str, tmp_path: Path) -> None:
    (tmp_path / "wrong.py").write_text(WRONG.lstrip())
    done = check(checker, tmp_path)
    missed = [line for line in range(6, 12) if f"wrong.py:{line}" not in done.stdout]
    assert missed == [], done.stdout + done.stderr
