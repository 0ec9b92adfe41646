"""What Python's own functions and operators cannot do with an array that has an axis."""

import operator

import haliax as hax
from haliax import NamedArray

x = hax.ones({"batch": 2, "embed": 3})

x.scalar()  # E: scalar: [batch, embed] is not a scalar; reduce its axes first  [axis-size]
float(x)  # E: float: [batch, embed] is not a scalar; reduce its axes first, or take one element  [axis-kind] ^ x
int(x.sum("batch"))  # E: int: [embed] is not a scalar; reduce its axes first, or take one element  [axis-kind]
complex(x)  # E: complex: [batch, embed] is not a scalar; …  [axis-kind]
operator.index(x.astype(int))  # E: index: [batch, embed] is not a scalar; …  [axis-kind]
hash(x)  # E(kind): unhashable type: 'NamedArray', since == compares its elements; use id(x), or a name, as a key  [axis-kind]
x @ x  # E: `@` does not say which axis to sum over; use haliax.dot(x, y, axis=...)  [axis-kind]
x @ 3  # E: `@` does not say which axis to sum over; use haliax.dot(x, y, axis=...)  [axis-kind]
3 @ x  # E: `@` does not say which axis to sum over; use haliax.dot(x, y, axis=...)  [axis-kind]

x.rearrange("embed", "batch")  # E: rearrange: expected one sequence of axes or one expression, got 2 arguments; put the axes into one tuple: rearrange(('embed', 'batch'))  [axis-kind]
x.rearrange(("embed", "batch"), b=2)  # E: rearrange: unexpected keyword argument 'b'; only an expression has bindings  [axis-kind]
hax.dot(x, x)  # E: dot: expected `axis`, the axes to sum over; pass axis=() for an outer product, None for all axes  [axis-kind]
hax.dot(x, x, "embed")  # E: dot: expected `axis`, the axes to sum over; pass it by name, as in dot(x, y, axis=...)  [axis-kind]
hax.dot(x, "embed", axis="embed")  # E: dot: expected a NamedArray, got str; name its axes with haliax.named  [axis-kind]
hax.where(x > 0, x)  # E: where: expected both x and y, or neither and a new_axis for the positions  [axis-kind]


def some(y: NamedArray["{batch ...}"], z: NamedArray["batch"] | NamedArray["embed batch"]) -> None:
    y.scalar()  # E(kind): scalar: {batch, ...} is not a scalar; reduce its axes first  [axis-size]
    float(z)  # E: float: [batch] is not a scalar; …  [axis-kind]


some(x, x.sum("embed"))
