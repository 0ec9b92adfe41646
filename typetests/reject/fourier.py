"""Fourier transforms need their axes, each once."""

import haliax as hax
from haliax import Axis

Batch, Time = hax.make_axes(batch=2, time=8)
x = hax.ones((Batch, Time))

hax.fft(x, "tiem")  # E: fft: no axis 'tiem' in [batch, time]; did you mean 'time'?  [axis-missing]
hax.ifft(x, Axis("height", 8))  # E: ifft: no axis 'height' in [batch, time]  [axis-missing]
hax.rfft(x, {"height": 8})  # E: rfft: no axis 'height' in [batch, time]  [axis-missing]
hax.irfft(x, ("time", "time"))  # E: irfft: axis 'time' is repeated in [time, time]; name each axis once  [axis-duplicate]
hax.hfft(x, ("batch", "time"))  # E: hfft: works along one axis, got 'batch', 'time'; …  [axis-order]
hax.ihfft(x, "height")  # E: ihfft: no axis 'height' in [batch, time]  [axis-missing]
hax.fft(x.sum())  # E: fft: a Fourier transform needs at least one axis, got none  [axis-missing]
hax.fftshift(x, "height")  # E: fftshift: no axis 'height' in [batch, time]  [axis-missing]
hax.ifftshift(x, ("time", "time"))  # E: ifftshift: axis 'time' is repeated in [time, time]; name each axis once  [axis-duplicate]
hax.fftfreq("time")  # E(type): fftfreq: argument 'axis' is a value of type str; expected Axis  [arg-type]
hax.rfftfreq(Time).sum("batch")  # E: sum: no axis 'batch' in [time]  [axis-missing]
hax.rfft(x, "time").sum("frequency")  # E: sum: no axis 'frequency' in [batch, time]  [axis-missing]
