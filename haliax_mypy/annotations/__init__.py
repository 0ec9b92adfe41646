"""Annotations, which mypy hands over as unanalysed types.

    spelling       the text and the dots that stand where mypy expects types
    named_arrays   `NamedArray["batch embed"]`, `Float[NamedArray, "batch embed"]`
    axis_objects   `Axis["embed", 512]`

What a spec means is for `haliax.pure.spec` to say, and how axes are written as types for `types.encoding`.
"""
