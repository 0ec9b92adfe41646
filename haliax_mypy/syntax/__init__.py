"""What is read from the statements of a program, where mypy does not say it.

statements     the statements of a block, and all that stand within these
sources        what is assigned to which variable
aliases        names of annotations, of which mypy forgets a part
swaps          `a, b = b, a`, which mypy takes one name after the other
scopes         names that a closure reads, and that are assigned again later
"""
