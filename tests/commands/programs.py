"""Programs that the commands look at."""

PROGRAMS = {
    "lines.py": """\
        import haliax as hax
        from haliax import Axis, NamedArray


        class Norm:
            scale: NamedArray["embed"]

            def __init__(self, scale: NamedArray["embed"]) -> None:
                self.scale = scale

            def __call__(self, x: NamedArray["batch embed"], extra: NamedArray) -> NamedArray["batch embed"]:
                x = x * self.scale
                mixed = x["batch", 0] + extra
                q, k = x.mean("embed"), mixed
                for row in x.unbind("batch"):
                    row += 1
                if not isinstance(x, NamedArray):
                    x = x.sum("embed")
                return x - (
                    x.mean("embed")
                )


        def swapped(a: NamedArray["a"], b: NamedArray["b"]) -> NamedArray["a"]:
            a, b = b, a
            "ä"; größe = b.sum() + a; "é"; return b


        def plain(x, y):
            return hax.sum(x, "a")


        Embed = Axis("embed", 8)
    """,
    "causes.py": """\
        from typing import TypeVar

        import equinox as eqx
        import jax
        import nowhere_at_all
        from nowhere_at_all import remembered

        import haliax as hax
        from haliax import Axis, NamedArray
        from haliax.nn import LayerNorm, Linear

        A = TypeVar("A", bound=NamedArray)


        def bare(x: NamedArray) -> NamedArray["batch"]:
            y = x + 1
            if y.sum().item() > 0:
                y = y * 2
            else:
                y = y["batch", 0:2]
            for _ in range(3):
                y = y - 1
            return y.rename({"a": "batch"})


        class Layer(eqx.Module):
            weight: NamedArray
            up: Linear
            norm: LayerNorm
            embed: Axis

            def __call__(self, x: NamedArray["batch embed"]) -> NamedArray:
                scaled = x * self.weight
                raised = self.up(x)
                normed = self.norm(x)
                summed = x.sum(self.embed)
                return scaled


        def caller(layer: Layer, x: NamedArray["batch embed"]) -> None:
            out = layer(x)
            out = hax.exp(out)
            mapped = hax.vmap(layer, "batch")(x)


        def untyped(x, y=None):
            return hax.sum(x, "embed")


        def after_untyped() -> None:
            z = hax.exp(untyped(1))
            w: NamedArray = untyped(2)


        def opened(x: NamedArray["... embed"]) -> None:
            y = x * 2


        def named(x: NamedArray["batch embed"], axis: str, axes: list[Axis]) -> None:
            one = x.sum(axis)
            two = hax.zeros(axes)
            spec = "b e -> e b"
            three = x.rearrange(spec)


        def indexed(x: NamedArray["batch embed"], i: jax.Array) -> None:
            y = x["batch", i]


        def imported(x: NamedArray["batch embed"]) -> None:
            y = nowhere_at_all.f(x)
            z = y.sum("embed")


        @remembered
        def decorated(x: NamedArray["batch embed"]) -> NamedArray["batch"]:
            return x.sum("embed")


        def generic(x: A) -> None:
            y = x.sum("embed")


        def after_decorated(x: NamedArray["batch embed"]) -> None:
            y = hax.sum(decorated(x), "batch")


        def single(x):
            return hax.exp(x)


        def after_single() -> None:
            y = single(1)
            y.sum("embed")


        def on_purpose(x: NamedArray["..."]) -> None:
            y = x * 2


        def text(value: Any) -> None:
            value.split(",")


        def fine(x: NamedArray["batch embed"], u: NamedArray["{embed batch}"]) -> NamedArray["batch"]:
            return (x + u).sum("embed")
    """,
    "fields.py": """\
        from typing import NamedTuple

        from haliax import NamedArray

        class Pair(NamedTuple):
            one: NamedArray
            two: NamedArray["two"]


        def pair() -> Pair: ...


        def taken() -> None:
            first, second = pair()
            used = first + 1
            again = pair().one


        def joined(a: NamedArray["a"], b: NamedArray["b"]) -> None:
            total = 0
            for x in [a, b]:
                x.sum()


        def mapped(x: NamedArray["a"]) -> None:
            f = lambda row: row * x


        def wrong(x: NamedArray["a"]) -> None:
            y = x.sum("b")
    """,
    "suggested.py": """\
        from haliax import NamedArray


        def given(x: NamedArray, y: NamedArray) -> NamedArray["a"]:
            return (x + y).sum("b")


        class Holder:
            def method(self, x: NamedArray) -> NamedArray["a"]:
                return x.sum("b")


        def returned(p: NamedArray["a b"]) -> NamedArray:
            return p.sum("a")


        def uses(p: NamedArray["a b"], q: NamedArray["b"]) -> None:
            given(p, y=p)
            given(p, q)
            Holder().method(p)
            Holder.method(Holder(), p)
            used = returned(p)
    """,
}
