"""Axes are known inside of containers of arrays that agree."""

import haliax as hax
from haliax import NamedArray

Batch, Embed = hax.make_axes(batch=2, embed=3)
be = hax.ones((Batch, Embed))
b = hax.ones(Batch)

pair = (be, b)
pair[0].sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
pair[1].sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
first, second = pair
second.sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]

same = [be, be]
same[0].sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
named = {"x": b, "y": b}
named["x"].sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
for item in same:
    item.sum("mlp")  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
[item.sum("mlp") for item in same]  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
{name: item.sum("embed") for name, item in named.items()}  # E: sum: no axis 'embed' in [batch]  [axis-missing]
list(item.sum("mlp") for item in same)  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]
list(map(lambda item: item.sum("mlp"), same))  # E: sum: no axis 'mlp' in [batch, embed]  [axis-missing]

grown = [b]
grown[0].sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
grown.append(b + 1)
grown[0] = b
grown += [b]
grown[1].sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
grown.append(be)
grown[-1].sum("embed")  # what the members are is not known any more
declared: list[NamedArray["batch"]] = [b]
declared.append(be)  # E(static): list.append: argument 1 is [batch, embed]; expected [batch]: unexpected axis 'embed'  [arg-type]
declared[0] = be  # E(static): the assigned value is [batch, embed]; expected [batch]: unexpected axis 'embed'  [assignment]
by_name: dict[str, NamedArray["batch"]] = {"x": be}  # E(static): the value of dict entry 0 is [batch, embed]; expected [batch]: unexpected axis 'embed'  [dict-item]
