"""A checkpoint of torch, read into a model with named axes: `PYTHONPATH=examples python -m checkpoint [folder]`.

The model is GPT-2 under the names that the checkpoints of its torch version have. A folder with such a checkpoint, as
of `openai-community/gpt2`, can be given; without one, a small one is made of random numbers.
"""
