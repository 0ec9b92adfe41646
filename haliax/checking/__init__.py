"""The check of a call against its annotations, at a jit boundary or anywhere else.

    annotations.py    annotations as objects, whichever way they were written
    callees.py        which function a callable object calls
    trees.py          values that are taken apart
    scope.py          what the annotations of one call have said so far
    mismatch.py       what is said of a value that is not as annotated
    variables.py      type variables
    checkers.py       typeguard's checkers for named arrays
    facts.py          what of a value decides whether it passes
    passed.py         the calls that have passed
    placement.py      how arrays are sharded
    values.py         NaN and infinite numbers
    contract.py       the check of one function's arguments and result
    classes.py        the check of a class
    boundary.py       a call that is traced
    hook.py           whole packages
    pytest_plugin.py  and their tests

`haliax.debug` says when it happens.
"""
