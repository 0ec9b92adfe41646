"""A selective state-space model that learns to remember: `PYTHONPATH=examples python -m ssm`.

`model` is what a user would write. `data` sets the task, `train` teaches, `mistakes` breaks the model.
"""
