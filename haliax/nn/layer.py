"""`Layer`: a Module whose type says what it does to axes, such as `Linear["embed -> mlp"]`."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Annotated, Any, ClassVar, Final, TypeVar

from haliax.core import NamedArray, Names, Shape, axes_of
from haliax.ops._arguments import kind
from haliax.pure import errors
from haliax.pure.axes import Axes
from haliax.pure.axis import entries
from haliax.pure.layers import Effect, LayerAxes, Template, axes_by_list, axes_of_spec, read_effect, read_template
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

    template: ClassVar[Template | None] = None

    def __init_subclass__(cls, axes: str | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        template = cls.template if axes is None else read_template(axes)
        cls.template = None if template is None else _fitting(cls, template)

    def __class_getitem__(cls, spec: Any) -> Any:
        """The annotation of a layer with the axes that a text says.

        Raises:
            AxisError: If the text is not of the form that the class has.
            TypeError: If the class names no axes, or what is given is no text.
        """
        if cls.template is None or not isinstance(spec, str):
            takes = f"'{cls.template.example}'" if cls.template else "nothing: its class names no axes"
            raise TypeError(f"{cls.__name__}[...] takes {takes}, got {spec!r}")
        return Annotated[cls, axes_of_spec(cls.__name__, cls.template, spec)]

    @property
    def axes_text(self) -> str | None:
        """The axes of the layer as an annotation says them: `embed -> mlp`; None if its class names none."""
        template = type(self).template
        if template is None:
            return None
        return template.write(axes_by_list(self, template))

    @property
    def spelled(self) -> str:
        """The type of the layer as an annotation says it: `Linear["embed -> mlp"]`."""
        return str(LayerAxes(type(self).__name__, self.axes_text))


def _fitting(cls: type, template: Template) -> Template:
    """The template of a class, which its methods must know of.

    Raises:
        AxisError: If a method is about a list of axes that the class does not name.
    """
    for name, member in vars(cls).items():
        effect: Effect | None = getattr(member, "effect", None)
        if effect is not None:
            try:
                template.check(effect)
            except errors.AxisError as error:
                raise error.within(f"{cls.__name__}.{name}") from None
    return template


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
    read = read_effect(effect)
    one, *others = read.lists

    def decorate(method: F) -> F:
        first = list(inspect.signature(method).parameters)[1]

        def call(self: Any, *args: Any, **kwargs: Any) -> Any:
            __tracebackhide__ = True  # as pytest and IPython have it
            if args:
                array = args[0]
            elif first in kwargs:
                array = kwargs[first]
            else:
                return method(self, **kwargs)  # which says what is missing
            if not isinstance(array, NamedArray):
                raise errors.no_array(kind(array)).within(self.spelled)
            shape = getattr(array._array, "shape", None)
            if shape is not None:  # a transform may have put something else there
                lists: tuple[Any, ...] = (attribute(self, one),)
                if others:
                    lists += tuple([attribute(self, name) for name in others])
                try:
                    _settled(read, array._axis_names, shape, lists)
                except errors.AxisError as error:
                    raise error.within(self.spelled).with_traceback(None) from None
            if kwargs:
                return method(self, *args, **kwargs)
            return method(self, array) if len(args) == 1 else method(self, *args)

        update_wrapper(call, method)
        call.effect = read  # type: ignore[attr-defined]  # a function may have any
        return call  # type: ignore[return-value]  # it has the signature of the method

    return decorate


attribute: Final = object.__getattribute__
"""An attribute, without the look for methods that equinox takes at each, and which takes as long as a line of code."""


def _settled(effect: Effect, names: Names, shape: Shape, lists: tuple[Any, ...]) -> Axes:
    """The axes that a method gives."""
    try:
        return _remembered(effect, names, shape, lists)
    except TypeError:  # axes in a list or a dict
        return _remembered(effect, names, shape, tuple(map(entries, lists)))


@lru_cache(maxsize=1024)
def _remembered(effect: Effect, names: Names, shape: Shape, lists: tuple[Any, ...]) -> Axes:
    return effect(axes_of(names, shape), {name: entries(axes) for name, axes in zip(effect.lists, lists, strict=True)})
