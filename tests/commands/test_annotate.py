"""`annotate`: from a run to annotations that mypy accepts."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.recording import ROOT, command, record
from tests.commands.stripping import lost, strip

PROGRAM = '''\
"""A program without annotations."""

import haliax as hax

Batch, Embed, Head = hax.make_axes(batch=2, embed=3, head=5)


def norm(x, eps=1e-5):
    # a comment
    return (x - x.mean("embed")) * hax.rsqrt(x.var("embed") + eps)


def pooled(x, by_max=False):
    if by_max:
        return norm(x).max("batch_")
    return norm(x).mean("batch")


def total(xs):
    return sum(xs)


def anything(x):
    return x


norm(hax.ones((Batch, Embed)))
norm(hax.ones((Embed,)))
pooled(hax.ones((Batch, Embed)))
total([hax.ones(Embed)])
anything(hax.ones(Embed))
anything(hax.ones(Head))
'''
CONFIG = "[mypy]\n[mypy-jax.*,numpy.*,equinox.*,jaxtyping.*,typeguard.*]\nfollow_imports = skip\n"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a program that was recorded. Its configuration does not name the plugin."""
    folder = tmp_path_factory.mktemp("annotate")
    (folder / "program.py").write_text(PROGRAM)
    (folder / "mypy.ini").write_text(CONFIG)
    assert record(folder, "program.py").returncode == 0
    return folder


@pytest.mark.xdist_group("annotate a program")
def test_what_fails_is_reported_and_not_written(program: Path) -> None:
    run = command(program, "annotate")
    new = [line[1:] for line in run.stdout.splitlines() if line.startswith("+") and line != "+"]
    assert new == [
        "++ b/program.py",
        "from haliax import NamedArray",
        "from typing import TypeVarTuple",
        'Rest = TypeVarTuple("Rest")',
        'def norm(x: NamedArray[*Rest, "embed"], eps: float = 1e-5) -> NamedArray[*Rest, "embed"]:',
        'def total(xs: list[NamedArray["embed"]]):',
    ]
    assert "--- a/program.py" in run.stdout and run.returncode == 1
    assert "axis 'batch_'" in run.stderr and "[axis-missing]" in run.stderr
    assert "'x' of anything: it is [embed] and [head], which share no axis" in run.stderr
    assert 'not NamedArray["embed"] for the result of total, with which mypy says' in run.stderr
    assert (program / "program.py").read_text() == PROGRAM


@pytest.mark.xdist_group("annotate a program")
def test_without_a_check_all_is_shown(program: Path) -> None:
    run = command(program, "annotate", "--no-check", "program.py", "--dtypes")
    line = '+def pooled(x: Float[NamedArray, "batch embed"], by_max=False) -> Float[NamedArray, "embed"]:'
    assert line in run.stdout.splitlines() and run.returncode == 0
    assert "--write puts them there" in run.stderr


@pytest.mark.xdist_group("annotate a program")
def test_a_terminal_gets_colours(program: Path) -> None:
    words = [sys.executable, "-m", "haliax_mypy", "annotate", "--no-check"]
    environment = {**os.environ, "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    own, other = pty.openpty()
    process = subprocess.Popen(words, cwd=program, stdout=other, stderr=subprocess.DEVNULL, env=environment)
    try:
        assert b"\x1b[" in os.read(own, 1000)
    finally:
        process.kill()
        process.wait()
        os.close(other)
        os.close(own)


@pytest.mark.xdist_group("annotate a program")
def test_a_file_that_is_written_has_nothing_more_to_add(program: Path, tmp_path: Path) -> None:
    for file in program.glob("[!.]*.*"):
        shutil.copy(file, tmp_path)
    first = command(tmp_path, "annotate", "--no-check", "--write")
    assert first.stdout == "" and first.returncode == 0
    written = (tmp_path / "program.py").read_text()
    assert 'def pooled(x: NamedArray["batch embed"], by_max=False) -> NamedArray["embed"]:' in written
    again = command(tmp_path, "annotate", "--no-check", "--write")
    assert (tmp_path / "program.py").read_text() == written
    assert "program.py has changed since it was recorded" in again.stderr and "0 annotations" in again.stderr


@pytest.mark.xdist_group("annotate a program")
@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        (("--records", "none.json"), None, "no file none.json; make one by"),
        (("--records", "program.py"), None, "program.py is no file of records"),
        (("nowhere.py",), None, "no file or folder nowhere.py"),
        (("mypy.ini",), None, "nothing was recorded of mypy.ini"),
        ((), "def f(:\n", "program.py:1: invalid syntax; mend that first"),
        (("--records", "old.json"), None, "another version"),
        (("--records", "gone.json"), None, "or its files are gone"),
    ],
)
def test_what_cannot_be_annotated_is_refused(
    words: tuple[str, ...], text: str | None, said: str, program: Path, tmp_path: Path
) -> None:
    for file in program.glob("[!.]*.*"):
        shutil.copy(file, tmp_path)
    (tmp_path / "old.json").write_text(json.dumps({"version": 0, "files": {}}))
    (tmp_path / "gone.json").write_text((program / "haliax-records.json").read_text().replace("program.py", "gone.py"))
    if text is not None:
        (tmp_path / "program.py").write_text(text)
    run = command(tmp_path, "annotate", *words)
    assert said in run.stderr and "Traceback" not in run.stderr and run.returncode == 2


def test_mypy_that_cannot_begin_is_told(program: Path, tmp_path: Path) -> None:
    for file in program.glob("[!.]*.*"):
        shutil.copy(file, tmp_path)
    (tmp_path / "mypy.ini").write_text("[mypy]\nplugins = no_such_plugin\n")
    run = command(tmp_path, "annotate")
    assert "no_such_plugin" in run.stderr and "Traceback" not in run.stderr and run.returncode == 2
    (tmp_path / "mypy.ini").write_text("[mypy\n")
    run = command(tmp_path, "annotate")
    assert "cannot read its configuration: mypy.ini: " in run.stderr and run.returncode == 2


DRIVER = '''
"""Trains a small model for a moment, validates it and lets it write."""

import jax

from gpt import data
from gpt.model import GPT, Config
from gpt.sample import write
from gpt.train import Training, step, validate
from haliax import Axis

config = Config(position=Axis("position", 11), embed=Axis("embed", 12), mlp=Axis("mlp", 17), layer=Axis("layer", 2))
train, validation = data.load()
training = Training.init(GPT.init(config, jax.random.key(0)), steps=40)
stream = data.batches(train, Axis("batch", 2), config.position, seed=0)
training, loss = step(training, next(stream))
print(loss, validate(training.model, stream, count=2))
print(write(training.model, config, "a text that is long enough", 3))
'''


SHORTER = '''
"""Trains two small models for a moment, and evaluates them."""

from haliax import Axis
import ssm.data, ssm.model, ssm.train
import vit.data, vit.model, vit.train

batch, small, length = Axis("batch", 2), vit.model.Config(layer=Axis("layer", 2)), Axis("position", 11)
model = vit.train.train(small, batch, 2)
print(vit.train.evaluate(model, next(vit.data.batches(small, batch, seed=1))))
config = ssm.model.Config()
data = ssm.data.batches(config, batch, Axis("position", 13), seed=1)
print(ssm.train.evaluate(ssm.train.train(config, batch, length, 2), next(data)))
'''


@pytest.mark.slow
@pytest.mark.parametrize(
    ("examples", "driver", "module"),
    [(("gpt", "checkpoint"), DRIVER, "checkpoint"), (("ssm", "vit"), SHORTER, "")],
    ids=["gpt and checkpoint", "ssm and vit"],
)
def test_it_restores_the_annotations_of_the_examples(
    examples: tuple[str, ...], driver: str, module: str, tmp_path: Path
) -> None:
    """All annotations of arrays, axes and layers are taken out, and come back."""
    for name in examples:
        shutil.copytree(ROOT / "examples" / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "examples" / "mypy.ini", tmp_path)
    (tmp_path / "drive.py").write_text(driver)
    said = {path: found for path, found in strip(tmp_path).items() if path.name not in ("drive.py", "demo.py")}
    count = sum(map(len, said.values()))
    assert count > 50 and len(lost(said)) == count, "they are gone"
    assert record(tmp_path, "drive.py").returncode == 0
    if module:
        assert command(tmp_path, "record", "--append", "--", sys.executable, "-m", module).returncode == 0
    run = command(tmp_path, "annotate", "--write")
    missing = lost(said)
    assert not missing, "\n".join(missing) + run.stderr
