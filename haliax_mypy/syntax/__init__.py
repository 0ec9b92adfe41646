"""What is read from the statements of a program, where mypy does not say it; and what is written into it for mypy.

Read:

    statements     the statements of a block, and all that stand within these
    expressions    expressions that are looked for wherever they stand
    sources        what is assigned to which variable
    scopes         names that a closure reads, and that are assigned again later
    fstrings       the parts of a text
    once           what is found out about a module once

Written, before mypy comes to it, so that there is a hook where mypy asks nobody:

    written        calls of what only the stubs have
    displays       `[x, y]`, whose members mypy joins at once
    operands       `x * anything`, of which mypy knows nothing then
    parameters     parameters, which mypy takes for what they are declared for ever
    instances      `isinstance(x, NamedArray)`
    aliases        names of annotations, of which mypy forgets a part
    swaps          `a, b = b, a`, which mypy takes one name after the other
"""
