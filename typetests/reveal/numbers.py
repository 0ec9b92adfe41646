"""Numbers of Python, numpy and jax beside an array leave its axes; so do Python's own functions."""

import math
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

import haliax as hax
from haliax import Axis, NamedArray

Dim = Axis("dim", 4)
x = hax.ones({"batch": 2, "embed": 3})
scalar = jnp.array(2.0)

# A number on the left.
reveal_type(1.0 == x)  # R: [batch, embed]
reveal_type(1 != x)  # R: [batch, embed]
reveal_type(2j == x)  # R: [batch, embed]
reveal_type(2.0 < x)  # R: [batch, embed]
reveal_type(np.float32(2) * x)  # R: [batch, embed]
reveal_type(np.float32(2) == x)  # R: [batch, embed]
reveal_type(np.float32(2) < x)  # R: [batch, embed]
reveal_type(scalar * x)  # R: [batch, embed]
reveal_type(scalar == x)  # R: [batch, embed]
reveal_type(scalar < x)  # R: [batch, embed]
reveal_type(1.0 == 2.0)  # R: bool

# A number on the right.
reveal_type(x / math.sqrt(2))  # R: [batch, embed]
reveal_type(x * np.int32(2))  # R: [batch, embed]

# Powers of sizes, which typeshed makes Any.
reveal_type(Dim.size**0.5)  # R: float
reveal_type(x / Dim.size**0.5)  # R: [batch, embed]
reveal_type(x * Dim.size**-0.5)  # R: [batch, embed]
reveal_type(x / x.axis_size("batch") ** 0.5)  # R: [batch, embed]
reveal_type(x / x.size**0.5)  # R: [batch, embed]
reveal_type(x / len(x.axes) ** 0.5)  # R: [batch, embed]
reveal_type(x / 2.5**0.5)  # R: [batch, embed]
reveal_type(2**3)  # R: int
reveal_type(2**-1)  # R: float
reveal_type(2.5**2)  # R: float

# Python's own functions.
reveal_type(round(x))  # R: [batch, embed]
reveal_type(round(x, 2))  # R: [batch, embed]
reveal_type(abs(x))  # R: [batch, embed]
reveal_type(float(x.sum()))  # R: float
reveal_type(hash("x") == hash("x"))  # R: bool
reveal_type(hax.zeros(x.shape))  # R: [batch, embed]
reveal_type(hax.random.normal(jax.random.key(0), x.shape))  # R: [batch, embed]


def scores(q: NamedArray["seq dim"], k: NamedArray["kseq dim"], part: hax.dslice, anything: Any, size: float) -> None:
    reveal_type(hax.dot(q, k, axis="dim") / Dim.size**0.5)  # R: [seq, kseq]
    reveal_type(q / size**0.5)  # R: [seq, dim]
    reveal_type(q + part.start)  # R: [seq, dim]
    reveal_type(float(anything))  # R: float
    reveal_type(2**anything)  # R(static): Any


scores(hax.ones({"seq": 5, Dim.name: 4}), hax.ones({"kseq": 7, Dim.name: 4}), hax.dslice(1, 2), 2, 4.0)
