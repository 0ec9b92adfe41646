"""A GPT with named axes: checked by mypy, broken on purpose, then trained.

    make demo
    make demo-sharded

`model` is what a user would write. `data` and `train` feed it, `mistakes` breaks it, `sharded` trains it on
many devices.
"""
