"""Axes that a class or a function names in its body: `Embed = property(lambda self: Axis("embed", self.hidden))`.

To mypy the result of `def Embed(self) -> Axis` is any axis. Its name is a literal in the body, where it is read while
mypy looks names up, so that the type is part of what mypy stores of the module.

analysing     what mypy is at while it looks names up
scopes        what a name stands for where it is written
shapes        one axis of a certain name, or a tuple of such, and the type that says it
declared      annotations that say that something is an axis, but not which
attributes    what defines an attribute of a class
reading       the axes that an expression names, and those that a function gives
classes       properties without an annotation, and those that give several axes
annotations   `-> Axis` and `ClassVar[Axis]`
"""
