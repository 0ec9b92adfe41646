"""Where the lines of a text are in another one: hints and hovers stay with their lines while someone types."""

from __future__ import annotations

from difflib import SequenceMatcher

from haliax_mypy.commands.check.columns import lines_in


class Moved:
    """The lines that an old and a new text share, by their numbers from 1."""

    def __init__(self, old: str, new: str) -> None:
        before, after = lines_in(old), lines_in(new)
        shorter = min(len(before), len(after))
        start = next((i for i in range(shorter) if before[i] != after[i]), shorter)
        end = next((i for i in range(shorter - start) if before[-1 - i] != after[-1 - i]), shorter - start)
        self._pairs = [(i + 1, i + 1) for i in range(start)]
        middle = before[start : len(before) - end], after[start : len(after) - end]
        if all(middle):
            for block in SequenceMatcher(None, *middle).get_matching_blocks():
                at = start + block.a + 1, start + block.b + 1
                self._pairs += [(at[0] + i, at[1] + i) for i in range(block.size)]
        self._pairs += [(len(before) - i, len(after) - i) for i in reversed(range(end))]
        self.new, self.old = dict(self._pairs), {after: before for before, after in self._pairs}
