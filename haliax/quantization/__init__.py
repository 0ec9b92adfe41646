"""Products of fewer bits: what multiplies arrays in the place of `jax.lax.dot_general`, and how training goes with it.

`hax.dot(x, w, axis="embed", dot_general=op)` takes any `DotGeneralOp`. `quantize_linear_layers` gives one to the linear
layers of a model. One that scales its operands by what was seen keeps the scales as a part of the model. They are no
parameters: a step of training does not move them along a gradient, but replaces them by what it has seen. So their
cotangent is their next value, and `OverwriteWithGradient` marks them. `partition_for_grad_overwrite` takes them out of
the gradients and `apply_updates` puts them into the model.
"""

from __future__ import annotations

from haliax.quantization.config import QuantizationConfig as QuantizationConfig
from haliax.quantization.config import quantize_linear_layers as quantize_linear_layers
from haliax.quantization.fp8 import Fp8DotGeneralOp as Fp8DotGeneralOp
from haliax.quantization.int8 import Int8Config as Int8Config
from haliax.quantization.int8 import Int8DotGeneralOp as Int8DotGeneralOp
from haliax.quantization.ops import DefaultDotGeneralOp as DefaultDotGeneralOp
from haliax.quantization.ops import DotGeneralOp as DotGeneralOp
from haliax.quantization.updates import OverwriteWithGradient as OverwriteWithGradient
from haliax.quantization.updates import apply_updates as apply_updates
from haliax.quantization.updates import partition_for_grad_overwrite as partition_for_grad_overwrite
