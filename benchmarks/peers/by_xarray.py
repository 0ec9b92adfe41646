"""What is measured, by xarray, whose arrays hold numpy's."""

from __future__ import annotations

import numpy as np
import xarray as xr

from benchmarks.peers.work import SIZES, Library

NO_PYTREE = "a DataArray is no pytree, and holds arrays of numpy: jax has nothing to trace"

XARRAY = Library(
    "xarray",
    xr.__version__,
    named=lambda array, dims: xr.DataArray(np.asarray(array), dims=dims),
    positional=lambda value, dims: value.transpose(*dims).values,
    calls={
        "add": lambda n: n.x + n.y,
        "add row": lambda n: n.x + n.row,
        "add column": lambda n: n.x + n.column,
        "add turned": lambda n: n.x + n.turned,
        "exp": lambda n: np.exp(n.x),
        "where": lambda n: xr.where(n.mask, n.x, n.y),
        "sum": lambda n: n.x.sum(n.Embed, skipna=False),
        "mean": lambda n: n.x.mean(n.Embed, skipna=False),
        "dot": lambda n: xr.dot(n.x, n.w, dim=n.Embed),
        "transpose": lambda n: n.x.transpose(n.Embed, n.Batch),
        "take": lambda n: n.x.isel({n.Embed: n.index}),
        "index": lambda n: n.x.isel({n.Embed: 3}),
        "slice": lambda n: n.x.isel({n.Embed: slice(2, 10)}),
        "concatenate": lambda n: xr.concat([n.x, n.y], n.Embed),
        "zeros": lambda n: xr.DataArray(
            np.zeros((SIZES["batch"], SIZES["embed"]), np.float32), dims=(n.Batch, n.Embed)
        ),
        "named": lambda n: xr.DataArray(n.raw, dims=(n.Batch, n.Embed)),
        "rename": lambda n: n.x.rename({n.Embed: "features"}),
    },
    lacks={
        "pattern": "it has no patterns: see the row before",
        "softmax": "it has no softmax",
        "split axis": "it splits an axis that has an index of pairs, which is more work",
        **dict.fromkeys(("scale", "attention", "loss"), NO_PYTREE),
    },
    with_numpy=True,
)
