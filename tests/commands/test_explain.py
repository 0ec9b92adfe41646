"""`explain`: every code has its section, and it is printed so that people can read it.

The examples of the sections are run by `tests/test_docs.py`, as those of all pages are.
"""

from __future__ import annotations

import pytest
from mypy.errorcodes import error_codes

import haliax_mypy.messages.codes  # noqa: F401  (makes the codes of the plugin known)
from haliax_mypy.commands.explain.sections import OF_MYPY, Section, codes, find, sections
from haliax_mypy.commands.main import main

OURS = sorted(name for name, code in error_codes.items() if code.category == "haliax" and name != "axis")


def test_every_code_has_a_section() -> None:
    assert len(OURS) >= 8
    assert [code for code in OURS if find(code) is None] == []
    assert {code for code in codes() if code.startswith("axis-")} <= set(OURS)
    assert all(code in error_codes for code in OF_MYPY)


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.codes[0])
def test_a_section_has_a_cause_and_an_example_with_what_is_said_of_it(section: Section) -> None:
    assert section.text.startswith("**") and section.cause.endswith(".") and "\n" not in section.cause
    assert "```python\n# " in section.text and ("\n$ mypy " in section.text or "\n$ python " in section.text)
    assert "](" not in section.text, "a link that no terminal follows"


@pytest.mark.parametrize("code", ["axis-missing", "missing", "[axis-missing]"])
def test_a_section_is_printed(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code]) == 0
    out = capsys.readouterr().out
    assert out.startswith("axis-missing\n\nAn axis that is named is not there. ")
    assert '\n    x.sum("embd")\n' in out and "[axis-missing]\n" in out and "```" not in out and "**" not in out


def test_a_code_of_mypy_that_the_plugin_words_has_one_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "return-value", "axis-size"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("return-value\n\n") and "\naxis-size\n\n" in out


def test_without_a_code_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == codes()
    assert "axis-missing      An axis that is named is not there." in lines


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("axis-mising", "no code 'axis-mising'; did you mean 'axis-missing'?"),
        ("ordr", "no code 'ordr'; did you mean 'order'?"),
        ("zzz", "no code 'zzz'; the codes are axis-missing, "),
        ("call-overload", "'call-overload' is a code of mypy itself"),
    ],
)
def test_a_code_that_is_not_ours_is_refused(code: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code]) == 2
    assert capsys.readouterr().err.startswith(f"haliax-mypy explain: {said}")
