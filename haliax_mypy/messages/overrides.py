"""An attribute that is another axis than in the base class, `Embed = property(lambda self: Axis("other", 3))`.

mypy calls that an incompatible signature, return type or assignment. Where the names are the same and only a size
differs, it is fine.
"""

from __future__ import annotations

import re
from typing import Final, Protocol

from mypy.errors import ErrorInfo
from mypy.types import Instance, Type, get_proper_type

from haliax_mypy.configurations.shapes import Named, Shape, of_type
from haliax_mypy.messages.codes import OVERRIDE

_FORMS: Final = (
    'Signature of "(?P<name>[^"]+)" incompatible with supertype "(?P<base>[^"]+)"',
    'Return type "[^"]*" of "(?P<name>[^"]+)" incompatible with return type "[^"]*" in supertype "(?P<base>[^"]+)"',
    r'Incompatible types in assignment \(expression has type "[^"]*", base class "(?P<base>[^"]+)" defined .*',
)


_TWO_BASES: Final = (
    'Definition of "(?P<name>[^"]+)" in base class "(?P<own>[^"]+)" is incompatible with definition in base class '
    '"(?P<base>[^"]+)"'
)
_OPEN: Final = frozenset({"builtins.property", "builtins.tuple", "functools.cached_property"})


class Class(Protocol):
    """What is known of the class where mypy has found a mistake."""

    def attribute(self, name: str, owner: str = "") -> tuple[str, Type | None]:
        """The name and the type of an attribute of the class, or in a base class of this name.

        Without a name, it is the attribute that is assigned here.
        """


def renamed(info: ErrorInfo, place: Class) -> bool:
    """Whether a message says that an axis is another one; it then says so in our words, or nothing if it is not."""
    forms = (*_FORMS, _TWO_BASES) if info.severity == "error" else ()
    found = next((match for form in forms if (match := re.fullmatch(form, info.message))), None)
    if found is None:
        return False
    texts = found.groupdict()
    name, own = place.attribute(texts.get("name") or "", _short(texts.get("own") or ""))
    _, other = place.attribute(name, _short(texts["base"]))
    given, wanted = of_type(own), of_type(other)
    if (given is None and not _is_open(own)) or (wanted is None and not _is_open(other)) or given is wanted is None:
        return False
    info.message, info.code = "", OVERRIDE
    if given is not None and wanted is not None and given != wanted:
        where = f" in the base class '{texts['own']}'" if texts.get("own") else ""
        info.message = f"{name}: is {_shown(given)}{where}; in the base class '{texts['base']}' it is {_shown(wanted)}"
    return True


def _short(owner: str) -> str:
    return owner.rpartition(".")[2]


def _is_open(typ: Type | None) -> bool:
    """Whether a type is that of a property, or `tuple[Axis, ...]`, of which nothing could be read."""
    proper = get_proper_type(typ)
    return isinstance(proper, Instance) and proper.type.fullname in _OPEN


def follows(info: ErrorInfo) -> bool:
    """Whether a message is a note to such a message, which needs none."""
    return info.parent_error is not None and info.parent_error.code is OVERRIDE


def _shown(shape: Shape) -> str:
    """One axis as `axis 'embed'`, several as `[batch, embed]`."""
    if isinstance(shape, Named):
        return f"axis {' or '.join(map(repr, shape.names))}"
    return f"[{', '.join(_shown(part).removeprefix('axis ').replace(chr(39), '') for part in shape)}]"
