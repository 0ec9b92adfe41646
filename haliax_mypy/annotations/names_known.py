"""What is done with a module as soon as mypy has looked up its names, before it checks anything.

Other changes wait for the first call in the module, of which there is a hook: for the statement that modules are let
begin with. A module that mypy has parsed in another process has none; and of `x * scale`, where `scale` is Any, there
is no hook.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from mypy.nodes import MypyFile, SymbolTableNode
from mypy.plugin import TypeAnalyzerPluginInterface

from haliax_mypy import compat
from haliax_mypy.names import NAMED_ARRAY, OPERAND
from haliax_mypy.syntax.beginning import has_begun
from haliax_mypy.syntax.operands import wrap
from haliax_mypy.syntax.swaps import join_values
from haliax_mypy.syntax.words import keep_words

_LAST: Final = 9
"""After the patches of mypy itself."""


@dataclass(frozen=True, eq=False)
class _Patch:
    module: MypyFile
    operand: SymbolTableNode
    array: SymbolTableNode | None

    def __call__(self) -> None:
        wrap(self.module, self.operand, self.array)


def ask(api: TypeAnalyzerPluginInterface) -> None:
    """Asks mypy to call us then, once for each module."""
    analyser: Any = api
    module = compat.module_of(api)
    if module.is_stub or has_begun(module):
        return
    join_values(module)
    keep_words(module)
    patches = getattr(analyser.api, "patches", None)
    operand = compat.lookup(analyser.api.modules, OPERAND)
    if patches is None or operand is None:
        return
    if not any(isinstance(patch, _Patch) and patch.module is module for _, patch in patches):
        patches.append((_LAST, _Patch(module, operand, compat.lookup(analyser.api.modules, NAMED_ARRAY))))
