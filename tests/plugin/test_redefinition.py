"""Whether the plugin lets names be redefined: unless the user has a word to say, in any form of configuration."""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy.options import Options

from haliax_mypy import redefinition

MENTIONED = "# allow_redefinition is fine as it is\n"
UNDECIDED = [
    ("mypy.ini", "[mypy]\nstrict = True\n"),
    ("mypy.ini", "[mypy]\n" + MENTIONED),
    ("mypy.ini", "[mypy-other.*]\nallow_redefinition = False\n"),
    ("mypy.ini", MENTIONED + "no section = [\n"),
    ("pyproject.toml", "[tool.mypy]\nstrict = true\n"),
    ("pyproject.toml", MENTIONED),
    ("pyproject.toml", "[tool.other]\nallow_redefinition = false\n"),
    ("pyproject.toml", MENTIONED + "broken = [\n"),
]
DECIDED = [
    ("mypy.ini", "[mypy]\nallow_redefinition = False\n"),
    ("setup.cfg", "[mypy]\nallow_redefinition_new = True\n"),
    ("mypy.ini", "[mypy]\nstrict = True\nallow-redefinition-old = False\n"),
    ("mypy.ini", "[mypy]\nplugins = %(here)s\nallow_redefinition = False\n"),
    ("pyproject.toml", "[tool.mypy]\nallow_redefinition = false\n"),
    ("pyproject.toml", "[tool.mypy]\nallow-redefinition-new = true\n"),
]


def options(config: Path | None) -> Options:
    """The options of mypy with a configuration file."""
    options = Options()
    options.config_file = str(config) if config else None
    options.local_partial_types = True
    return options


@pytest.mark.parametrize(
    ("name", "text", "allowed"), [*((*file, True) for file in UNDECIDED), *((*file, False) for file in DECIDED)]
)
def test_configuration_files(tmp_path: Path, name: str, text: str, allowed: bool) -> None:
    config = tmp_path / name
    config.write_text("# \u00e9\n" + text, encoding="utf-8")
    found = options(config)
    redefinition.allow(found)
    assert found.allow_redefinition is allowed


def test_without_a_file_or_with_other_options(tmp_path: Path) -> None:
    for config in (None, tmp_path / "missing.ini"):
        found = options(config)
        redefinition.allow(found)
        assert found.allow_redefinition
    for name, value in (("local_partial_types", False), ("allow_redefinition_old", True)):
        found = options(None)
        setattr(found, name, value)
        redefinition.allow(found)
        assert not found.allow_redefinition
