# Written by `python -m tools.stubs`. Do not edit.
"""Type variables: one means the same everywhere in a call.

A function `(x: A, y: A) -> A` may be given arrays of different axes; `A` is then any array. Given arrays of the same
axes its result has them too, since it comes from an argument. A variable with constraints is one of them for all.
"""

import inspect
from collections.abc import Mapping
from typing import Any

from haliax.checking.scope import Variables

def check_variable(value: Any, origin_type: Any, args: Any, memo: Any) -> None:
    """Check a value against a type variable: its bound or its constraints, and what the variable stands for already.

    Raises:
        Mismatch: If it does not fit.
    """

def settled_variables(function: Any, hints: Mapping[str, Any], signature: inspect.Signature) -> Variables:
    """The type variables of which a result has to be what an argument was.

    Not those of a class or of a function around, nor those that a callable among the arguments may give a meaning.
    """

def variables_of_class(kind: type) -> Variables:
    """The type variables of a class and its bases."""
