# Written by `python -m tools.stubs`. Do not edit.
"""`Layer`: a Module whose type says what it does to axes, such as `Linear["embed -> mlp"]`."""

from collections.abc import Callable
from typing import Any, ClassVar, Final

from typing_extensions import TypeVar

from haliax.pure.layers import Template
from haliax.state_dict.module import ModuleWithStateDictSerialization

F = TypeVar("F", bound=Callable[..., Any])

class Layer(ModuleWithStateDictSerialization):
    """The base of layers whose type names lists of axes.

    A class says which in its head, and for each method what it does to the axes of its array:

        class Linear(Layer, axes="{In} -> Out"):
            @maps("In -> Out")
            def __call__(self, inputs: NamedArray) -> NamedArray: ...

    The instance has an attribute of the name of each list, which holds its axes. An annotation gives the lists in the
    same form: `Linear["embed -> head head_dim"]`. The order of the axes of a list in braces does not matter; `...` in
    the place of a list leaves it open. In the annotation of a field `*In` stands for the axes of a list:
    `weight: NamedArray["{*In *Out}"]`. A class that inherits from a layer, and names no lists, has those of the layer.
    Where a parameter of the constructor, or of a static or class method that gives the layer, has the name of a list,
    the mypy plugin learns the axes from its argument.

    Args:
        axes: The form of the annotation: the names of the lists, with `->` or `:` between them.
    """

    template: ClassVar[Template | None] = ...
    def __init_subclass__(cls, axes: str | None = None, **kwargs: Any) -> None: ...

    def __class_getitem__(cls, spec: Any) -> Any:
        """The annotation of a layer with the axes that a text says.

        Raises:
            AxisError: If the text is not of the form that the class has.
            TypeError: If the class names no axes, or what is given is no text.
        """

    @property
    def axes_text(self) -> str | None:
        """The axes of the layer as an annotation says them: `embed -> mlp`; None if its class names none."""

    @property
    def spelled(self) -> str:
        """The type of the layer as an annotation says it: `Linear["embed -> mlp"]`."""

def maps(effect: str) -> Callable[[F], F]:
    """Says what a method of a `Layer` does to the axes of its first argument, and sees to it at every call.

    `"In -> Out"` asks for the axes of `In`, and puts those of `Out` in their place, at the end. A list on both sides
    must be there and stays where it is, so `"axis"` alone changes nothing. `"-> Embed"` asks for none. With `=>`, as in
    `"Spatial In => Spatial Out"`, what comes out stands where the one axis stood that went in.

    Args:
        effect: The lists of axes that go in, and those that come out.

    Raises:
        AxisError: If the text cannot be read.
    """

attribute: Final = object.__getattribute__
"""An attribute, without the look for methods that equinox takes at each, and which takes as long as a line of code."""
