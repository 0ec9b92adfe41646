"""What the plugin says of a mistake, and how.

    codes     the error codes, one for each kind of mistake
    doubts    which messages of mypy may be wrong
    reports   an error and its notes, at a place of the program

The sentences themselves are those of `haliax.pure.errors`. Which argument is at fault is for `calls.blame` to say. mypy
looks the codes up when it starts, so `codes` loads nothing that takes time.
"""
