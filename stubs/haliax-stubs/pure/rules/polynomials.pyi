# Written by `python -m tools.stubs`. Do not edit.
"""Polynomials: their coefficients lie along one axis, highest power first."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
DEFAULT_POLY_AXIS_NAME: str
"""The axis of coefficients where no operand has a name for it."""

poly: Operation[Any]
polyadd: Operation[Any]
polysub: Operation[Any]
polymul: Operation[Any]
polydiv: Operation[Any]
polyint: Operation[Any]
polyder: Operation[Any]
polyval: Operation[Any]
roots: Operation[Any]
trim_zeros: Operation[Any]
vander: Operation[Any]
polyfit: Operation[Any]
