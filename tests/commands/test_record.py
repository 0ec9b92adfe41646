"""`record`: a program does what it did, in all its processes, and what functions were called with is written down."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.recording import classes, command, functions, record, records, run

PROGRAMS = Path(__file__).with_name("programs")


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A folder in which functions of all kinds were recorded, and what they printed."""
    folder = tmp_path_factory.mktemp("kinds")
    for program in PROGRAMS.glob("kinds*.py"):
        shutil.copy(program, folder)
    return folder, record(folder, "-O", "kinds_main.py", "an argument")


Kinds = tuple[Path, subprocess.CompletedProcess[str]]


@pytest.mark.xdist_group("recorded kinds")
def test_a_program_does_what_it_did(kinds: Kinds) -> None:
    folder, noted = kinds
    plain = run(folder, "-O", "kinds_main.py", "an argument")
    assert (noted.stdout, noted.returncode) == (plain.stdout, 7)
    assert noted.stdout.endswith("[]\n"), "a note must not load jax"
    assert not list(folder.glob("__pycache__/kinds.*"))[1:], "code with notes must not be cached"


@pytest.mark.xdist_group("recorded kinds")
def test_all_processes_and_threads_are_recorded(kinds: Kinds) -> None:
    seen = {form[1] for call in functions(kinds[0])["in_main"]["calls"] for form in call["arguments"]}
    assert seen == {"thread", "kid4", "kid5", "forked"}
    assert "processes)" in kinds[1].stderr and not (kinds[0] / "haliax-records.json.parts").exists()


@pytest.mark.xdist_group("recorded kinds")
def test_functions_of_all_kinds_are_recorded(kinds: Kinds) -> None:
    found, embed = functions(kinds[0]), ["axis", "embed"]
    assert found["Config.mlp"]["calls"][0]["result"] == ["axis", "mlp"]
    assert found["Config.both"]["calls"][0]["result"] == ["tuple", [embed, ["axis", "mlp"]]]
    assert found["Config.make"]["calls"][0]["result"] == ["object", "kinds.py", "Config"]
    assert found["Config.twice"]["calls"] == [{"arguments": [embed], "result": embed}]
    assert found["generator"]["yields"] == found["context"]["yields"] == found["stream"]["yields"] == [embed]
    assert found["coroutine"]["calls"][0]["result"] == embed
    assert found["Slots.use"]["calls"][0]["result"] == embed
    assert {str(call["result"]) for call in found["failing"]["calls"]} == {"None"}, "it never ended"
    assert found["decorated"]["parameters"] == ["axis", "*more", "flag", "**named"]
    flag, text = ["value", "builtins", "bool"], ["value", "builtins", "str"]
    assert found["decorated"]["calls"][0]["arguments"] == [embed, ["tuple", [embed]], flag, ["dict", [text], [embed]]]


@pytest.mark.xdist_group("recorded kinds")
def test_classes_tell_what_they_hold(kinds: Kinds) -> None:
    found = classes(kinds[0])
    assert found["Config"]["self"]["embed"] == found["Slots"]["self"]["axis"] == [["axis", "embed"]]


ARRAYS = """
import equinox as eqx
import jax
import jax.numpy as jnp

import haliax as hax
from haliax import Axis, NamedArray
from haliax.nn import Dropout, Linear, Stacked

Batch, Embed, Mlp = hax.make_axes(batch=2, embed=3, mlp=5)
key = jax.random.key(0)


class Block(eqx.Module):
    up: Linear
    scale: NamedArray | None

    @staticmethod
    def init(Embed, *, key):
        return Block(Linear.init(Embed, Embed, key=key), hax.ones(Embed))

    def __call__(self, x):
        return self.up(x * self.scale)


class Holder:
    def __init__(self, block):
        self.block = block
        self.pair = (Batch, hax.zeros(Mlp, dtype=int))
        self.dropout = Dropout(0.1)


def traced(x):
    return x.sum("embed")


def through(x, others):
    return x


def blocks(stack):
    return stack


jax.jit(traced)(hax.ones((Batch, Embed)))
jax.eval_shape(traced, hax.ones((Mlp, Embed)))
jax.grad(lambda x: traced(x).scalar())(hax.ones(Embed))
hax.vmap(traced, "batch")(hax.ones((Batch, Mlp, Embed)))
jax.make_jaxpr(jax.vmap(lambda x: through(x, None)))(hax.ones((Batch, Mlp)))
through(jnp.ones(3), {"a": hax.ones(Embed), "b": [hax.ones(Mlp)] * 12})
Holder(Block.init(Embed, key=key))
stack = blocks(Stacked.init(Axis("layers", 4), Block)(Embed, key=jax.random.split(key, 4)))
stack.fold(hax.ones((Batch, Embed)))
raise RuntimeError("ends here")
"""


def test_arrays_and_layers_are_recorded(tmp_path: Path) -> None:
    (tmp_path / "arrays.py").write_text(ARRAYS)
    noted = record(tmp_path, "arrays.py")
    assert noted.returncode == 1 and 'raise RuntimeError("ends here")' in noted.stderr
    assert "script.py" not in noted.stderr and "recorder" not in noted.stderr
    found, held = functions(tmp_path), classes(tmp_path)
    traced = {tuple(call["arguments"][0][1]) for call in found["traced"]["calls"]}
    assert traced == {("batch", "embed"), ("mlp", "embed"), ("embed",)}
    embed = ["array", ["embed"], "float32"]
    unfit, plain = found["through"]["calls"]
    assert unfit["arguments"] == [["unfit"], ["none"]]
    assert plain["arguments"][0] == ["value", "jax", "Array"] == plain["result"]
    assert plain["arguments"][1][2] == [embed, ["list", [["array", ["mlp"], "float32"]]]]
    linear = ["layer", "haliax.nn", "Linear", "embed -> embed"]
    assert held["Block"]["self"] == {"up": [linear], "scale": [embed]}, "as in one layer of the stack"
    assert held["Holder"]["self"]["pair"] == [["tuple", [["axis", "batch"], ["array", ["mlp"], "int32"]]]]
    assert held["Holder"]["self"]["dropout"] == [["value", "haliax.nn", "Dropout"]], "by its public name"
    assert found["blocks"]["calls"][0]["result"] == ["stack", "haliax.nn", "Stacked", ["object", "arrays.py", "Block"]]


HOOKED = """
from typeguard import install_import_hook
from haliax.axis import Axis
install_import_hook("hooked")
import hooked
hooked.named(Axis("embed", 3))
"""


@pytest.mark.slow
def test_modules_and_tests_are_recorded(tmp_path: Path) -> None:
    """`python -m`, an import hook that compiles by itself, pytest in two workers, a file that is asked for alone."""
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "hooked.py").write_text("")
    (tmp_path / "hooked.py").write_text("def named(axis):\n    return axis\n")
    (package / "__main__.py").write_text(HOOKED)
    tests = "from haliax.axis import Axis\nimport hooked\n\n"
    tests += "".join(
        f"def test_{i}():\n    assert hooked.named(Axis('of_test_{i}', 1)).size == {i}\n\n" for i in (1, 2)
    )
    (tmp_path / "test_it.py").write_text(tests)
    assert record(tmp_path, "-m", "package").returncode == 0
    assert [call["result"] for call in functions(tmp_path)["named"]["calls"]] == [["axis", "embed"]]
    words = ("--append", "--include", "hooked.py", "--", sys.executable, "-m", "pytest", "-q", "-n", "2")
    noted = command(tmp_path, "record", *words)
    assert noted.returncode == 1, "one test fails"
    seen = {call["result"][1] for call in functions(tmp_path)["named"]["calls"]}
    assert seen == {"embed", "of_test_1", "of_test_2"}
    assert set(records(tmp_path)) == {"hooked.py"}


@pytest.mark.parametrize(
    ("program", "said", "code"),
    [
        ("def f(x):\n    return x\nf(3)", "does the program use haliax?", 0),
        ("print(1)", "no function of your files was called", 0),
        ("def f(:", "SyntaxError", 1),
        ("import nowhere", "ModuleNotFoundError: No module named 'nowhere'", 1),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "no function of your files", 137),
        ("import sys\nsys.exit('bye')", "bye", 1),
    ],
)
def test_a_program_without_records_is_told(program: str, said: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(program)
    noted = record(tmp_path, "program.py")
    assert noted.returncode == code and said in noted.stderr
    assert "haliax_mypy" not in noted.stderr.replace("haliax-mypy", ""), "frames of ours must not show"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "no command; say what to run"),
        (("--", "no-such-program"), "no command no-such-program"),
        (("--include", "nowhere", "--", "true"), "no file or folder nowhere"),
        (("--append", "-o", "text.txt", "--", "true"), "text.txt is no file of records"),
        (("-o", "no/where.json", "--", "true"), "nothing noted: no Python was started"),
    ],
)
def test_what_cannot_be_recorded_is_refused(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("no records")
    noted = command(tmp_path, "record", *words)
    assert said in noted.stderr and "Traceback" not in noted.stderr
    assert noted.returncode == (0 if "nothing noted" in said else 2)
