# Written by `python -m tools.stubs`. Do not edit.
"""Named arrays for JAX whose axes are checked before the program runs.

This is the table of contents: every public name and the module where it lives. A name is loaded when it is first used,
so that the mypy plugin can use the rules without loading jax.
"""

from haliax import axis as axis
from haliax import core as core
from haliax import debug as debug
from haliax import haxtyping as haxtyping
from haliax import nn as nn
from haliax import partitioning as partitioning
from haliax import random as random
from haliax import types as types
from haliax.axis import Axis as Axis
from haliax.axis import AxisSelection as AxisSelection
from haliax.axis import AxisSelector as AxisSelector
from haliax.axis import AxisSpec as AxisSpec
from haliax.axis import PartialShapeDict as PartialShapeDict
from haliax.axis import ShapeDict as ShapeDict
from haliax.axis import axis_name as axis_name
from haliax.axis import axis_size as axis_size
from haliax.axis import concat_axes as concat_axes
from haliax.axis import eliminate_axes as eliminate_axes
from haliax.axis import intersect_axes as intersect_axes
from haliax.axis import is_axis_compatible as is_axis_compatible
from haliax.axis import make_axes as make_axes
from haliax.axis import replace_axis as replace_axis
from haliax.axis import resolve_axis as resolve_axis
from haliax.axis import selects_axis as selects_axis
from haliax.axis import union_axes as union_axes
from haliax.axis import without_axes as without_axes
from haliax.core import NamedArray as NamedArray
from haliax.core import NamedArrayAxesSpec as NamedArrayAxesSpec
from haliax.core import NamedOrNumeric as NamedOrNumeric
from haliax.dynamic import dblock as dblock
from haliax.dynamic import ds as ds
from haliax.dynamic import dslice as dslice
from haliax.errors import AxisError as AxisError
from haliax.haxtyping import Named as Named
from haliax.ops.contraction import dot as dot
from haliax.ops.contraction import einsum as einsum
from haliax.ops.creation import arange as arange
from haliax.ops.creation import full as full
from haliax.ops.creation import full_like as full_like
from haliax.ops.creation import linspace as linspace
from haliax.ops.creation import named as named
from haliax.ops.creation import ones as ones
from haliax.ops.creation import ones_like as ones_like
from haliax.ops.creation import zeros as zeros
from haliax.ops.creation import zeros_like as zeros_like
from haliax.ops.elementwise import abs as abs
from haliax.ops.elementwise import absolute as absolute
from haliax.ops.elementwise import add as add
from haliax.ops.elementwise import angle as angle
from haliax.ops.elementwise import arccos as arccos
from haliax.ops.elementwise import arccosh as arccosh
from haliax.ops.elementwise import arcsin as arcsin
from haliax.ops.elementwise import arcsinh as arcsinh
from haliax.ops.elementwise import arctan as arctan
from haliax.ops.elementwise import arctan2 as arctan2
from haliax.ops.elementwise import arctanh as arctanh
from haliax.ops.elementwise import around as around
from haliax.ops.elementwise import bitwise_and as bitwise_and
from haliax.ops.elementwise import bitwise_count as bitwise_count
from haliax.ops.elementwise import bitwise_invert as bitwise_invert
from haliax.ops.elementwise import bitwise_left_shift as bitwise_left_shift
from haliax.ops.elementwise import bitwise_not as bitwise_not
from haliax.ops.elementwise import bitwise_or as bitwise_or
from haliax.ops.elementwise import bitwise_right_shift as bitwise_right_shift
from haliax.ops.elementwise import bitwise_xor as bitwise_xor
from haliax.ops.elementwise import cbrt as cbrt
from haliax.ops.elementwise import ceil as ceil
from haliax.ops.elementwise import clip as clip
from haliax.ops.elementwise import conj as conj
from haliax.ops.elementwise import conjugate as conjugate
from haliax.ops.elementwise import copy as copy
from haliax.ops.elementwise import cos as cos
from haliax.ops.elementwise import cosh as cosh
from haliax.ops.elementwise import deg2rad as deg2rad
from haliax.ops.elementwise import degrees as degrees
from haliax.ops.elementwise import divide as divide
from haliax.ops.elementwise import divmod as divmod
from haliax.ops.elementwise import equal as equal
from haliax.ops.elementwise import exp as exp
from haliax.ops.elementwise import exp2 as exp2
from haliax.ops.elementwise import expm1 as expm1
from haliax.ops.elementwise import fabs as fabs
from haliax.ops.elementwise import fix as fix
from haliax.ops.elementwise import float_power as float_power
from haliax.ops.elementwise import floor as floor
from haliax.ops.elementwise import floor_divide as floor_divide
from haliax.ops.elementwise import fmax as fmax
from haliax.ops.elementwise import fmin as fmin
from haliax.ops.elementwise import fmod as fmod
from haliax.ops.elementwise import frexp as frexp
from haliax.ops.elementwise import greater as greater
from haliax.ops.elementwise import greater_equal as greater_equal
from haliax.ops.elementwise import hypot as hypot
from haliax.ops.elementwise import i0 as i0
from haliax.ops.elementwise import imag as imag
from haliax.ops.elementwise import invert as invert
from haliax.ops.elementwise import iscomplex as iscomplex
from haliax.ops.elementwise import isfinite as isfinite
from haliax.ops.elementwise import isinf as isinf
from haliax.ops.elementwise import isnan as isnan
from haliax.ops.elementwise import isneginf as isneginf
from haliax.ops.elementwise import isposinf as isposinf
from haliax.ops.elementwise import isreal as isreal
from haliax.ops.elementwise import left_shift as left_shift
from haliax.ops.elementwise import less as less
from haliax.ops.elementwise import less_equal as less_equal
from haliax.ops.elementwise import log as log
from haliax.ops.elementwise import log10 as log10
from haliax.ops.elementwise import log1p as log1p
from haliax.ops.elementwise import log2 as log2
from haliax.ops.elementwise import logaddexp as logaddexp
from haliax.ops.elementwise import logaddexp2 as logaddexp2
from haliax.ops.elementwise import logical_and as logical_and
from haliax.ops.elementwise import logical_not as logical_not
from haliax.ops.elementwise import logical_or as logical_or
from haliax.ops.elementwise import logical_xor as logical_xor
from haliax.ops.elementwise import maximum as maximum
from haliax.ops.elementwise import minimum as minimum
from haliax.ops.elementwise import mod as mod
from haliax.ops.elementwise import multiply as multiply
from haliax.ops.elementwise import ndim as ndim
from haliax.ops.elementwise import negative as negative
from haliax.ops.elementwise import nextafter as nextafter
from haliax.ops.elementwise import not_equal as not_equal
from haliax.ops.elementwise import positive as positive
from haliax.ops.elementwise import power as power
from haliax.ops.elementwise import rad2deg as rad2deg
from haliax.ops.elementwise import radians as radians
from haliax.ops.elementwise import real as real
from haliax.ops.elementwise import reciprocal as reciprocal
from haliax.ops.elementwise import remainder as remainder
from haliax.ops.elementwise import right_shift as right_shift
from haliax.ops.elementwise import rint as rint
from haliax.ops.elementwise import round as round
from haliax.ops.elementwise import rsqrt as rsqrt
from haliax.ops.elementwise import sign as sign
from haliax.ops.elementwise import signbit as signbit
from haliax.ops.elementwise import sin as sin
from haliax.ops.elementwise import sinc as sinc
from haliax.ops.elementwise import sinh as sinh
from haliax.ops.elementwise import sqrt as sqrt
from haliax.ops.elementwise import square as square
from haliax.ops.elementwise import subtract as subtract
from haliax.ops.elementwise import tan as tan
from haliax.ops.elementwise import tanh as tanh
from haliax.ops.elementwise import true_divide as true_divide
from haliax.ops.elementwise import trunc as trunc
from haliax.ops.elementwise import where as where
from haliax.ops.indexing import index as index
from haliax.ops.indexing import slice as slice
from haliax.ops.joining import concatenate as concatenate
from haliax.ops.joining import split as split
from haliax.ops.joining import stack as stack
from haliax.ops.joining import unbind as unbind
from haliax.ops.rearranging import rearrange as rearrange
from haliax.ops.reductions import all as all
from haliax.ops.reductions import amax as amax
from haliax.ops.reductions import amin as amin
from haliax.ops.reductions import any as any
from haliax.ops.reductions import argmax as argmax
from haliax.ops.reductions import argmin as argmin
from haliax.ops.reductions import max as max
from haliax.ops.reductions import mean as mean
from haliax.ops.reductions import min as min
from haliax.ops.reductions import nanargmax as nanargmax
from haliax.ops.reductions import nanargmin as nanargmin
from haliax.ops.reductions import nanmax as nanmax
from haliax.ops.reductions import nanmean as nanmean
from haliax.ops.reductions import nanmin as nanmin
from haliax.ops.reductions import nanprod as nanprod
from haliax.ops.reductions import nanstd as nanstd
from haliax.ops.reductions import nansum as nansum
from haliax.ops.reductions import nanvar as nanvar
from haliax.ops.reductions import prod as prod
from haliax.ops.reductions import product as product
from haliax.ops.reductions import ptp as ptp
from haliax.ops.reductions import std as std
from haliax.ops.reductions import sum as sum
from haliax.ops.reductions import var as var
from haliax.ops.shaping import broadcast_axis as broadcast_axis
from haliax.ops.shaping import broadcast_to as broadcast_to
from haliax.ops.shaping import flatten as flatten
from haliax.ops.shaping import flatten_axes as flatten_axes
from haliax.ops.shaping import ravel as ravel
from haliax.ops.shaping import rename as rename
from haliax.ops.shaping import take as take
from haliax.ops.shaping import unflatten_axis as unflatten_axis
from haliax.ops.updating import updated_slice as updated_slice
from haliax.partitioning import axis_mapping as axis_mapping
from haliax.partitioning import named_jit as named_jit

__all__ = [
    "Axis",
    "AxisError",
    "AxisSelection",
    "AxisSelector",
    "AxisSpec",
    "Named",
    "NamedArray",
    "NamedArrayAxesSpec",
    "NamedOrNumeric",
    "PartialShapeDict",
    "ShapeDict",
    "abs",
    "absolute",
    "add",
    "all",
    "amax",
    "amin",
    "angle",
    "any",
    "arange",
    "arccos",
    "arccosh",
    "arcsin",
    "arcsinh",
    "arctan",
    "arctan2",
    "arctanh",
    "argmax",
    "argmin",
    "around",
    "axis",
    "axis_mapping",
    "axis_name",
    "axis_size",
    "bitwise_and",
    "bitwise_count",
    "bitwise_invert",
    "bitwise_left_shift",
    "bitwise_not",
    "bitwise_or",
    "bitwise_right_shift",
    "bitwise_xor",
    "broadcast_axis",
    "broadcast_to",
    "cbrt",
    "ceil",
    "clip",
    "concat_axes",
    "concatenate",
    "conj",
    "conjugate",
    "copy",
    "core",
    "cos",
    "cosh",
    "dblock",
    "debug",
    "deg2rad",
    "degrees",
    "divide",
    "divmod",
    "dot",
    "ds",
    "dslice",
    "einsum",
    "eliminate_axes",
    "equal",
    "exp",
    "exp2",
    "expm1",
    "fabs",
    "fix",
    "flatten",
    "flatten_axes",
    "float_power",
    "floor",
    "floor_divide",
    "fmax",
    "fmin",
    "fmod",
    "frexp",
    "full",
    "full_like",
    "greater",
    "greater_equal",
    "haxtyping",
    "hypot",
    "i0",
    "imag",
    "index",
    "intersect_axes",
    "invert",
    "is_axis_compatible",
    "iscomplex",
    "isfinite",
    "isinf",
    "isnan",
    "isneginf",
    "isposinf",
    "isreal",
    "left_shift",
    "less",
    "less_equal",
    "linspace",
    "log",
    "log10",
    "log1p",
    "log2",
    "logaddexp",
    "logaddexp2",
    "logical_and",
    "logical_not",
    "logical_or",
    "logical_xor",
    "make_axes",
    "max",
    "maximum",
    "mean",
    "min",
    "minimum",
    "mod",
    "multiply",
    "named",
    "named_jit",
    "nanargmax",
    "nanargmin",
    "nanmax",
    "nanmean",
    "nanmin",
    "nanprod",
    "nanstd",
    "nansum",
    "nanvar",
    "ndim",
    "negative",
    "nextafter",
    "nn",
    "not_equal",
    "ones",
    "ones_like",
    "partitioning",
    "positive",
    "power",
    "prod",
    "product",
    "ptp",
    "rad2deg",
    "radians",
    "random",
    "ravel",
    "real",
    "rearrange",
    "reciprocal",
    "remainder",
    "rename",
    "replace_axis",
    "resolve_axis",
    "right_shift",
    "rint",
    "round",
    "rsqrt",
    "selects_axis",
    "sign",
    "signbit",
    "sin",
    "sinc",
    "sinh",
    "slice",
    "split",
    "sqrt",
    "square",
    "stack",
    "std",
    "subtract",
    "sum",
    "take",
    "tan",
    "tanh",
    "true_divide",
    "trunc",
    "types",
    "unbind",
    "unflatten_axis",
    "union_axes",
    "updated_slice",
    "var",
    "where",
    "without_axes",
    "zeros",
    "zeros_like",
]
