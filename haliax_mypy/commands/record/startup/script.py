"""Runs the script that the first argument names, with notes in it."""

from haliax_mypy.commands.record.recorder.scripts import run

run()
