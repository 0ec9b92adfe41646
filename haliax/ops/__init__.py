"""The operations: for each a function with its kernel and its docstring, which completes a declaration.

A call goes this way:

    _arguments.py   what the arguments are: the values of an array, and its names and shape
    _settle.py      the rule of the declaration says which axes come out, once for axes of one kind
    _moves.py       how an array is brought from one order of axes to another, by position
    _kernels.py     the values are computed on positions, in one program for all names
    _declare.py     the members of a large family, declared in one line each
    _index.py       an index by name, taken apart into what is static and the arrays in it
    _positions.py   the positional index that does the same
"""

from pathlib import Path

from jax.extend import source_info_util

# So that programs and profiles of jax name the line of the user, not one of ours. It stands here since `jax.extend` is
# slow to import, and nothing of ours is in a program before there are operations.
source_info_util.register_exclusion(str(Path(__file__).parents[1] / "_")[:-1])
