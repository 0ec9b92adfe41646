"""Between mypy's types and the values that rules take.

    literals       types that stand for one str or one int
    encoding       how the axes of an array are written as type arguments, and read back
    alternatives   the values that one argument may have: a union has several, and parts may not be known
    folding        names that are put together
    reading        from types and expressions to such values
    brackets       the same for what stands between the brackets of `x[...]`
    axis_types     from axes to the types of `Axis` objects
    open_axes      types in which an `Axis` may be any
    gradual        arrays as a program makes them, and as containers hold them
    structures     tuples, dicts and Modules that hold arrays
    writing        from what a rule gives to types of arrays

Nothing here knows of calls, or reports errors.
"""
