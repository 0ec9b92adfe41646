"""What people run: `python -m haliax_mypy COMMAND`.

Each command is a module or a package of this folder with two functions: `configure` adds its arguments to a parser,
`run` does the work and gives the exit code. `main` lists them, and turns a `Refusal` into a line on stderr.

Commands may import more than the plugin does (rich, libcst, pygls, ...); the plugin imports nothing of this folder.
"""
