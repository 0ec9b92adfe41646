"""What it costs to have the plugin: no jax, and a version that follows its files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import haliax_mypy


def test_no_jax_is_loaded() -> None:
    code = (
        "import sys, haliax_mypy; from haliax_mypy.hooks import function_hook\n"
        "for name in ('haliax.ops.reductions.sum', 'haliax.core.NamedArray'):\n"
        "    assert function_hook(name, lambda name: None)\n"
        "heavy = [name for name in ('jax', 'numpy', 'equinox', 'haliax.core') if name in sys.modules]\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


EDITED = (
    *("haliax_mypy/survey/tracing.py", "haliax_mypy/strict/causes.py"),
    *("haliax/pure/errors.py", "haliax/pure/rules/reductions.py", "haliax_mypy/names.py"),
    *("haliax_mypy/calls/binding.py", "haliax_mypy/types/reading.py", "haliax_mypy/messages/codes.py"),
)
"""Some files that decide what the plugin says."""


def test_the_version_follows_the_plugin_and_the_rules(copied: Path) -> None:
    code = "import haliax_mypy; print(haliax_mypy.__version__)"

    def version() -> str:
        command = [sys.executable, "-c", code]
        return subprocess.run(command, cwd=copied, check=True, capture_output=True, text=True).stdout

    versions = {version()}
    assert versions == {version()}
    for file in EDITED:
        path = copied / file
        path.write_text(path.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
        versions.add(version())
    assert len(versions) == 1 + len(EDITED)


def test_no_other_attribute_is_made_up() -> None:
    assert not hasattr(haliax_mypy, "anything_else")


def test_little_is_loaded_where_all_is_cached() -> None:
    """Before mypy asks for the first hook, neither the rules nor what reads types is loaded."""
    code = (
        "import sys, haliax_mypy; haliax_mypy.plugin('2.0'); haliax_mypy.__version__\n"
        "loaded = sorted(name for name in sys.modules if name.startswith('haliax'))\n"
        "assert 'haliax_mypy.hooks' not in loaded and 'haliax.pure.axes' not in loaded, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
