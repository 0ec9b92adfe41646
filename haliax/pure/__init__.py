"""Everything that can be known of axes without running a program: pure Python, on the standard library alone.

The library runs it when a program runs, the mypy plugin when it is only read, so nothing here may load jax.

    errors       each kind of mistake, worded once
    nn_errors    mistakes in networks, worded once
    mesh_errors  mistakes in spreading arrays over devices, worded once
    collective_errors   mistakes where each device has its own parts of arrays, worded once
    dtypes       the kinds of dtype that an annotation can ask for
    axis         one axis: its name, and its size as far as that is known
    axes         what is known of the axes of an array, and the algebra of that
    order        orders of axes that leave some open
    selections   the public functions on axes
    spec         the annotation language: "batch embed ..."
    layers       what a layer says of axes: "embed -> mlp"
    pattern      the languages of rearrange and einsum
    matching     which axes the identifiers of a pattern stand for
    window_errors, windows   windows that move along axes, and the mistakes that can be made with them
    placing      over which axes of a device mesh a result is spread
    wants        what a rule wants to know of an argument
    operation    the declaration of an operation
    rules        the operations: which axes come out, given those that go in

Each imports only those above it. `haliax.axis` and `haliax.errors` are where users find what of it is public.
"""

from __future__ import annotations

ORDER = (
    *("errors", "nn_errors", "mesh_errors", "collective_errors", "dtypes", "axis", "axes", "order"),
    *("selections", "spec", "layers"),
    *("pattern", "matching", "window_errors", "windows", "placing"),
    *("wants", "operation", "rules"),
)
"""The modules of this package, each of which imports only those before it."""
