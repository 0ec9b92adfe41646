"""Calls: the rule of what is called runs on what mypy knows of the arguments.

A call such as `hax.sum(x, "embed")` goes this way:

    haliax_mypy.hooks   the table says that `haliax.ops.reductions.sum` is an operation
    operations          the callback of all operations, which asks those below in turn
    binding             which argument belongs to which parameter of the rule
    telling             what the rule is told of each argument, by way of `types.reading`
    evaluation          the rule runs on every alternative: a result, a mistake, or nothing can be told
    types.writing       the result as a type; or `blame` and `messages.reports`, for a mistake

The other callbacks run what is no operation in the same loop, `evaluation.evaluate`:

    accessors           `x.axes`, `x.has_axis("batch")`, `x.resolve_axis("batch")`, `axis.name`
    axis_functions      `Axis("embed", 512)` and the functions of `haliax.axis`
    updates             `x.at["batch", 0].set(y)`
    builtin             `float(x)`, `hash(x)`, `x @ y`, and powers of numbers
    references          `new_ref(x)`, and what is read of it and written to it
    passing             arrays passed to functions that ask for `NamedArray["{batch ...}"]`
    generic             functions that give what they are given
    instances           `isinstance(x, NamedArray)`

Functions that are given functions:

    applying            what a function gives for arguments of certain types, by mypy's own check
    wrapping            `jax.jit(f)`, `functools.cache(f)`: called as `f` is
    mapping             `hax.vmap(f, "batch")`, `hax.scan`: with an axis taken off, and put in front
    positional          `jax.vmap(f)`, which knows no names
    control             `jax.lax.cond`, loops, `jax.eval_shape`
    derivatives         `jax.grad(f)`, `jax.vjp`

`arguments` has what they share: one argument, the receiver of a method, the operands of an operator.
"""
