# Written by `python -m tools.stubs`. Do not edit.
"""Layers of one kind, one after the other: as one scanned layer, or as a sequence of layers.

`Stacked` holds the arrays of all its layers along an axis, and compiles one of them. `BlockSeq` holds the layers
themselves. Both are made, called and checkpointed alike, and give the same. `ArrayStacked` is `Stacked` for layers of
plain arrays. A step of a fold is a call of the layer with the carry, `layer(carry, *args, **kwargs)`, or of a function
of the layer and the carry.
"""

from haliax.nn.scan.array_stacked import ArrayStacked as ArrayStacked
from haliax.nn.scan.block_seq import BlockSeq as BlockSeq
from haliax.nn.scan.functions import (
    BlockFoldable as BlockFoldable,
    FoldFunction as FoldFunction,
    ModuleInit as ModuleInit,
    ScanFunction as ScanFunction,
    VmapFunction as VmapFunction,
)
from haliax.nn.scan.stacked import Stacked as Stacked
