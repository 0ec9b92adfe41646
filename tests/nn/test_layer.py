"""`Layer` and `maps`: layers of one's own, what their calls check, and what their annotations mean."""

from __future__ import annotations

import re
from typing import Any, get_args

import equinox as eqx
import jax
import jax.numpy as jnp
import pytest

import haliax as hax
from haliax import Axis, AxisError, AxisSpec, NamedArray
from haliax.debug import checked
from haliax.nn import Embedding, Layer, LayerNorm, Linear, maps
from haliax.pure.layers import LayerAxes

BATCH, EMBED, MLP, HEAD = hax.make_axes(batch=2, embed=3, mlp=5, head=7)
X = hax.random.normal(jax.random.key(1), (BATCH, EMBED))


class Gate(Layer, axes="{In} -> Out"):
    """A layer as a user writes one."""

    weight: NamedArray
    In: AxisSpec = eqx.field(static=True)
    Out: AxisSpec = eqx.field(static=True)

    @maps("In -> Out")
    def __call__(self, x: NamedArray, scale: float = 1.0) -> NamedArray:
        """Gates."""
        return hax.dot(x, self.weight, axis=self.In) * scale

    @maps("In")
    def same(self, x: NamedArray) -> NamedArray:
        return x


def gate(In: AxisSpec = EMBED, Out: AxisSpec = MLP) -> Gate:
    return Gate(hax.ones(hax.concat_axes(In, Out)), In, Out)


def test_a_call_gives_what_the_method_gives() -> None:
    expected = X.sum(EMBED).broadcast_axis(MLP) * 2
    for out in (gate()(X, 2.0), gate()(x=X, scale=2.0), gate()(X, scale=2.0)):
        assert set(out.axes) == {BATCH, MLP}
        assert hax.allclose(out, expected)
    assert gate().same(X) is X


def test_the_method_keeps_its_name_and_signature() -> None:
    assert Gate.__call__.__name__ == "__call__" and Gate.__call__.__doc__ == "Gates."
    with pytest.raises(TypeError, match=r"missing 1 required positional argument: 'x'"):
        gate()()  # type: ignore[call-arg]  # what is tested


@pytest.mark.parametrize(
    ("axes", "text"),
    [
        ((BATCH, MLP), "no axis 'embed' in [batch=2, mlp=5]"),
        ((BATCH, EMBED, MLP), "axis 'mlp' is already in [batch=2, embed=3, mlp=5]"),
        ((BATCH, EMBED.resize(4)), "axis 'embed' has size 4 in [batch=2, embed=4] but 3 was given"),
    ],
)
@pytest.mark.parametrize("is_keyword", [False, True])
def test_a_call_with_other_axes_is_refused(axes: Any, text: str, is_keyword: bool) -> None:
    array = hax.ones(axes)
    with pytest.raises(AxisError) as caught:
        gate()(x=array) if is_keyword else gate()(array)
    assert str(caught.value).startswith(f'Gate["embed -> mlp"]: {text}')
    with pytest.raises(AxisError, match=re.escape(f'Gate["embed -> mlp"]: {text}')):
        jax.jit(lambda layer, x: layer(x))(gate(), array)


@pytest.mark.parametrize("given", [jnp.ones((2, 3)), 3.0, "x", None])
def test_a_call_with_something_else_is_refused(given: Any) -> None:
    with pytest.raises(TypeError, match=r'^Gate\["embed -> mlp"\]: expected a NamedArray, got '):
        gate()(given)


@pytest.mark.parametrize("In", [EMBED, [EMBED], (EMBED,), {"embed": 3}])
@pytest.mark.parametrize("Out", [(HEAD, MLP), [HEAD, MLP], {"head": 7, "mlp": 5}])
def test_lists_may_be_of_every_form(In: Any, Out: Any) -> None:
    layer = Gate(hax.ones((EMBED, HEAD, MLP)), In, Out)
    assert layer.spelled == 'Gate["embed -> head mlp"]'
    assert set(layer(X).axes) == {BATCH, HEAD, MLP}
    with pytest.raises(AxisError, match="axis 'head' is already in"):
        layer(X.broadcast_axis(HEAD))


def test_the_order_in_braces_does_not_matter_to_the_type() -> None:
    weight = hax.ones((EMBED, HEAD, MLP))
    assert Gate(weight, (HEAD, EMBED), MLP).spelled == Gate(weight, (EMBED, HEAD), MLP).spelled
    assert Gate(weight, EMBED, (MLP, HEAD)).spelled == 'Gate["embed -> mlp head"]'


def test_a_transform_may_call_a_layer() -> None:
    out = hax.vmap(gate(), BATCH)(X)
    assert out.axes == (BATCH, MLP)
    grads = jax.grad(lambda layer: layer(X).sum().scalar())(gate())
    assert hax.allclose(grads.weight, X.sum(BATCH).broadcast_axis(MLP))
    assert jax.eval_shape(gate(), X).axes == (BATCH, MLP)


def annotated(annotation: Any) -> tuple[Any, LayerAxes]:
    layer, axes = get_args(annotation)
    return layer, axes


@pytest.mark.parametrize(
    ("annotation", "layer", "text"),
    [
        (Linear["embed -> mlp"], Linear, 'Linear["embed -> mlp"]'),
        (Linear["head embed -> mlp head"], Linear, 'Linear["embed head -> mlp head"]'),
        (Linear["... -> mlp"], Linear, 'Linear["... -> mlp"]'),
        (Linear["... -> ..."], Linear, "Linear"),
        (Gate["embed -> mlp"], Gate, 'Gate["embed -> mlp"]'),
        (Embedding["vocab -> embed"], Embedding, 'Embedding["vocab -> embed"]'),
        (LayerNorm["embed"], LayerNorm, 'LayerNorm["embed"]'),
    ],
)
def test_an_annotation(annotation: Any, layer: type, text: str) -> None:
    found, axes = annotated(annotation)
    assert found is layer and str(axes) == text


@pytest.mark.parametrize(
    ("layer", "spec", "error", "text"),
    [
        (Linear, "embed", AxisError, "Linear: cannot read 'embed': expected the form 'In -> Out'"),
        (Gate, "a a -> b", AxisError, "Gate: axis 'a' is repeated in 'a a'; name each axis once"),
        (LayerNorm, "a -> b", AxisError, "LayerNorm: cannot read 'a -> b': expected the form 'axis'"),
        (Linear, EMBED, TypeError, f"Linear[...] takes 'In -> Out', got {EMBED!r}"),
        (Layer, "embed", TypeError, "Layer[...] takes nothing: its class names no axes, got 'embed'"),
    ],
)
def test_an_annotation_of_another_form_is_refused(layer: Any, spec: Any, error: type[Exception], text: str) -> None:
    with pytest.raises(error) as caught:
        layer[spec]
    assert str(caught.value) == text


def test_a_list_that_the_class_lacks_is_refused() -> None:
    with pytest.raises(AxisError, match=r"^Wrong\.__call__: no axis 'Output' in the lists of 'In -> Out'"):

        class Wrong(Layer, axes="In -> Out"):
            @maps("In -> Output")
            def __call__(self, x: NamedArray) -> NamedArray:
                return x

    with pytest.raises(AxisError, match=r"^Below\.other: no axis 'Output' in the lists of '\{In\} -> Out'"):

        class Below(Gate):
            @maps("In -> Output")
            def other(self, x: NamedArray) -> NamedArray:
                return x


def test_a_template_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(AxisError, match="cannot read 'In Out': a layer names lists of axes"):

        class Wrong(Layer, axes="In Out"):
            pass


def test_a_subclass_has_the_template_unless_it_names_its_own() -> None:
    class Wider(Gate):
        pass

    class Along(Gate, axes="In: Out"):
        pass

    layer = gate()
    assert Wider(layer.weight, EMBED, MLP).spelled == 'Wider["embed -> mlp"]'
    assert str(annotated(Wider["b a -> c"])[1]) == 'Wider["a b -> c"]'
    assert Along(layer.weight, EMBED, MLP).spelled == 'Along["embed: mlp"]'


def test_a_layer_without_lists_is_called_by_its_class() -> None:
    class Plain(Layer):
        axis: Axis = eqx.field(static=True)

        @maps("axis")
        def __call__(self, x: NamedArray) -> NamedArray:
            return x

    assert Plain(EMBED).spelled == "Plain"
    with pytest.raises(AxisError, match=r"^Plain: no axis 'embed' in \[batch=2\]"):
        Plain(EMBED)(hax.ones(BATCH))


class Scaled(Layer, axes="{In} -> Out"):
    weight: NamedArray["{*In *Out}"]
    bias: NamedArray["*Out"] | None
    In: AxisSpec = eqx.field(static=True)
    Out: AxisSpec = eqx.field(static=True)


@checked
def takes(layer: Scaled["embed -> mlp"]) -> None: ...


@checked
def takes_any(layer: Scaled) -> None: ...


@checked
def takes_some(layer: Scaled["... -> mlp"]) -> None: ...


def test_the_boundary_checks_fields_along_lists() -> None:
    good = Scaled(hax.ones((MLP, EMBED)), hax.ones(MLP), EMBED, MLP)
    takes(good)
    takes_some(good)
    wrong = Scaled(hax.ones((MLP, BATCH)), None, EMBED, MLP)
    with pytest.raises(AxisError, match=r"argument 'layer.weight' is \[mlp=5, batch=2\]; expected \{embed, mlp\}"):
        takes(wrong)
    with pytest.raises(AxisError, match=r"argument 'layer.bias' is \[embed=3\]; expected \[mlp\]"):
        takes(Scaled(hax.ones((MLP, EMBED)), hax.ones(EMBED), EMBED, MLP))
    with pytest.raises(AxisError, match=r'is Scaled\["embed -> batch"\]; expected Scaled\["... -> mlp"\]'):
        takes_some(Scaled(wrong.weight, None, EMBED, BATCH))
    takes_any(hax.vmap(lambda _: good, Axis("layers", 3))(hax.arange(Axis("layers", 3))))


def test_fields_of_one_name_in_two_lists_may_have_other_names() -> None:
    @checked
    def same(layer: Linear["embed -> embed"]) -> None: ...

    same(Linear.init(EMBED, EMBED, key=jax.random.key(0)))


def test_an_annotation_of_a_base_is_about_the_lists_of_the_base() -> None:
    class Along(Scaled, axes="In: Out"):
        pass

    takes(Along(hax.ones((MLP, EMBED)), None, EMBED, MLP))


def test_the_sizes_in_a_layer_are_its_own() -> None:
    """A table of positions is longer than most texts."""
    Position, Embed = hax.make_axes(position=11, embed=3)
    table = Embedding.init(Position, Embed, key=jax.random.key(0))

    @hax.named_jit(check=True)
    def look_up(table: Embedding["position -> embed"], x: NamedArray["position"]) -> NamedArray["position embed"]:
        return table(hax.arange(x.resolve_axis("position")))

    assert look_up(table, hax.ones({"position": 5})).axes == (Position.resize(5), Embed)
    with pytest.raises(AxisError, match="look_up: argument 'table' is Embedding"):
        look_up(Embedding.init(Embed, Position, key=jax.random.key(0)), hax.ones({"position": 5}))
