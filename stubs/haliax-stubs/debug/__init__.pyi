# Written by `python -m tools.stubs`. Do not edit.
"""Checking calls against their annotations when the program runs.

In debug mode the arguments and results of functions under `named_jit` are checked, once each time they are traced:
axes, their order, dtypes, and that each axis name has one size within a call. Compiled programs stay as they are.

    HALIAX_DEBUG=1 python train.py           for a whole program
    with haliax.debug.debug_checks(): ...    for what is called inside
    @named_jit(check=True)                   for one function under jit
    @haliax.debug.checked                    for one function, jit or not

A function is checked if it or the mode asks for it, and not if either forbids it: `HALIAX_DEBUG=0`,
`debug_checks(False)` and `check=False` switch checks off.

`diagnose_common_issues` looks for mistakes in a model, `visualize_shardings` shows on which devices its arrays are.
"""

from haliax.checking.hook import Hook as Hook, install_import_hook as install_import_hook
from haliax.debug.checks import checked as checked, checks_enabled as checks_enabled, debug_checks as debug_checks
from haliax.debug.issues import (
    ModuleProblems as ModuleProblems,
    describe_array as describe_array,
    diagnose_common_issues as diagnose_common_issues,
)
from haliax.debug.shardings import (
    visualize_named_sharding as visualize_named_sharding,
    visualize_shardings as visualize_shardings,
)
