"""Operations along one axis need it, and exactly one."""

import haliax as hax
from haliax import Axis, NamedArray

Batch, Position = hax.make_axes(batch=2, position=8)
x = hax.ones((Batch, Position))

x.cumsum("positions")  # E: cumsum: no axis 'positions' in [batch, position]; did you mean 'position'?  [axis-missing]
hax.cumsum(x, Axis("time", 8))  # E: cumsum: no axis 'time' in [batch, position]  [axis-missing]
x.cumprod("time")  # E: cumprod: no axis 'time' in [batch, position]  [axis-missing]
hax.nancumsum(x, "time")  # E: nancumsum: no axis 'time' in [batch, position]  [axis-missing]
hax.nancumprod(x, "time")  # E: nancumprod: no axis 'time' in [batch, position]  [axis-missing]
hax.roll(x, 1, "time")  # E: roll: no axis 'time' in [batch, position]  [axis-missing]
hax.roll(x, (1, 2), ("batch", "batch"))  # E: roll: axis 'batch' is repeated in [batch, batch]; name each axis once  [axis-duplicate]
hax.pad(x, {"time": (1, 1)})  # E: pad: no axis 'time' in [batch, position]  [axis-missing]
hax.diff(x, "time")  # E: diff: no axis 'time' in [batch, position]  [axis-missing]
hax.diff(x, "position", -1)  # E: diff: axis 'position' is given the number -1; it must be 0 or more  [axis-size]
hax.tile(x, {"time": 2})  # E: tile: no axis 'time' in [batch, position]  [axis-missing]
hax.tile(x, {"batch": -2})  # E: tile: axis 'batch' is given the number -2; it must be 0 or more  [axis-size]
hax.repeat(x, "time", 2)  # E: repeat: no axis 'time' in [batch, position]  [axis-missing]
hax.repeat(x, "batch", -1)  # E: repeat: axis 'batch' is given the number -1; it must be 0 or more  [axis-size]
hax.repeat(x, "batch", 1.5)  # E(type): Argument 3 to "repeat" has incompatible type "float"; expected "int"  [arg-type]
hax.packbits(x > 0, "time")  # E: packbits: no axis 'time' in [batch, position]  [axis-missing]
hax.unpackbits(x > 0, "time")  # E: unpackbits: no axis 'time' in [batch, position]  [axis-missing]
x.cumsum("position").sum("time")  # E: sum: no axis 'time' in [batch, position]  [axis-missing]
x.cumsum(("batch", "position"))  # E(type): NamedArray.cumsum: argument 'axis' is a value of type tuple[str, str]; expected Axis or str  [arg-type]


def parts(some: NamedArray["{batch position}"]) -> None:
    some.cumsum("time")  # E(kind): cumsum: no axis 'time' in {batch, position}  [axis-missing]


parts(x)
