# Written by `python -m tools.stubs`. Do not edit.
"""The check of a call against its annotations, at a jit boundary or anywhere else.

    annotations.py   annotations as objects, whichever way they were written
    scope.py         what the annotations of one call have said so far
    checkers.py      typeguard's checkers for named arrays
    contract.py      the check of one function's arguments and result

`haliax.debug` says when it happens.
"""
