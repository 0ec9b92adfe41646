"""Which values of a loop are kept for its gradient, and which are computed again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, Literal, TypeAlias, TypeVar

import jax

from haliax.core import NamedArray
from haliax.transforms._leaves import flatten, is_array, opened, sealed

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

    save_carries: bool | Literal["offload"] = True
    save_inputs: bool | Literal["offload"] = False
    save_block_internals: bool | list[str] = False
    offload_block_internals: list[str] = field(default_factory=list)
    prevent_cse: bool = False
    disable: bool = False
    simple: bool = False
    nested: bool | int = False

    def __post_init__(self) -> None:
        for name in ("save_carries", "save_inputs"):
            value: object = getattr(self, name)
            if not isinstance(value, bool) and value != "offload":
                raise ValueError(f"ScanCheckpointPolicy: {name} is True, False or 'offload', got {value!r}")
        for name in ("save_block_internals", "offload_block_internals"):
            value = getattr(self, name)
            if isinstance(value, str) or (not isinstance(value, bool) and not isinstance(value, Sequence)):
                raise ValueError(f"ScanCheckpointPolicy: {name} is a list of names, got {value!r}")
        if not isinstance(self.nested, bool) and self.nested < 1:
            raise ValueError(f"ScanCheckpointPolicy: nested is a number of blocks, 1 or more, got {self.nested!r}")

    def __hash__(self) -> int:
        lists = [self.save_block_internals, self.offload_block_internals]
        names = [tuple(part) if isinstance(part, list) else part for part in lists]
        return hash((self.save_carries, self.save_inputs, *names, self.disable, self.simple, self.nested))

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
        if isinstance(remat_policy, bool):
            return ScanCheckpointPolicy(simple=True) if remat_policy else ScanCheckpointPolicy(disable=True)
        if remat_policy == "offload":
            return ScanCheckpointPolicy(save_carries="offload", save_inputs="offload")
        if remat_policy in ("recompute", "full"):
            return ScanCheckpointPolicy(save_carries=False)
        if remat_policy == "save_all":
            return ScanCheckpointPolicy(save_inputs=True, save_block_internals=True)
        if remat_policy == "nested":
            return ScanCheckpointPolicy(simple=True, nested=True)
        known = "True, False, 'offload', 'recompute', 'full', 'save_all', 'nested'"
        raise ValueError(f"ScanCheckpointPolicy: no policy {remat_policy!r}; there are {known}, or make one yourself")

    def checkpoint(self, carry_name: str, input_name: str, callable: F) -> F:
        """The function with gradient checkpointing by this policy.

        Args:
            carry_name: The name that the function gives to its carry, by `tree_checkpoint_name`.
            input_name: The name that it gives to its other arguments.
            callable: A function of pytrees, which may hold named arrays, and what is no array.
        """
        if self.disable:
            return callable
        policy = None if self.simple else self._policy(carry_name, input_name)
        return checkpointed(callable, policy=policy, prevent_cse=self.prevent_cse)

    def of_arrays(self, carry_name: str, input_name: str, fn: Callable[..., Any]) -> Callable[..., Any]:
        """`checkpoint`, for a function of pytrees of arrays alone."""
        if self.disable:
            return fn
        policy = None if self.simple else self._policy(carry_name, input_name)
        return jax.checkpoint(fn, policy=policy, prevent_cse=self.prevent_cse)

    @property
    def is_nested(self) -> bool:
        """Whether the loop is one of blocks."""
        return self.nested is not False and not self.disable

    @property
    def names_asked(self) -> list[str]:
        """The names of values within a step of which this policy speaks."""
        if self.disable or self.simple:
            return []
        inside = self.save_block_internals
        return [*([] if isinstance(inside, bool) else inside), *self.offload_block_internals]

    @property
    def is_named(self) -> bool:
        """Whether carries and inputs need names for this policy."""
        kept = [self.save_carries, self.save_inputs, self.save_block_internals]
        return not (self.disable or self.simple or self._is_one_of_all(kept))

    def _is_one_of_all(self, kept: list[Any]) -> bool:
        return not self.names_asked and (kept == [True] * 3 or not any(kept))

    def _policy(self, carry_name: str, input_name: str) -> Callable[..., Any]:
        """The policy, as jax knows them."""
        policies: Any = jax.checkpoint_policies
        if not self.is_named:
            return policies.everything_saveable if self.save_carries else policies.nothing_saveable  # type: ignore[no-any-return]
        inside = self.save_block_internals
        settings = {carry_name: self.save_carries, input_name: self.save_inputs}
        settings |= {} if isinstance(inside, bool) else dict.fromkeys(inside, True)
        settings |= dict.fromkeys(self.offload_block_internals, "offload")
        if not _has_host_memory():
            settings = {name: bool(setting) for name, setting in settings.items()}
        by_name: Callable[..., Any] = policies.save_and_offload_only_these_names(
            names_which_can_be_saved=[name for name, setting in settings.items() if setting is True],
            names_which_can_be_offloaded=[name for name, setting in settings.items() if setting == "offload"],
            offload_src="device",
            offload_dst="pinned_host",
        )
        if inside is not True:
            return by_name

        def all_but_named(primitive: Any, *args: Any, **params: Any) -> Any:
            is_ours = primitive.name == "name" and params["name"] in settings
            return by_name(primitive, *args, **params) if is_ours else True

        return all_but_named


ScanCheckpointSpec: TypeAlias = bool | str | ScanCheckpointPolicy
"""What `remat` takes: see `ScanCheckpointPolicy.from_bool_or_str`, or a policy."""


def checkpointed(fn: F, *, policy: Any, prevent_cse: bool) -> F:
    """`jax.checkpoint` of a function whose arguments and results may hold what is no array."""

    @wraps(fn)
    def call(*args: Any, **kwargs: Any) -> Any:
        leaves, structure = flatten((args, kwargs))
        places = [i for i, leaf in enumerate(leaves) if isinstance(leaf, NamedArray) or is_array(leaf)]

        def of_arrays(*arrays: Any) -> Any:
            filled = list(leaves)
            for i, array in zip(places, arrays, strict=True):
                filled[i] = array
            args, kwargs = structure.unflatten(filled)
            return sealed(fn(*args, **kwargs))

        kept = jax.checkpoint(of_arrays, policy=policy, prevent_cse=prevent_cse)
        return opened("checkpoint", kept(*[leaves[i] for i in places]), ())

    return call  # type: ignore[return-value]  # it takes and gives the same


def policy_of(spec: ScanCheckpointSpec) -> ScanCheckpointPolicy:
    """The policy that `remat` means."""
    if isinstance(spec, ScanCheckpointPolicy):
        return spec
    given: object = spec
    return _named(spec) if isinstance(given, bool | str) else ScanCheckpointPolicy.from_bool_or_str(spec)


_named = lru_cache(maxsize=16, typed=True)(ScanCheckpointPolicy.from_bool_or_str)


def without_names(
    policy: ScanCheckpointPolicy, fn: Callable[..., Any], args: tuple[Any, ...], ours: Sequence[str]
) -> ValueError | None:
    """The error where a function lacks names of which a policy speaks. The function is traced to find them.

    Args:
        policy: The policy.
        fn: The function.
        args: Its arguments, or their shapes and dtypes.
        ours: Names that are no user's.
    """
    known = set(_names(jax.make_jaxpr(fn)(*args).jaxpr))
    lacking = [name for name in policy.names_asked if name not in known]
    if not lacking:
        return None
    found = ", ".join(map(repr, sorted(known.difference(ours)))) or "none"
    shown = ", ".join(map(repr, lacking))
    return ValueError(f"no checkpoint {shown} in the function: it has {found}; name one by tree_checkpoint_name")


def _names(jaxpr: Any) -> Iterator[str]:
    """The names of checkpoints in a program, and in those within it."""
    for equation in jaxpr.eqns:
        if equation.primitive.name == "name":
            yield equation.params["name"]
        for part in jax.tree_util.tree_leaves(equation.params, is_leaf=_is_jaxpr):
            if _is_jaxpr(part):
                yield from _names(getattr(part, "jaxpr", part))


def _is_jaxpr(value: Any) -> bool:
    return hasattr(getattr(value, "jaxpr", value), "eqns")


def _has_host_memory() -> bool:
    return any(memory.kind == "pinned_host" for memory in jax.devices()[0].addressable_memories())
