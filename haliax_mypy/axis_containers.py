"""Lists and dicts of axes: `axes = [Embed]; axes.append(Mlp)`.

mypy takes the first member for all that will ever be there. So a container to which others may be added holds any axes.
"""

from __future__ import annotations

from mypy.plugin import FunctionContext, MethodContext, MethodSigContext
from mypy.types import CallableType, FunctionLike, Type

from haliax_mypy import containers, variables
from haliax_mypy.types.open_axes import opened


def made(ctx: FunctionContext | MethodContext) -> Type:
    """A new container."""
    return opened(containers.member_read(ctx))


def member_added(ctx: MethodSigContext) -> FunctionLike:
    """The signature of a method that adds a member, which takes any axis where no type is declared."""
    signature = containers.member_added(ctx)
    if not isinstance(signature, CallableType) or not variables.is_inferred(ctx.context):
        return signature
    types = [opened(typ) for typ in signature.arg_types]
    if all(new is old for new, old in zip(types, signature.arg_types, strict=True)):
        return signature
    variables.retype_container(ctx, opened)
    return signature.copy_modified(arg_types=types)
