# Written by `python -m tools.stubs`. Do not edit.
"""The kinds of dtype that an annotation can ask for: `Float`, `Int`, `bf16` and so on.

The families and their members are those of jaxtyping; the short names are for single dtypes.
"""

SHORT: dict[str, str]
"""The short names, and what jaxtyping calls them."""

KINDS: tuple[str, ...]
"""Every kind that an annotation can ask for."""

def is_kind(dtype: str, kind: str) -> bool:
    """Whether a dtype, given by its name, is of a kind.

    Raises:
        TypeError: If there is no such kind.
    """
