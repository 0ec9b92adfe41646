"""Named arrays for JAX whose axes are checked before the program runs.

This is the table of contents: every public name and the module where it lives. A name is loaded when it is first used,
so that the mypy plugin can use the rules without loading jax.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_MODULES = (
    *(
        "axis",
        "core",
        "debug",
        "haxtyping",
        "linalg",
        "nn",
        "partitioning",
        "quantization",
        "random",
        "ref",
        "state_dict",
    ),
    *("tree", "tree_util", "types", "util"),
)

_NAMES = {
    "haliax.axis": """
        Axis AxisSelection AxisSelector AxisSpec PartialShapeDict ShapeDict axis_name axis_size concat_axes
        concat_axis_specs eliminate_axes intersect_axes is_axis_compatible make_axes replace_axis resolve_axis
        selects_axis union_axes without_axes
    """,
    "haliax.core": "NamedArray NamedOrNumeric",
    "haliax.dynamic": "dblock ds dslice",
    "haliax.errors": "AxisError",
    "haliax.fields": "field",
    "haliax.haxtyping": "Named",
    "haliax.ops.collectives": """
        all_gather pmax pmean pmin ppermute psum psum_scatter pvary
    """,
    "haliax.ops.comparing": "allclose array_equal array_equiv isclose",
    "haliax.ops.counting": "bincount nonzero",
    "haliax.ops.creation": """
        arange eye full full_like geomspace linspace logspace named ones ones_like zeros zeros_like
    """,
    "haliax.ops.distinct": "unique unique_all unique_counts unique_inverse unique_values",
    "haliax.ops.elementwise": """
        abs absolute add angle arccos arccosh arcsin arcsinh arctan arctan2 arctanh around bitwise_and bitwise_count
        bitwise_invert bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor cbrt ceil clip conj
        conjugate copy cos cosh deg2rad degrees divide divmod equal exp exp2 expm1 fabs fix float_power floor
        floor_divide fmax fmin fmod frexp greater greater_equal hypot i0 imag invert iscomplex isfinite isinf isnan
        isneginf isposinf isreal left_shift less less_equal log log10 log1p log2 logaddexp logaddexp2 logical_and
        logical_not logical_or logical_xor maximum minimum mod multiply ndim negative nextafter not_equal positive
        power rad2deg radians real reciprocal remainder right_shift rint round rsqrt sign signbit sin sinc sinh sqrt
        square subtract tan tanh true_divide trunc where
    """,
    "haliax.ops.contraction": "dot einsum outer",
    "haliax.ops.fourier": "fft fftfreq fftshift hfft ifft ifftshift ihfft irfft rfft rfftfreq",
    "haliax.ops.indexing": "index slice",
    "haliax.ops.joining": "concatenate split stack unbind",
    "haliax.ops.matrices": "trace tril triu",
    "haliax.ops.polynomials": """
        poly polyadd polyder polydiv polyfit polyint polymul polysub polyval roots trim_zeros vander
    """,
    "haliax.ops.rearranging": "rearrange",
    "haliax.ops.reductions": """
        all amax amin any argmax argmin max mean min nanargmax nanargmin nanmax nanmean nanmin nanprod nanstd nansum
        nanvar prod product ptp std sum var
    """,
    "haliax.ops.repeating": "repeat tile",
    "haliax.ops.scans": "cumprod cumsum diff nancumprod nancumsum packbits pad roll unpackbits",
    "haliax.ops.statistics": """
        average cov median nanmedian nanpercentile nanquantile percentile quantile
    """,
    "haliax.ops.sorting": "argsort searchsorted sort top_k",
    "haliax.ops.shaping": """
        broadcast_axis broadcast_to flatten flatten_axes ravel rename take unflatten_axis
    """,
    "haliax.ops.updating": "updated_slice",
    "haliax.older": "broadcast_arrays pad_left",
    "haliax.partitioning.jit": "fsdp named_jit",
    "haliax.partitioning.making": "make_array_from_callback make_array_from_process_local_data",
    "haliax.partitioning.manual": "axis_index axis_parts shard_map",
    "haliax.partitioning.mapping": "axis_mapping set_mesh",
    "haliax.partitioning.sharding": """
        auto_sharded physical_axis_name physical_axis_size round_axis_for_partitioning shard shard_with_axis_mapping
        sharding_for_axis
    """,
    "haliax.ref": "NamedRef freeze get new_ref swap",
    "haliax.transforms.checkpoint": "ScanCheckpointPolicy",
    "haliax.transforms.scan": "fold map scan",
    "haliax.transforms.vmap": "vmap",
    "haliax.shapes": "are_shape_checks_enabled enable_shape_checks",
    "haliax.tree_util": "is_named_array tree_checkpoint_name",
    "haliax.types": "ReductionFunction SimpleReductionFunction",
    "haliax.pure.spec": "NamedArrayAxes NamedArrayAxesSpec",
}

_HOME = {name: module for module, names in _NAMES.items() for name in names.split()}

__all__ = sorted([*_HOME, *_MODULES])


def __getattr__(name: str) -> Any:
    if name in _HOME:
        value = getattr(import_module(_HOME[name]), name)
    elif name in _MODULES:
        value = import_module(f"haliax.{name}")
    else:
        raise AttributeError(f"module 'haliax' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
