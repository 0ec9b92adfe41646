# Written by `python -m tools.stubs`. Do not edit.
"""State dicts: the arrays of a module by the path that leads to them, as torch and files of safetensors have them.

    save_state_dict(to_torch_compatible_state_dict(model), "model.safetensors")
    model = from_torch_compatible_state_dict(model, load_state_dict("model.safetensors"))

Every tree has one. The key of an array is made of the fields, keys and indices that lead to it: `blocks.0.attn.weight`.
A module that stacks layers, with the fields `stacked` and `Block`, has them one by one.

What a class can say, without being of any class here:

- `haliax.field(state_dict_key="wte")` and `haliax.field(saved=False)`, or the same in `equinox.field(metadata=...)`;
- `_state_dict_key_map(self)`: a dict of fields and their keys, None for one whose parts stand in its place;
- `_state_dict_layout(self)`: for fields with an array, the axes of each dimension that it has in torch,
  `{"weight": {"Out": self.Out, "In": self.In}}`. Several axes are joined, and the field of the module with the name of
  the dimension holds the joined one then. Axes that the layout lacks are in front: there are such where layers are
  stacked. It is only a matter of views, so that each device can read its own part of a file.
- `to_state_dict(self, prefix)` and `from_state_dict(self, state_dict, prefix)`: what else is to be done. They see the
  module as `flatten_for_export` makes it where the state dict is one of torch.
- `flatten_for_export(self)` and `unflatten_from_export(self, template)`: another form that the module has in torch.

`ModuleWithStateDictSerialization` has the four methods, for `super().to_state_dict(prefix)`; one that does not change
them costs nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from haliax.state_dict.files import load_state_dict as load_state_dict, save_state_dict as save_state_dict
from haliax.state_dict.layouts import (
    flatten_modules_for_export as flatten_modules_for_export,
    unflatten_modules_from_export as unflatten_modules_from_export,
)
from haliax.state_dict.module import ModuleWithStateDictSerialization as ModuleWithStateDictSerialization
from haliax.state_dict.nodes import with_prefix as with_prefix
from haliax.state_dict.torch import (
    from_state_dict as from_state_dict,
    from_torch_compatible_state_dict as from_torch_compatible_state_dict,
    to_torch_compatible_state_dict as to_torch_compatible_state_dict,
)
from haliax.state_dict.writing import (
    StateDict as StateDict,
    to_numpy_state_dict as to_numpy_state_dict,
    to_state_dict as to_state_dict,
)

@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a state dict.

    Attributes:
        key: The key that it is about.
        text: What is wrong.
        absent: Whether there is no such key.
    """

    key: str
    text: str
    absent: bool = ...
    def __str__(self) -> str: ...

class StateDictError(ValueError, KeyError):
    """A state dict does not fit a module. Nothing of it was loaded.

    Attributes:
        problems: All that is wrong with it.
    """

    op: str
    problems: tuple[Problem, ...]
    hint: str
    def __init__(self, op: str, problems: Sequence[Problem], hint: str = "") -> None: ...
    def __str__(self) -> str: ...
