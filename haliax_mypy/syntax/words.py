"""`NamedArray["batch"]`: one word in quotes, which mypy takes for the name of a type.

It would look for it in vain, and then among all names that it knows for one that is spelled alike: that took a tenth of
a run. So the word is made what two words are to mypy: a value where a type should be, which it leaves to the plugin.
Where mypy parses in another process this is done at the first annotation, before which mypy has looked for its word;
`annotations.taking_back` takes the error back.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from mypy.nodes import AssignmentStmt, Import, ImportFrom, MypyFile
from mypy.types import (
    CallableType,
    RawExpressionType,
    TupleType,
    Type,
    TypeList,
    UnboundType,
    UnionType,
    UnpackType,
)

from haliax_mypy.names import DTYPES, ROOT
from haliax_mypy.syntax.aliases import short_forms
from haliax_mypy.syntax.statements import all_functions, all_of


@lru_cache(maxsize=8)
def keep_words(module: MypyFile) -> None:
    """Makes such words values in the annotations of a module."""
    arrays = _arrays(module)
    if not arrays:
        return
    words = _Words(arrays, short_forms(module))
    for statement in all_of(module, AssignmentStmt):
        if statement.unanalyzed_type is not None:
            words.change([statement.unanalyzed_type])
    for function in all_functions(module):
        signature = function.unanalyzed_type
        if isinstance(signature, CallableType):
            words.change([*signature.arg_types, signature.ret_type])


def _arrays(module: MypyFile) -> frozenset[str]:
    """What NamedArray is called in a module: `NamedArray`, `hax.NamedArray`."""
    found = set()
    for statement in module.imports:
        if isinstance(statement, ImportFrom) and statement.id in (ROOT, f"{ROOT}.core"):
            found |= {new or name for name, new in statement.names if name == "NamedArray"}
        elif isinstance(statement, Import):
            found |= {f"{new or name}.NamedArray" for name, new in statement.ids if name == ROOT}
    return frozenset(found)


class _Words:
    """Finds the words.

    Args:
        arrays: What NamedArray is called.
        short: What stands for it with a dtype: `ht.Float`.
    """

    def __init__(self, arrays: frozenset[str], short: set[str]) -> None:
        self._arrays = arrays
        self._spelling = arrays | short

    def change(self, types: Iterable[Type]) -> None:
        """Makes the words in types values."""
        left = list(types)
        while left:
            typ = left.pop()
            if isinstance(typ, UnboundType):
                if typ.args and self._has_axes(typ):
                    typ.args = tuple(map(_value, typ.args))
                left += typ.args
            elif isinstance(typ, UnionType | TupleType | TypeList):
                left += typ.items
            elif isinstance(typ, UnpackType):
                left.append(typ.type)

    def _has_axes(self, typ: UnboundType) -> bool:
        """Whether the brackets of a type hold axes."""
        if typ.name in self._spelling:
            return True
        first = typ.args[0]
        is_dtype = typ.name.rpartition(".")[2] in DTYPES
        return is_dtype and isinstance(first, UnboundType) and first.name in self._arrays


def _value(part: Type) -> Type:
    """A word as a value; other types, and what a list of words holds, as they are."""
    if isinstance(part, UnboundType) and part.original_str_expr is not None and not part.args:
        return RawExpressionType(part.original_str_expr, "builtins.str", part.line, part.column)
    if isinstance(part, TypeList):
        part.items = list(map(_value, part.items))
    return part
