"""Fourier transforms keep the names of the axes."""

import haliax as hax
from haliax import Axis, NamedArray
from haliax.ops.fourier import AxisMapping, AxisSizeLike

Batch, Height, Width = hax.make_axes(batch=2, height=4, width=6)
x = hax.ones((Batch, Height, Width))
length: AxisSizeLike = 8
lengths: AxisMapping = {"height": length, "width": None}

reveal_type(hax.fft(x))  # R: [batch, height, width]
reveal_type(hax.ifft(x, "height"))  # R: [batch, height, width]
reveal_type(hax.fft(x, Height.resize(8)))  # R: [batch, height, width]
reveal_type(hax.fft(x, ("height", "width"), norm="ortho"))  # R: [batch, height, width]
reveal_type(hax.rfft(x, {"height": 8, "width": None}))  # R: [batch, height, width]
reveal_type(hax.rfft(x, axis="width"))  # R: [batch, height, width]
reveal_type(hax.irfft(hax.rfft(x), Width))  # R: [batch, height, width]
reveal_type(hax.hfft(x, "width"))  # R: [batch, height, width]
reveal_type(hax.ihfft(x, "width"))  # R: [batch, height, width]
reveal_type(hax.fftshift(x))  # R: [batch, height, width]
reveal_type(hax.fftshift(x, ("height", Width)))  # R: [batch, height, width]
reveal_type(hax.ifftshift(x, "height"))  # R: [batch, height, width]
reveal_type(hax.fftfreq(Height))  # R: [height]
reveal_type(hax.rfftfreq(Axis("time", 8), d=0.5))  # R: [time]
reveal_type(hax.where(hax.rfftfreq(Width) < 0.2, hax.rfft(x, "width"), 0))  # R: [batch, height, width]


def vague(end: NamedArray["... time"], some: NamedArray["{height width ...}"]) -> None:
    reveal_type(hax.rfft(end))  # R: [..., time]
    reveal_type(hax.fft(some, ("height", "width")))  # R: {height, width, ...}


vague(hax.ones({"time": 8}), x)
