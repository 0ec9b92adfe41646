"""The best description of a set of axes, against all descriptions there are."""

from __future__ import annotations

from itertools import combinations

import pytest

from haliax.pure.axes import ANY, Axes
from haliax.pure.axis import Axis
from tests import laws
from tests.precision import Seen, within

A, B = Axis("a", 2), Axis("b", 3)
UNIVERSE = laws.concretes((A, B, Axis("c", 5), Axis("d", 7)))
SMALL = [axes for axes in UNIVERSE if len(axes.head) < 3 and not axes.has("d")]
DESCRIPTIONS = laws.vagues(("a", "b", "c"))
MEANING = {vague: {x for x in UNIVERSE if laws.stands_for(vague, x)} for vague in DESCRIPTIONS}


@pytest.mark.parametrize("more", [*laws.vagues(("a", "b")), Axes((A, "b")), Axes((A,), "")], ids=str)
def test_within_is_inclusion(more: Axes) -> None:
    meaning = {x for x in UNIVERSE if laws.stands_for(more, x)}
    for less in DESCRIPTIONS:
        assert within(more, less) == (meaning <= MEANING[less]), str(less)


def test_within_looks_at_sizes_and_rows() -> None:
    assert within(Axes((A, "b")), Axes(("a", "b"))) and not within(Axes(("a", "b")), Axes((A, "b")))
    assert within(Axes(("a",), "Rest"), Axes(("a",), "")) and not within(Axes(("a",), ""), Axes(("a",), "Rest"))
    assert not within(Axes(("a", "b")), Axes(("a",), "Rest"))
    assert not within(Axes(("a",), "Rest"), Axes((), "Rest"))


@pytest.mark.parametrize("size", [1, 2])
def test_nothing_better_is_missed(size: int) -> None:
    """Whether there is a better description of a set, as going through all descriptions says."""
    seen = Seen()
    for some in combinations(SMALL, size):
        members = 0
        for axes in some:
            members |= seen.bit((axes,), None, ())
        covering = [vague for vague in DESCRIPTIONS if not vague.absent and set(some) <= MEANING[vague]]
        for vague in covering:
            better = seen.better(Axes(vague.head, vague.gap, vague.tail, vague.ordered), 0, members)
            by_search = any(MEANING[other] < MEANING[vague] for other in covering)
            sizes_differ = better is not None and better.names == vague.names and better.gap == vague.gap
            assert (better is not None) == by_search or sizes_differ, f"{some} by {vague}: {better}"


def test_sizes_count() -> None:
    seen = Seen()
    both = seen.bit((Axes((A, B)),), None, ()) | seen.bit((Axes((A, Axis("b", 33))),), None, ())
    assert str(seen.better(Axes(("a", "b")), 0, both)) == "[a=2, b]"
    assert seen.better(Axes((A, "b")), 0, both) is None
    assert str(seen.better(ANY, 0, both)) == "[a=2, b]"


def test_row_variables_count() -> None:
    seen = Seen()
    some = seen.bit((Axes((A, B)),), None, (("Rest", (A,)),)) | seen.bit((Axes((B,)),), None, (("Rest", ()),))
    assert str(seen.better(Axes((), "", (B,)), 0, some)) == "[*Rest, b=3]"
    assert seen.better(Axes((), "Rest", (B,)), 0, some) is None


def test_cover_tells_what_is_wrong() -> None:
    seen = Seen()
    some = seen.bit((Axes((A, B)),), 1, ())
    assert seen.cover((Axes((A,), ""),), 1, some) and seen.cover((ANY,), None, some)
    assert not seen.cover((Axes((B,), ""),), 1, some) and not seen.cover((ANY,), 2, some)
