# Written by `python -m tools.stubs`. Do not edit.
"""Which values of a loop are kept for its gradient, and which are computed again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from typing_extensions import TypeVar

F = TypeVar("F", bound=Callable[..., Any])

@dataclass(frozen=True)
class ScanCheckpointPolicy:
    """Which values of a loop are kept for its gradient. All others are computed again, one step at a time.

    Gradients are the same with every policy. What is offloaded lies in the memory of the host; on a backend that has
    no such memory (`pinned_host`) it is kept on the device.

    Attributes:
        save_carries: Whether the carry that goes into each step is kept, or "offload".
        save_inputs: Whether what each step is given besides is kept, or "offload".
        save_block_internals: Whether all other values within a step are kept, or the names of those that are, as
            `tree_checkpoint_name` gives them.
        offload_block_internals: The names of values within a step that are offloaded.
        prevent_cse: See `jax.checkpoint`; a loop needs it not.
        disable: Nothing is computed again, whatever else is said.
        simple: `jax.checkpoint` as it is: only what goes into each step is kept, whatever else is said of it.
        nested: Whether the loop is one of blocks of steps, of which only what goes into each block is kept: about the
            square root of the number of steps, or the number that is given. See Chen et al., 2016, "Training Deep Nets
            with Sublinear Memory Cost".

    Raises:
        ValueError: If a setting is none of these.
    """

    save_carries: bool | Literal["offload"] = ...
    save_inputs: bool | Literal["offload"] = ...
    save_block_internals: bool | list[str] = ...
    offload_block_internals: list[str] = ...
    prevent_cse: bool = ...
    disable: bool = ...
    simple: bool = ...
    nested: bool | int = ...
    def __post_init__(self) -> None: ...
    def __hash__(self) -> int: ...

    @staticmethod
    def from_bool_or_str(remat_policy: bool | str) -> ScanCheckpointPolicy:
        """The policy of a short name.

        Args:
            remat_policy: False: no checkpointing. True: `jax.checkpoint` of each step. "offload": the same, with
                carries and inputs offloaded. "recompute" or "full": all that can be is computed again. "save_all":
                all is kept. "nested": blocks of steps, see the attribute.

        Raises:
            ValueError: If there is no policy of this name.
        """

    def checkpoint(self, carry_name: str, input_name: str, callable: F) -> F:
        """The function with gradient checkpointing by this policy.

        Args:
            carry_name: The name that the function gives to its carry, by `tree_checkpoint_name`.
            input_name: The name that it gives to its other arguments.
            callable: A function of pytrees, which may hold named arrays, and what is no array.
        """

    def of_arrays(self, carry_name: str, input_name: str, fn: Callable[..., Any]) -> Callable[..., Any]:
        """`checkpoint`, for a function of pytrees of arrays alone."""

    @property
    def is_nested(self) -> bool:
        """Whether the loop is one of blocks."""

    @property
    def names_asked(self) -> list[str]:
        """The names of values within a step of which this policy speaks."""

    @property
    def is_named(self) -> bool:
        """Whether carries and inputs need names for this policy."""

ScanCheckpointSpec: TypeAlias = bool | str | ScanCheckpointPolicy
"""What `remat` takes: see `ScanCheckpointPolicy.from_bool_or_str`, or a policy."""

def checkpointed(fn: F, *, policy: Any, prevent_cse: bool) -> F:
    """`jax.checkpoint` of a function whose arguments and results may hold what is no array."""

def policy_of(spec: ScanCheckpointSpec) -> ScanCheckpointPolicy:
    """The policy that `remat` means."""

def without_names(
    policy: ScanCheckpointPolicy,
    fn: Callable[..., Any],
    args: tuple[Any, ...],
    ours: Sequence[str],
) -> ValueError | None:
    """The error where a function lacks names of which a policy speaks. The function is traced to find them.

    Args:
        policy: The policy.
        fn: The function.
        args: Its arguments, or their shapes and dtypes.
        ours: Names that are no user's.
    """
