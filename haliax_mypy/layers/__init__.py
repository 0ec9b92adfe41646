"""Layers whose type says what they do to axes: `Linear["embed -> mlp"]`.

    heads        the head of a class, `axes="{In} -> Out"`, and `@maps("In -> Out")` at its methods
    annotated    fields whose annotations name lists of axes, `weight: NamedArray["{*In *Out}"]`
    spelling     annotations
    instances    what is known of an instance
    fields       what is read of these fields, and of the lists themselves
    calls        calls of layers, and of what makes them
    stacked      `Stacked[Block]`

To mypy a layer is generic in one variable, and `Linear["embed -> mlp"]` is `Linear[Literal["[embed -> mlp]"]]`. The
variable is added to the class when mypy knows its bases, so that layers that users write need no more than ours.
"""
