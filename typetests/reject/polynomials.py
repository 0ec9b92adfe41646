"""A polynomial has one axis."""

import haliax as hax

p = hax.named([1.0, -3.0, 2.0], "power")
x = hax.named([0.0, 1.0, 2.0, 3.0], "sample")
many = hax.ones({"batch": 2, "power": 3})

hax.polyadd(p, many)  # E: polyadd: expected an array with one axis, got [batch, power]; flatten it, or take a part of it  [axis-size]
hax.polysub(many, p)  # E: polysub: expected an array with one axis, got [batch, power]; …  [axis-size]
hax.polymul(many, many)  # E: polymul: expected an array with one axis, got [batch, power]; …  [axis-size]
hax.polydiv(p, many)  # E: polydiv: expected an array with one axis, got [batch, power]; …  [axis-size]
hax.polyder(many)  # E: polyder: expected an array with one axis, got [batch, power]; …  [axis-size]
hax.polyint(many)  # E: polyint: expected an array with one axis, got [batch, power]; …  [axis-size]
hax.poly(many)  # E: poly: expected an array with one axis, got [batch, power]; …  [axis-size]
hax.roots(many)  # E: roots: expected an array with one axis, got [batch, power]; …  [axis-size]
hax.trim_zeros(many)  # E: trim_zeros: expected an array with one axis, got [batch, power]; …  [axis-size]
hax.polyval(many, x)  # E: polyval: expected an array with one axis, got [batch, power]; …  [axis-size]
hax.polyval(p, x).sum("power")  # E: sum: no axis 'power' in [sample]  [axis-missing]
hax.polyadd(p, x).sum("sample")  # E: sum: no axis 'sample' in [power]  [axis-missing]
hax.vander(x, "sample")  # E: vander: axis 'sample' is already in [sample]; choose another name or rename it first  [axis-duplicate]
hax.vander(many, "degree")  # E: vander: expected an array with one axis, got [batch, power]; …  [axis-size]
hax.polyfit(x, p, 1)  # E: polyfit: needs arrays with the same axes, got [sample] and [power]; broadcast or rename them first  [axis-order]
