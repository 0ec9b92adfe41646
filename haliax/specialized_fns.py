"""Functions under the name that they had in haliax 1.x."""

from __future__ import annotations

from haliax.ops.sorting import top_k as top_k
