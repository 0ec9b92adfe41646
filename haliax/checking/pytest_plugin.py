"""A plugin of pytest: `pytest --haliax-check=pkg` runs the tests with all annotated calls in `pkg` checked."""

from __future__ import annotations

from typing import Any

_FLAG = "--haliax-check"


def pytest_addoption(parser: Any) -> None:
    parser.getgroup("haliax").addoption(
        _FLAG,
        action="append",
        metavar="PACKAGES",
        help="check annotated calls, and fields of Modules, in these packages; separate several by commas",
    )


def pytest_load_initial_conftests(early_config: Any) -> None:
    """Before anything of the packages can be imported."""
    given = getattr(early_config.known_args_namespace, "haliax_check", None) or []
    packages = [name.strip() for text in given for name in text.split(",") if name.strip()]
    if packages:
        from haliax.checking.hook import install_import_hook

        early_config.add_cleanup(install_import_hook(packages).uninstall)
