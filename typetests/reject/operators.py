"""One operand has all axes of the other."""

import haliax as hax
from haliax import NamedArray

Batch, Embed, Mlp = hax.make_axes(batch=2, embed=3, mlp=5)
x = hax.ones((Batch, Embed))
y = hax.ones((Batch, Mlp))
m = hax.ones(Mlp)
i = hax.full((Batch, Embed), 3)
j = hax.full(Mlp, 2)

# Every operator, under the name of its function.
x + m  # E: add: cannot broadcast [batch, embed] and [mlp]: neither has all axes of the other; rename an axis, or use broadcast_axis to add the missing ones  [axis-broadcast]
x - m  # E: subtract: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
x * m  # E: multiply: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
x / m  # E: divide: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
x // m  # E: floor_divide: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
x % m  # E: mod: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
x**m  # E: power: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
i << j  # E: left_shift: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
i >> j  # E: right_shift: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
i & j  # E: bitwise_and: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
i | j  # E: bitwise_or: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
i ^ j  # E: bitwise_xor: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
x == m  # E: equal: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
x != m  # E: not_equal: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
x < m  # E: less: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
x <= m  # E: less_equal: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
x > m  # E: greater: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
x >= m  # E: greater_equal: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]

# The message is about the operands as they were written.
m + x  # E: add: cannot broadcast [mlp] and [batch, embed]: …  [axis-broadcast]
x + y  # E: add: cannot broadcast [batch, embed] and [batch, mlp]: …  [axis-broadcast]
y + x  # E: add: cannot broadcast [batch, mlp] and [batch, embed]: …  [axis-broadcast]
x + (m + 1)  # E: add: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
-x * m  # E: multiply: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
x.sum("embed") + x.sum("batch")  # E: add: cannot broadcast [batch] and [embed]: …  [axis-broadcast]
2 * x + 3 * m  # E: add: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
total = x + 1
total += m  # E: add: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]

# In whatever statement.
if (x + m).ndim > 1:  # E: add: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
    pass
wrong = [x + m]  # E: add: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
wrong_too = [z + m for z in (x, x)]  # E: add: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
print(f"{x + m}")  # E: add: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
assert hax.all(x < m)  # E: less: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]


def in_functions(x: NamedArray["batch embed"], m: NamedArray["mlp"]) -> NamedArray:
    out = x * m  # E: multiply: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]
    return hax.multiply(x, m)  # E: multiply: cannot broadcast [batch, embed] and [mlp]: …  [axis-broadcast]


in_functions(x, m)


# What is known of an array may be enough to see that it cannot be.
def partly(a: NamedArray["{batch embed}"], m: NamedArray["mlp"]) -> None:
    a + m  # E(kind): add: cannot broadcast {batch, embed} and [mlp]: …  [axis-broadcast]
    m - a  # E(kind): subtract: cannot broadcast [mlp] and {batch, embed}: …  [axis-broadcast]


partly(x, m)


# `@` says nothing about axes.
x @ m  # E: `@` does not say which axis to sum over; use haliax.dot(x, y, axis=...)  [axis-kind]
