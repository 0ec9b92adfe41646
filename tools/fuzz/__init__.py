"""Random programs, executed and checked by mypy: what mypy says of each must be so when it runs.

`python -m tools.fuzz --count 500 --seed 0` draws 500 programs of the kind that people write: functions with
annotations of every form, methods, classes, loops, branches, containers, closures, indices and updates of every kind,
calls of all operations. It executes them, lets mypy check them with the plugin, and looks for

- a wrong type: what a variable is revealed to be does not describe the array that it was;
- a false alarm: an error in a program that runs, other than one that ordinary subtyping asks for, as where an array of
  one of two kinds is passed where only one is taken;
- a line that mypy takes for unreachable, though it was reached;
- a crash of mypy.

What it finds is made small, and printed as a program. With `--mistakes` each program ends with a mistake on arrays that
are all known, and mypy must find it. One seed stands for one program.

Programs are drawn by executing them: a statement that raises is never kept, so nearly all programs run. They run under
`jax.eval_shape`, where nothing is compiled or computed, and every annotation is checked, so that none of them lies.

The files, in the order of the work:

- `words`: the axes and the names that programs use.
- `making`: draws pieces of programs, from the values that variables have; `calls`: calls of each operation.
- `annotating`: annotations that describe an array.
- `statements`, `functions`, `helpers`, `mistakes`, `programs`: what a program is made of, up to the whole.
- `executing`, `checking`: what happens when it runs, and what mypy says of it.
- `types`: whether a revealed type describes a value; `judging`: what is wrong.
- `shrinking`: makes a program small; `batches`, `report`: many of them, and what is printed.
"""
