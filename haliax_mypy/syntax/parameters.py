"""Parameters that are arrays: a function may assign them again with other axes, as any variable.

To mypy a parameter keeps its declared type beside the new one, and expects it of what is assigned. So a parameter that
holds arrays is made a variable that was given its declared type.
"""

from __future__ import annotations

from functools import lru_cache

from mypy.nodes import MypyFile
from mypy.types import CallableType, get_proper_type

from haliax_mypy.syntax.statements import functions, statements
from haliax_mypy.types.gradual import has_array


@lru_cache(maxsize=8)
def free(module: MypyFile) -> None:
    """Makes the parameters of a module's functions variables, before mypy comes to their bodies."""
    for function in functions(statement for statement, _ in statements(module.defs)):
        typ = get_proper_type(function.type)
        if isinstance(typ, CallableType) and len(typ.arg_types) == len(function.arguments):
            for argument, declared in zip(function.arguments, typ.arg_types, strict=True):
                if has_array(declared):
                    argument.variable.is_argument, argument.variable.is_inferred = False, True
