# Written by `python -m tools.stubs`. Do not edit.
"""Modules that say what their state dicts are."""

from typing import Self

import equinox as eqx

from haliax.state_dict.writing import StateDict

class ModuleWithStateDictSerialization(eqx.Module):
    """A module with methods for its state dict, which do what is done for every module; subclasses change them."""

    def to_state_dict(self, prefix: str | None = None) -> StateDict:
        """The arrays and numbers of the module by their keys.

        Args:
            prefix: What all keys begin with, followed by a dot.
        """

    def from_state_dict(self, state_dict: StateDict, prefix: str | None = None) -> Self:
        """The module with what a state dict has for it. Other keys are left aside.

        Args:
            state_dict: The arrays by their keys.
            prefix: What the keys of the module begin with, followed by a dot.

        Raises:
            StateDictError: If a key is missing, or a value has another shape or dtype. It tells of all.
        """

    def flatten_for_export(self) -> Self:
        """The module as torch has it, apart from the modules in it; `_state_dict_layout` says how."""

    def unflatten_from_export(self, template: Self) -> Self:
        """The inverse of `flatten_for_export`.

        Args:
            template: A module with the axes that are wanted.
        """
