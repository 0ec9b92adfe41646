# Written by `python -m tools.stubs`. Do not edit.
"""Operations along one axis that keep it: running sums, rolling, padding, packing of bits."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
cumsum: Operation[Any]
cumprod: Operation[Any]
nancumsum: Operation[Any]
nancumprod: Operation[Any]
roll: Operation[Any]
pad: Operation[Any]
diff: Operation[Any]
BITS: int
"""How many bits a byte has."""

packbits: Operation[Any]
unpackbits: Operation[Any]
