"""`x = x.sum("embed")`: a name may be assigned again with other axes.

Plain mypy calls that an incompatible assignment. Its option `allow_redefinition` gives a name the type of its last
assignment instead, and a union after branches. The plugin switches it on, unless the configuration file has a word to
say about redefinition.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from mypy.options import Options

_KEYS: Final = frozenset({"allow_redefinition", "allow_redefinition_new", "allow_redefinition_old"})


def allow(options: Options) -> None:
    """Lets names be redefined, if the user has not decided otherwise."""
    if options.local_partial_types and not options.allow_redefinition_old and not _is_decided(options):
        options.allow_redefinition = True


def _is_decided(options: Options) -> bool:
    """Whether the main section of the configuration file sets one of the options of redefinition."""
    if not options.config_file:
        return False
    path = Path(options.config_file)
    try:
        text = path.read_text(encoding="utf-8")
        if not any(key in text.replace("-", "_") for key in _KEYS):
            return False  # before a parser is loaded
        if path.suffix == ".toml":
            import tomllib

            section = tomllib.loads(text).get("tool", {}).get("mypy", {})
        else:
            import configparser

            parser = configparser.RawConfigParser()
            parser.read_string(text)
            section = dict(parser.items("mypy")) if parser.has_section("mypy") else {}
    except Exception:  # mypy has read the file before us, and said what is wrong with it
        return False
    return any(key.replace("-", "_") in _KEYS for key in section)
