# Written by `python -m tools.stubs`. Do not edit.
"""Losses: those of logits lack the axis of the labels; a reduction takes other axes."""

from typing import Any

from haliax.pure.operation import Family, Operation

declare: Family
reduce_loss: Operation[Any]
maybe_reduce_loss: Operation[Any]
cross_entropy_loss: Operation[Any]
cross_entropy_loss_and_log_normalizers: Operation[Any]
binary_cross_entropy_loss: Operation[Any]
