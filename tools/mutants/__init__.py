"""Mutation testing: changes the program in small ways, and says which changes no test sees.

`python -m tools.mutants pure --count 200` draws 200 mutants of the pure layer, evenly over its functions, and runs for
each the tests that execute the changed line. A mutant that no test notices *survives*: a test is missing, or the change
means nothing, in which case a line of `survivors.txt` says why.

Why not mutmut or cosmic-ray: mutmut 3 works on a copy of the tree and puts a trampoline around every function, but
signatures, annotations and source are read here by introspection (rules, stubs, the version of the plugin), and
cosmic-ray starts Python, jax and pytest anew for each mutant, which takes seconds where a test takes milliseconds.

So all is loaded once, and each mutant lives in a forked child. The child compiles the changed module and puts the code
objects that differ into the functions that live already: aliases, partials, closures and cached functions see them too.

The files, in the order of the work:

- `groups`: what is mutated, and which tests should see it. To add or move a module, edit this table.
- `edits`: the changes of one node of a syntax tree.
- `sites`: the mutants of a module, and which statement each changes.
- `drawing`: which of them are tried.
- `live`: puts changed code into functions that live.
- `record`: which tests execute which statement.
- `trial`: one mutant in one child; `running`: all of them.
- `said`: what mypy says of the type tests, as a test.
- `known`, `report`: the survivors that are known, and what is printed.
"""
