# Written by `python -m tools.stubs`. Do not edit.
"""A plugin of pytest: `pytest --haliax-check=pkg` runs the tests with all annotated calls in `pkg` checked."""

from typing import Any

def pytest_addoption(parser: Any) -> None: ...

def pytest_load_initial_conftests(early_config: Any) -> None:
    """Before anything of the packages can be imported."""
