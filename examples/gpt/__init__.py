"""A GPT with named axes: checked by mypy, broken on purpose, then trained.

    make demo

`model` is what a user would write. `data` and `train` feed it, `mistakes` breaks it, `typecheck` asks mypy about it.
"""
