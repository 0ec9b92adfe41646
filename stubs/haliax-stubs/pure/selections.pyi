# Written by `python -m tools.stubs`. Do not edit.
"""The public functions on axes: what users combine lists of them with.

A function that takes a shape dict returns a shape dict; one that takes anything else returns a tuple. A `str` is an
axis of which only the name is known. They are the algebra of `haliax.pure.axes`, on selections.
"""
