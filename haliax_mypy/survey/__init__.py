"""A survey of a program that mypy has checked: what is known of the axes of every expression.

    built(["model.py"])          a run of mypy in this process           haliax_mypy.commands.building
    Program                      its modules and the types in them       program
    file(module, text, program)  what each expression and each line has  files, making, knowledge

Expressions are found by their places in the source, not in the tree, into which the plugin has written (`tree`).
"""

from haliax_mypy.survey.program import Program as Program
