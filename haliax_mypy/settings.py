"""The options of the plugin: `[tool.haliax_mypy]` of pyproject.toml, or `[haliax_mypy]` of mypy.ini and setup.cfg.

    [tool.haliax_mypy]
    strict = true
    axis-partial = false

`strict` switches on every code of `messages.codes.STRICT`, and each code is an option by itself that goes before it.
mypy's own `enable_error_code` and `disable_error_code` do the same, for all modules or for some.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from mypy.errorcodes import ErrorCode
from mypy.options import Options
from mypy.plugin import Plugin

from haliax_mypy.messages.codes import LOOKING_BACK, PARENT, STRICT

SEES_WHAT_IS_CHECKED: Final = hasattr(Plugin, "get_additional_indirect_deps")
"""Whether mypy tells plugins when it has checked a module, as it does since version 2.4."""

_NAME: Final = "haliax_mypy"
_STRICT: Final = "strict"
_BOOLEANS: Final = {"true": True, "yes": True, "on": True, "1": True} | {
    "false": False,
    "no": False,
    "off": False,
    "0": False,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the configuration file says.

    Attributes:
        codes: The names of the codes that are switched on.
        problem: What is wrong with the table, as mypy tells of a configuration; empty if it is fine.
    """

    codes: frozenset[str] = frozenset()
    problem: str = ""

    @property
    def key(self) -> str:
        """What a cache of mypy depends on; empty if nothing is set."""
        return "".join(f"+{part}" for part in (*sorted(self.codes), self.problem) if part)

    def looks_back(self, options: Options) -> bool:
        """Whether a module is looked at once more when it has been checked."""
        return any(self.has(STRICT[code], options) for code in LOOKING_BACK)

    def has(self, code: ErrorCode, options: Options) -> bool:
        """Whether a code of strict mode is switched on.

        Args:
            code: The code.
            options: The options of the module that is checked.
        """
        if code in options.enabled_error_codes:
            return True
        return code.code in self.codes and options.disabled_error_codes.isdisjoint((code, PARENT))


_loaded = Settings()


def load(options: Options) -> Settings:
    """Reads the configuration file of a run, which is then that of `settings`."""
    global _loaded
    _loaded = read(options.config_file)
    return _loaded


def settings() -> Settings:
    """The options of the run that goes on in this process."""
    return _loaded


def read(config_file: str | None) -> Settings:
    """What a configuration file says of the plugin."""
    if not config_file:
        return Settings()
    path = Path(config_file)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):  # mypy has read the file before us, and said what is wrong with it
        return Settings()
    if _NAME not in text:
        return Settings()  # before a parser is loaded
    is_toml = path.suffix == ".toml"
    table = _of_toml(text) if is_toml else _of_ini(text)
    title = f"tool.{_NAME}" if is_toml else _NAME
    if isinstance(table, dict):
        found, wrong, key = _read(table)
    else:
        found, wrong, key = frozenset[str](), f"it is {table!r}, not a table", ""
    return Settings(found, f"{config_file}:{_line(text, title, key)}: error: [{title}]: {wrong}" if wrong else "")


def _of_toml(text: str) -> object:
    import tomllib

    try:
        return tomllib.loads(text).get("tool", {}).get(_NAME, {})
    except (tomllib.TOMLDecodeError, AttributeError):
        return {}


def _of_ini(text: str) -> object:
    import configparser

    parser = configparser.RawConfigParser()
    try:
        parser.read_string(text)
    except configparser.Error:
        return {}
    section = parser.items(_NAME) if parser.has_section(_NAME) else []
    return {key: _BOOLEANS.get(value.lower(), value) for key, value in section}


def _read(table: Mapping[str, object]) -> tuple[frozenset[str], str, str]:
    """The codes that a table switches on; what is wrong with it, and the option that is."""
    known = [_STRICT, *STRICT]
    asked: dict[str, bool] = {}
    for key, value in table.items():
        name = key.replace("_", "-")
        if name not in known:
            close = get_close_matches(name, known, n=1)
            hint = f"did you mean '{close[0]}'?" if close else f"the options are {', '.join(known)}"
            return frozenset(), f"no option '{key}'; {hint}", key
        if not isinstance(value, bool):
            return frozenset(), f"'{key}' is {value!r}; write true or false", key
        asked[name] = value
    strict = asked.get(_STRICT, False)
    codes = frozenset(code for code in STRICT if asked.get(code, strict))
    if not SEES_WHAT_IS_CHECKED and (late := sorted(codes & LOOKING_BACK)):
        return frozenset(), f"'{late[0]}' needs mypy 2.4; with an older one write {late[0]} = false", _STRICT
    return codes, "", ""


def _line(text: str, title: str, key: str) -> int:
    """The line of an option; that of its table if it is not found."""
    lines, start = text.splitlines(), 0
    for number, line in enumerate(lines, 1):
        if line.strip().startswith("["):
            start = number if line.strip().partition("]")[0] == f"[{title}" else 0
        elif start and key and re.match(rf"\s*[\"']?{re.escape(key)}\b", line, re.IGNORECASE):
            return number
    return next((number for number, line in enumerate(lines, 1) if f"[{title}]" in line), 1)
