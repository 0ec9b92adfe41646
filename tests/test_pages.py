"""What the documentation is made with: families told once, examples in their entries, links that lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tools.pages import families, links

ROOT = Path(__file__).parents[1]

SUM = """Sum over the given axes.

Axes: `[batch, embed] -> [batch]`

Args:
    array: The values.
    axis: The axes to reduce. All of them
        if None.
    dtype: The dtype of sums.

Raises:
    AxisError: If an axis is not there.
"""
MAX = SUM.replace("Sum", "Maximum").replace("    dtype: The dtype of sums.\n", "")
PAGE = """# Reductions

## Over any axes

They take axes away.

::: haliax.sum

```pycon
>>> 1
1

```

::: haliax.max
    options:
      members: [a]

```pycon
>>> 2
2

```

::: haliax.min

```pycon
>>> 3
3

```

## Other

::: haliax.dot
"""


def test_what_a_section_has_in_common_is_told_at_its_head() -> None:
    docstrings = {"haliax.sum": SUM, "haliax.max": MAX, "haliax.min": MAX.replace("Max", "Min"), "haliax.dot": SUM}
    page = families.page_with_heads(PAGE, docstrings)
    head = page[page.index("They take") : page.index("::: haliax.sum")]
    assert "- `axis`: The axes to reduce. All of them if None.\n" in head
    assert "- `AxisError`: If an axis is not there.\n" in head
    assert "Axes: `[batch, embed] -> [batch]`\n" in head
    assert "dtype" not in head  # one of them alone has it
    assert page.endswith("## Other\n\n::: haliax.dot\n")  # one is no family


def test_an_entry_keeps_what_is_its_own() -> None:
    told = families.common([SUM, MAX, MAX])
    assert families.without(SUM, told) == "Sum over the given axes.\n\nArgs:\n    dtype: The dtype of sums."
    assert families.without(MAX, told) == "Maximum over the given axes."
    assert families.without(SUM, []) == SUM.strip()


def test_of_several_things_said_of_an_argument_the_head_has_one() -> None:
    other = SUM.replace("The axes to reduce. All of them\n        if None.", "The axis.").replace("[batch]`", "[]`")
    told = families.common([*[other] * 3, *[SUM] * 4])
    assert [part.text for part in told if part.name == "axis"] == ["The axes to reduce. All of them if None."]
    assert [part.text for part in told if not part.kind] == ["Axes: `[batch, embed] -> [batch]`"]
    assert "axis: The axis." in families.without(other, told)
    two = SUM.replace("\n\nArgs", "\n\nAxes: `[batch] -> []`\n\nArgs")
    assert len([part for part in families.common([two] * 3) if not part.kind]) == 2


def test_examples_go_into_their_entries() -> None:
    assert families.examples(PAGE) == {
        "haliax.sum": "```pycon\n>>> 1\n1\n\n```",
        "haliax.max": "```pycon\n>>> 2\n2\n\n```",
        "haliax.min": "```pycon\n>>> 3\n3\n\n```",
    }
    page = families.without_examples(PAGE)
    assert "```" not in page
    assert "::: haliax.max\n    options:\n      members: [a]\n" in page
    assert [section.entries for section in families.sections(page)] == [
        ("haliax.sum", "haliax.max", "haliax.min"),
        ("haliax.dot",),
    ]


def test_links_are_followed_to_their_anchors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text('<h2 id="there">x</h2><a href="..">up</a>')
    good = '<a href="a/#there">1</a><a href="#top">2</a><p id="top"><a href="https://example.org/none">3</a>'
    (tmp_path / "index.html").write_text(good)
    assert links.main([str(tmp_path)]) == 0
    (tmp_path / "index.html").write_text(f'{good}\n<a href="a/#gone">4</a>\n<img src="b.png">')
    assert links.main([str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert "index.html:2: a/#gone: no such anchor" in printed
    assert "index.html:3: b.png: no such file" in printed


def test_pages_elsewhere_are_asked_for_on_demand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(request: urllib.request.Request, timeout: float) -> None:
        raise urllib.error.URLError(f"gone from {request.host}")

    monkeypatch.setattr(urllib.request, "urlopen", gone)
    (tmp_path / "index.html").write_text('<a href="https://example.org/a#b">1</a><a href="index.html">2</a>')
    assert links.main([str(tmp_path)]) == 0
    assert links.main([str(tmp_path), "--external"]) == 1
    assert "https://example.org/a: <urlopen error gone from example.org>" in capsys.readouterr().out


@pytest.mark.slow
def test_the_site_is_built_and_its_links_lead_somewhere(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    run = subprocess.run(build, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert list(links.broken(tmp_path)) == []
    reductions = (tmp_path / "api" / "reductions" / "index.html").read_text()
    assert 'id="haliax.sum"' in reductions
    elementwise = (tmp_path / "api" / "elementwise" / "index.html").read_text()
    assert "<p>e to the power, element by element. The axes stay.</p>" in elementwise
    networks = re.sub(r"<[^>]+>", "", (tmp_path / "api" / "nn" / "index.html").read_text())
    # One function of two names has two entries, each with its own example.
    assert "hax.nn.tanh(x)" in networks
    assert "hax.tanh(x)" not in networks
    # The function and not the module of its name.
    assert "dropout(\n    x: _Array," in networks
    assert "Whether elements are left out." not in networks
    # The axis is explained at the head of the section, and not at each of its functions.
    assert reductions.count("All of them if None, which gives a scalar.") < 6
