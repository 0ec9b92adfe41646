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
}
