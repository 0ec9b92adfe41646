"""The kinds of dtype that an annotation can ask for: `Float`, `Int`, `bf16` and so on.

The families and their members are those of jaxtyping; the short names are for single dtypes.
"""

from __future__ import annotations

import re

_FLOAT, _INT, _UINT, _COMPLEX, _BOOL = r"b?float\d.*", r"int\d+", r"uint\d+", r"complex\d+", "bool"

_FAMILIES: dict[str, tuple[str, ...]] = {
    "Shaped": (".*",),
    "Num": (_FLOAT, _INT, _UINT, _COMPLEX),
    "Real": (_FLOAT, _INT, _UINT),
    "Inexact": (_FLOAT, _COMPLEX),
    "Float": (_FLOAT,),
    "Complex": (_COMPLEX,),
    "Integer": (_INT, _UINT),
    "Int": (_INT,),
    "UInt": (_UINT,),
    "Bool": (_BOOL,),
    "Key": (r"key<.*>",),
}

SHORT = {
    "bf16": "BFloat16",
    "f16": "Float16",
    "f32": "Float32",
    "f64": "Float64",
    "i8": "Int8",
    "i16": "Int16",
    "i32": "Int32",
    "i64": "Int64",
    "u8": "UInt8",
    "u16": "UInt16",
    "u32": "UInt32",
    "u64": "UInt64",
    "complex64": "Complex64",
    "complex128": "Complex128",
    "bool_": "Bool",
}
"""The short names, and what jaxtyping calls them."""

_PATTERNS = {kind: "|".join(members) for kind, members in _FAMILIES.items()}
_PATTERNS |= {short: long.lower() for short, long in SHORT.items()}

KINDS = tuple(_PATTERNS)
"""Every kind that an annotation can ask for."""


def is_kind(dtype: str, kind: str) -> bool:
    """Whether a dtype, given by its name, is of a kind.

    Raises:
        TypeError: If there is no such kind.
    """
    if kind not in _PATTERNS:
        raise TypeError(f"no kind of dtype is called {kind!r}; there are {', '.join(KINDS)}")
    return re.fullmatch(_PATTERNS[kind], dtype) is not None
