"""A survey of a program that mypy has checked: what is known of the axes of every expression, and why not more.

    built(["model.py"])     a run of mypy in this process              haliax_mypy.commands.building
    Program                 its modules and the types in them          program
    survey(program, texts)  all that follows, as a `Survey`            surveying
    file(...)               what each expression and each line has     files, making, knowledge, anything
    ranked(...)             where knowledge was lost                   causes, ranking
    Tracer                  one step back from what is unknown         tracing, declarations, lookup
    Suggestions             what to write for a parameter or result    suggesting
    Flow                    the assignments that a name may read       flow

Expressions are found by their places in the source, not in the tree, into which the plugin has written (`tree`).
"""

from haliax_mypy.survey.program import Program as Program
