"""What is mutated, and which tests should see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SAID = "tools/mutants/said.py"
"""What mypy says of each type test, compared with what it says without a mutant."""


@dataclass(frozen=True)
class Group:
    """Modules, and the tests for them.

    Attributes:
        modules: Patterns of files.
        share: How many of a hundred mutants are of this group, if no group is asked for.
        quick: Tests that run first. Importing them must not start a backend of jax, whose threads a fork would lose.
        more: Tests that run if those see nothing; imported in the child.
        least: The per cent of mutants that must be killed.
    """

    modules: tuple[str, ...]
    share: int
    quick: tuple[str, ...]
    more: tuple[str, ...] = ()
    least: float = 0.0


_CASES = tuple(
    f"tests/test_cases.py::test_{name}"
    for name in ("axes_are_as_written", "rule_gives_what_tracing_gives", "values_are_those_of_a_positional_call")
)

GROUPS = {
    "pure": Group(
        modules=(*("haliax/pure/*.py", "haliax/pure/rules/*.py"),),
        share=30,
        quick=(
            *(f"tests/test_{name}.py" for name in ("algebra", "axis", "pattern", "matching", "pure", "laws")),
            SAID,
        ),
        more=(
            "tests/test_spec.py",
            "tests/test_declarations.py",
            "tests/test_messages.py",
            "tests/test_nn_messages.py",
            "tests/test_mesh_messages.py",
            "tests/test_refusals.py",
            "tests/test_behaviours.py",
            "tests/ops",
            "tests/nn",
            *_CASES,
            "tests/test_enumeration.py",
        ),
        least=97.0,
    ),
    "kernels": Group(
        modules=(
            *(
                f"haliax/{name}.py"
                for name in ("core", "dynamic", "exporting", "operators", "printing", "ref", "shapes", "tree")
            ),
            "haliax/tree_util.py",
            *(
                "haliax/ops/*.py",
                "haliax/linalg/*.py",
                "haliax/nn/**/*.py",
                "haliax/random/*.py",
                "haliax/notebook/*.py",
            ),
        ),
        share=24,
        quick=(),
        more=(
            "tests/test_collectives.py",
            *(f"tests/test_{name}.py" for name in ("core", "ref", "tree", "behaviours", "refusals", "keywords")),
            *(f"tests/test_{name}.py" for name in ("methods", "declarations", "dynamic", "stacks", "views")),
            *("tests/test_layers.py", "tests/test_linalg.py", "tests/test_shape_checks.py", "tests/test_threads.py"),
            "tests/test_notebook.py",
            *("tests/nn", "tests/ops", *_CASES),
            *("tests/test_cases.py::test_an_ill_shaped_array_is_refused", "tests/test_cases.py::test_under_jit"),
        ),
    ),
    "transforms": Group(
        modules=(
            *("haliax/transforms/*.py", "haliax/quantization/*.py"),
            *(f"haliax/{name}.py" for name in ("fields", "hosts", "jax_utils", "older", "util")),
        ),
        share=8,
        quick=(),
        more=(
            *(f"tests/test_{name}.py" for name in ("vmap", "scan", "scan_checkpoint", "messages", "jax_utils")),
            *("tests/test_fields.py", "tests/test_older.py", "tests/quantization"),
        ),
    ),
    "plugin": Group(
        modules=(
            "haliax_mypy/*.py",
            *(f"haliax_mypy/{name}/*.py" for name in ("annotations", "calls", "configurations", "layers")),
            *(f"haliax_mypy/{name}/*.py" for name in ("messages", "strict", "syntax", "types")),
        ),
        share=17,
        quick=(SAID, "tests/plugin"),
    ),
    "commands": Group(
        modules=("haliax_mypy/commands/**/*.py", "haliax_mypy/survey/*.py"),
        share=3,
        quick=(),
        more=("tests/commands",),
    ),
    "boundary": Group(
        modules=(
            *("haliax/checking/*.py", "haliax/debug/*.py"),
            *(f"haliax/{name}.py" for name in ("annotating", "haxtyping", "modes", "watching")),
        ),
        share=9,
        quick=(),
        more=(
            *("tests/test_haxtyping.py", "tests/test_boundary.py", "tests/test_faults.py", "tests/debug"),
            *("tests/test_checked.py", "tests/test_checked_again.py", "tests/test_checked_jit.py"),
            *("tests/test_checked_later.py", "tests/test_checked_packages.py", "tests/test_checked_placement.py"),
            "tests/test_checked_as_written.py",
            *("tests/test_checked_values.py", "tests/test_checked_variables.py", "tests/test_other_checkers.py"),
        ),
    ),
    "partitioning": Group(
        modules=("haliax/meshes.py", "haliax/partitioning/*.py"),
        share=5,
        quick=(),
        more=(
            *(f"tests/test_{name}.py" for name in ("named_jit", "ahead", "partitioning", "sharding", "jit_arguments")),
            *(f"tests/test_{name}.py" for name in ("mesh_kinds", "mesh_messages", "inferring", "processes")),
            *("tests/test_shard_map.py", "tests/test_same_arguments.py"),
        ),
    ),
    "state dicts": Group(modules=("haliax/state_dict/*.py",), share=4, quick=(), more=("tests/state_dict",)),
}

LEAST_OF_ALL = 90.0
"""The per cent of all mutants that must be killed, if at least `MANY` are tried."""

MANY = 600


def files(group: Group) -> list[Path]:
    """The files that a group mutates."""
    return sorted({path for pattern in group.modules for path in ROOT.glob(pattern)})


def tests(names: tuple[str, ...]) -> list[str]:
    """Those of the tests that exist."""
    return [name for name in names if (ROOT / name.partition("::")[0]).exists()]


def dotted(path: Path) -> str:
    """The name of the module in a file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
