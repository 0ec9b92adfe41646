"""A vision transformer that tells drawn shapes apart: `PYTHONPATH=examples python -m vit`.

`model` is what a user would write. `data` draws the images, `train` teaches, `mistakes` breaks the model.
"""
