"""How exported programs are stored: `jax.export` asks how to write down what is static in the nodes of a pytree."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from jax import export


def storable(kind: type, made: Callable[[Any], Any]) -> None:
    """Lets programs be stored whose arguments or results hold nodes of this class.

    Args:
        kind: A class that is registered as a node of pytrees. What is static in it can be written as JSON.
        made: Makes what is static of what JSON gives back.
    """
    export.register_pytree_node_serialization(
        kind,
        serialized_name=f"haliax.{kind.__name__}",
        serialize_auxdata=lambda static: json.dumps(static).encode(),
        deserialize_auxdata=lambda stored: made(json.loads(stored)),
    )
