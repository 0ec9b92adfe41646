"""What is tried in each environment: the library, the plugin, the command line and the demo."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tools.release.contents import ROOT
from tools.release.environments import Failed, run

SMOKE: Final = '''\
"""Every part of the library once."""

import jax

import haliax as hax
from haliax import Axis, NamedArray
from haliax.nn import Linear

Batch, Embed, Mlp = hax.make_axes(batch=2, embed=3, mlp=5)


@hax.named_jit
def layer(x: NamedArray["batch embed"], up: Linear["embed -> mlp"]) -> NamedArray["batch"]:
    return hax.nn.relu(up(x)).sum("mlp")


def main() -> None:
    up = Linear.init(Embed, Mlp, key=jax.random.key(0))
    y = layer(hax.ones((Batch, Embed)), up)
    assert y.shape == {"batch": 2}, y.shape
    try:
        y.sum("wrong"[:])  # a name that mypy does not know, so that it passes this file
    except hax.AxisError as error:
        assert "no axis 'wrong' in [batch=2]" in str(error), error
    else:
        raise AssertionError("a wrong axis went unnoticed")


if __name__ == "__main__":
    main()
'''
WRONG: Final = 'import haliax as hax\n\nhax.ones({"batch": 2}).sum("embed")\n'
VERSIONS: Final = """\
import json, sys
from importlib.metadata import version
import haliax, haliax_mypy
names = ("haliax", "jax", "equinox", "numpy", "mypy")
homes = [module.__file__ for module in (haliax, haliax_mypy)]
print(json.dumps({"versions": {name: version(name) for name in names}, "homes": homes, "prefix": sys.prefix}))
"""


def trial(python: Path, folder: Path) -> Iterator[str]:
    """Tries what is installed, and says of each step what came out.

    Raises:
        Failed: If a step does not do what it should.
    """
    found = json.loads(run([python, "-c", VERSIONS], folder))
    if not all(home.startswith(found["prefix"]) for home in found["homes"]):
        raise Failed(f"haliax is imported from elsewhere: {found['homes']}")
    yield ", ".join(f"{name} {version}" for name, version in found["versions"].items())

    (folder / "smoke.py").write_text(SMOKE)
    (folder / "wrong.py").write_text(WRONG)
    run([python, "smoke.py"], folder)
    yield "the library runs"

    command = python.with_name("haliax-mypy")
    passed = run([command, "check", "smoke.py", "--", "--strict"], folder)
    yield f"mypy --strict on it: {passed.strip()}"
    refused = run([command, "check", "wrong.py"], folder, code=1)
    if "sum: no axis 'embed' in [batch]  [axis-missing]" not in refused:
        raise Failed(f"the plugin did not find the mistake:\n{refused}")
    if "An axis that is named is not there." not in run([command, "explain", "axis-missing"], folder):
        raise Failed("`explain` says something else")
    yield "a mistake is found, and explained"

    examples = folder / "examples"
    shutil.copytree(ROOT / "examples", examples, ignore=shutil.ignore_patterns("__pycache__", ".mypy_cache"))
    demo = "import sys; from gpt import demo; sys.exit(not (demo.the_model_passes() and demo.mistakes_are_found()))"
    shown = run([python, "-c", demo], examples)
    yield f"the demo's model passes, and its mistakes are found: {shown.count('error: ')} errors shown"
