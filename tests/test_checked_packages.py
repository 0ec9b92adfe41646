"""Classes and whole packages that are checked: by a decorator, by an import hook, by a flag of pytest."""

from __future__ import annotations

import ast
import asyncio
import dataclasses
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import pytest

from haliax.axis import Axis
from haliax.checking.hook import decorated
from haliax.core import NamedArray
from haliax.debug import checked, debug_checks, install_import_hook
from haliax.errors import AxisError
from haliax.nn import Linear

ROOT = Path(__file__).parent.parent


def named(**sizes: int) -> NamedArray:
    return NamedArray(jnp.zeros(tuple(sizes.values())), tuple(sizes))


A, B, AB = named(a=2), named(b=3), named(a=2, b=3)


def refused(fn: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(AxisError) as caught:
        fn(*args, **kwargs)
    return str(caught.value)


# --- classes


@checked
class Layer(eqx.Module):
    weight: NamedArray["a b"] = eqx.field(converter=lambda x: x)
    bias: NamedArray["a"] | None = None

    def __call__(self, x: NamedArray["b"]) -> NamedArray["a"]:
        return x

    @classmethod
    def made(cls, x: NamedArray["a b"]) -> Layer:
        return cls(x)

    @staticmethod
    def free(x: NamedArray["a"]) -> None: ...

    @property
    def first(self) -> NamedArray["a"]:
        return self.weight

    def plain(self, x):  # type: ignore[no-untyped-def]  # with no annotations
        return x


@checked
@dataclasses.dataclass
class Record:
    x: NamedArray["a"]
    y: NamedArray["a b"]


class Written(eqx.Module):
    x: NamedArray["a"]
    y: NamedArray["a ..."]

    def __init__(self, x: NamedArray["a"]) -> None:
        self.x = x
        self.y = named(a=7)

    def __check_init__(self) -> None:
        seen.append("own")


seen: list[str] = []


def test_fields_are_checked_when_an_object_is_made() -> None:
    Layer(AB, A)
    assert refused(Layer, A) == "Layer: field 'weight' is [a=2]; expected [a, b]: no axis 'b'"
    assert refused(Layer, AB, named(a=5)) == "Layer: axis 'a' has size 2 in field 'weight' but 5 in field 'bias'"
    assert refused(Record, A, B) == "Record: field 'y' is [b=3]; expected [a, b]: no axis 'a'"
    assert Record(A, AB).x is A


def test_methods_of_a_class() -> None:
    layer = Layer(AB)
    assert refused(layer, A) == "Layer.__call__: argument 'x' is [a=2]; expected [b]: no axis 'b'"
    assert refused(layer, B) == "Layer.__call__: the result is [b=3]; expected [a]: no axis 'a'"
    assert refused(Layer.made, A).startswith("Layer.made: argument 'x'")
    assert refused(layer.free, B).startswith("Layer.free: argument 'x'")
    assert refused(lambda: layer.first) == "Layer.first: the result is [a=2, b=3]; expected [a]: unexpected axis 'b'"
    assert layer.plain(3) == 3  # type: ignore[no-untyped-call]  # as above


def test_a_written_init() -> None:
    written = checked(Written)
    assert refused(written, B) == "Written.__init__: argument 'x' is [b=3]; expected [a]: no axis 'a'"
    seen.clear()
    assert refused(written, A) == "Written: axis 'a' has size 2 in field 'x' but 7 in field 'y'"
    assert seen == ["own"]
    assert checked(Written) is written


def test_what_is_not_made_yet_may_be_anything() -> None:
    @checked
    @dataclasses.dataclass
    class Late(Record):
        def __post_init__(self) -> None:
            self.x = A

    assert Late(B, AB).x is A


def test_a_subclass_is_checked_once_when_all_is_there() -> None:
    @checked
    class Longer(Record):
        def __init__(self, x: NamedArray) -> None:
            super().__init__(x, AB)  # which is wrong until the next line
            self.x = A

    assert Longer(named(a=9)).x is A

    class Unchecked(Record):
        pass

    assert refused(Unchecked, B, AB).startswith("Record: field 'x'")


def test_objects_that_transforms_make_are_not_checked() -> None:
    layer = Layer(AB)
    jax.vmap(lambda it: it.weight.array)(jax.tree.map(lambda a: a[None], layer))
    jax.tree.map(lambda a: None, layer)


def test_switches() -> None:
    with debug_checks(False):
        assert Layer(A).weight is A

    @checked(check=None)  # type: ignore[arg-type]  # of a class it gives the class
    class Later(eqx.Module):
        x: NamedArray["a"]

    assert Later(B).x is B
    with debug_checks():
        assert refused(Later, B).startswith("Later: field 'x'")


# --- the import hook

SOURCE = '''"""A module."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import no_type_check, overload

import equinox as eqx
import jax

from haliax import Axis, NamedArray
from haliax.nn import Linear, Stacked


@overload
def f(x: NamedArray["a"]) -> NamedArray["b"]: ...
@overload
def f(x: int) -> int: ...
def f(x: NamedArray["a"] | int) -> NamedArray["b"] | int:
    return x


async def later(x: NamedArray["a"]) -> NamedArray["b"]:
    return x


@no_type_check
def left(x: NamedArray["a"]) -> NamedArray["b"]:
    return x


@partial(jax.jit, static_argnames="n")
def compiled(x: NamedArray["a"], *, n: int) -> NamedArray["a"]:
    return x


@lru_cache
def plain(n):
    def inner(x: NamedArray["a"]) -> NamedArray["b"]:
        return x

    return inner


@dataclass
class Record:
    x: NamedArray["a"]


class Block(eqx.Module):
    linear: Linear["a -> b"]

    @classmethod
    def init(cls, *, key: jax.Array) -> Block:
        return cls(Linear.init(Axis("a", 2), Axis("b", 3), key=key))

    def __call__(self, x: NamedArray["... a"]) -> NamedArray["... a"]:
        return x


class Model(eqx.Module):
    blocks: Stacked[Block]

    def __call__(self, x: NamedArray["a"]) -> NamedArray["a"]:
        return self.blocks.fold(x)
'''


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    (tmp_path / "checkedpkg").mkdir()
    (tmp_path / "checkedpkg" / "__init__.py").write_text("def empty(x: int) -> str:\n    return x\n")
    (tmp_path / "checkedpkg" / "inner.py").write_text(SOURCE)
    (tmp_path / "checkedpkgs.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(tmp_path)
    yield "checkedpkg"
    for name in [name for name in sys.modules if name.startswith("checkedpkg")]:
        del sys.modules[name]


@pytest.fixture
def inner(package: str) -> ModuleType:
    with install_import_hook(package):
        return import_module(f"{package}.inner")


def test_functions_and_classes_of_a_package(inner: ModuleType) -> None:
    assert refused(inner.f, A) == "f: the result is [a=2]; expected [b]: no axis 'b'"
    assert refused(inner.f, B).startswith("f: argument 'x' is [b=3]")
    assert inner.f(3) == 3 and inner.left(A) is A
    assert refused(asyncio.run, inner.later(A)).startswith("later: the result")
    assert refused(inner.compiled, B, n=1) == "compiled: argument 'x' is [b=3]; expected [a]: no axis 'a'"
    assert refused(inner.plain(1), A).startswith("inner: the result")
    assert refused(inner.Record, B) == "Record: field 'x' is [b=3]; expected [a]: no axis 'a'"


def test_models_of_a_package(inner: ModuleType) -> None:
    key = jax.random.key(0)
    blocks = inner.Stacked.init(Axis("layer", 4), inner.Block)(key=jax.random.split(key, 4))
    model = inner.Model(blocks)
    assert model(A).axes == A.axes
    assert refused(model, B).startswith("Model.__call__: argument 'x'")
    wrong = Linear.init(Axis("b", 3), Axis("a", 2), key=key)
    assert refused(inner.Block, wrong) == 'Block: field \'linear\' is Linear["b -> a"]; expected Linear["a -> b"]'


def test_what_the_hook_covers(package: str) -> None:
    with install_import_hook([package]) as hook:
        assert import_module("checkedpkgs").f(A) is A  # of another name
        assert hook in sys.meta_path
    assert hook not in sys.meta_path
    hook.uninstall()
    assert import_module(f"{package}.inner").f(A) is A  # it has ended
    with pytest.warns(UserWarning, match=f"{package} is imported already, and is not checked"):
        install_import_hook(package).uninstall()
    assert import_module(package).empty(3) == 3


def test_what_is_not_there_is_not_found(package: str) -> None:
    with install_import_hook(package), pytest.raises(ModuleNotFoundError):
        import_module(f"{package}.nothing")


@pytest.mark.parametrize("source", ["", '"""Only text."""', "from __future__ import annotations"])
def test_a_module_without_statements_stays_as_it_is(source: str) -> None:
    assert ast.unparse(decorated(ast.parse(source))) == ast.unparse(ast.parse(source))


def test_where_the_decorators_stand() -> None:
    source = (
        '"""Text."""\nfrom __future__ import annotations\nimport m\n@m.outer\ndef f(*a: int): ...\ndef g(x): ...\n'
        "@m.typing.no_type_check()\nclass D:\n    def h(self) -> int: ...\n@m.outer\nclass C: ...\n"
    )
    assert ast.unparse(decorated(ast.parse(source))).split("\n\n") == [
        '"""Text."""\nfrom __future__ import annotations\nfrom haliax.debug.checks import checked as _haliax_checked_, '
        "fields_checked as _haliax_fields_checked_\nimport m",
        "@m.outer\n@_haliax_checked_\ndef f(*a: int):\n    ...",
        "def g(x):\n    ...",
        "@m.typing.no_type_check()\nclass D:",
        "    def h(self) -> int:\n        ...",
        "@_haliax_fields_checked_\n@m.outer\nclass C:\n    ...",
    ]


# --- pytest

TESTS = """
from checkedpkg import inner
from haliax import ones

def test_wrong():
    inner.f(ones({"a": 2}))

def test_right():
    assert inner.f(3) == 3
"""


@pytest.mark.parametrize(
    ("flags", "outcome"),
    [((), "2 passed"), (("--haliax-check=other,checkedpkg",), "1 failed, 1 passed")],
    ids=["off", "on"],
)
def test_the_flag_of_pytest(package: str, tmp_path: Path, flags: tuple[str, ...], outcome: str) -> None:
    (tmp_path / "test_it.py").write_text(TESTS)
    (tmp_path / "conftest.py").write_text("import checkedpkg.inner\n")  # which the hook must precede
    command = [sys.executable, "-m", "pytest", "-q", "-p", "haliax.checking.pytest_plugin", "-p", "no:cacheprovider"]
    run = subprocess.run(
        [*command, "--import-mode=prepend", "-c", "/dev/null", f"--rootdir={tmp_path}", *flags, "test_it.py"],
        cwd=tmp_path,
        # Where haliax is installed pytest finds the plugin by itself, and would not take it twice.
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{tmp_path}", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in run.stdout, run.stdout + run.stderr
    assert ("AxisError: f: the result is [a=2]" in run.stdout) is ("failed" in outcome)


def test_pytest_finds_the_plugin() -> None:
    points = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]
    assert import_module(points["pytest11"]["haliax"]).pytest_addoption
