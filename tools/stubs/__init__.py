"""Writes the stubs of haliax: `python -m tools.stubs`, or `--check` to see whether they are as they should be.

The stubs are what type checkers read in the place of haliax. They say what the library says, in words that a checker
understands without running it:

- what is written in the source is taken from there, without its bodies and without what only bodies use;
- what is made when a module is loaded (declared operations, methods bound to `NamedArray`, the names that `haliax`
  loads on first use) is taken from the loaded module;
- `NamedArray` and `Axis` have type parameters that carry the names of axes, which the mypy plugin fills.

An operation that has a rule has one plain signature, since mypy drops what a plugin says inside overloads, and its
result is a `NamedArray` of which nothing is known. An operation that keeps the axes of its array says so with a type
variable, which every checker understands.
"""
