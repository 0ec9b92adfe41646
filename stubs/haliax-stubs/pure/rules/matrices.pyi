# Written by `python -m tools.stubs`. Do not edit.
"""Operations on the matrices that two axes of an array span."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
trace: Operation[Any]
tril: Operation[Any]
triu: Operation[Any]
