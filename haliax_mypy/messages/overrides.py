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

_FORMS: Final = tuple(
    map(
        re.compile,
        (
            'Signature of "(?P<name>[^"]+)" incompatible with supertype "(?P<base>[^"]+)"',
            'Return type "[^"]*" of "(?P<name>[^"]+)" incompatible with return type "[^"]*" in supertype '
            '"(?P<base>[^"]+)"',
            r'Incompatible types in assignment \(expression has type "[^"]*", base class "(?P<base>[^"]+)" defined .*',
        ),
    )
)


class Class(Protocol):
    """What is known of the class where mypy has found a mistake."""

    def override(self, name: str, base: str) -> tuple[str, Type | None, Type | None]:
        """An attribute of the class, its type, and that in a base class."""


def renamed(info: ErrorInfo, place: Class) -> bool:
    """Whether a message says that an axis is another one; it then says so in our words, or nothing if it is not."""
    found = next((match for form in _FORMS if (match := form.fullmatch(info.message))), None)
    if found is None or info.severity != "error":
        return False
    name, own, other = place.override(found.groupdict().get("name", ""), found["base"].rpartition(".")[2])
    given, wanted = of_type(own), of_type(other)
    if wanted is None or (given is None and not _is_open(own)):
        return False
    info.message, info.code = "", OVERRIDE
    if given is not None and given != wanted:
        info.message = f"{name}: is {_shown(given)}; in the base class '{found['base']}' it is {_shown(wanted)}"
    return True


def _is_open(typ: Type | None) -> bool:
    """Whether a type is `tuple[Axis, ...]`, of which nothing could be read."""
    proper = get_proper_type(typ)
    return isinstance(proper, Instance) and proper.type.fullname == "builtins.tuple"


def follows(info: ErrorInfo) -> bool:
    """Whether a message is a note to such a message, which needs none."""
    return info.parent_error is not None and info.parent_error.code is OVERRIDE


def _shown(shape: Shape) -> str:
    """One axis as `axis 'embed'`, several as `[batch, embed]`."""
    if isinstance(shape, Named):
        return f"axis {' or '.join(map(repr, shape.names))}"
    return f"[{', '.join(_shown(part).removeprefix('axis ').replace(chr(39), '') for part in shape)}]"
