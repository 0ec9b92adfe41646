"""`lsp`: a session of an editor with the server, over standard input and output."""

from __future__ import annotations

import asyncio
import gc
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from mypy.nodes import MypyFile
from pygls.workspace import PositionCodec

from haliax_mypy.commands.lsp.asking import Mypy
from haliax_mypy.commands.lsp.folder import Checked, Folder
from haliax_mypy.commands.lsp.moving import Moved
from haliax_mypy.commands.lsp.mypy_process import tidy
from haliax_mypy.commands.lsp.positions import Positions
from haliax_mypy.survey import Program
from haliax_mypy.survey.places import Span
from tests.commands.conftest import CONFIG
from tests.commands.lsp_client import Client, Message
from tests.markdown import blocks

pytestmark = pytest.mark.xdist_group("survey")

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "editors.md"
EXTENSION = ROOT / "examples" / "editors" / "vscode"

SIZES = """\
from haliax import NamedArray
def scale(x: NamedArray["batch embed"]) -> NamedArray["batch"]:
    return x.sum("embed")
"""

HEAD = """\
import haliax as hax
from haliax import NamedArray
from haliax.haxtyping import Float
from sizes import scale
"""

MODEL = f"""\
{HEAD}
Rows = NamedArray["rows"]


def weights(
    q: NamedArray["position embed"], k: Float[NamedArray, "key embed"], mask: NamedArray, rows: Rows
) -> NamedArray:
    scores = hax.dot(q, k, axis="embed")
    masked = hax.where(mask, scores, -1e9)
    known: NamedArray["rows"] = rows
    return hax.nn.softmax(masked, axis="key")


def scaled(x: NamedArray["batch embed"]) -> NamedArray["batch"]:
    y = scale(x)
    return y
"""

UNTYPED = """

def plain(x):
    y = 1 + ""
    return hax.ones({"batch": 2}) if x else y
"""

HINTS = {
    10: "mask ○ [...]  rows ● [rows]",
    12: "● [position, key]",
    13: "◐ {position, key, ...}",
    15: "◐ {position, key, ...}",
    19: "● [batch]",
    20: "● [batch]",
    23: "no annotations",
    25: "● [batch] or int",
}


@pytest.fixture(scope="module")
def root(folder: Path, program: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the editor, with the cache of the run that other tests look at."""
    made = tmp_path_factory.mktemp("lsp") / "work space"
    shutil.copytree(folder / ".mypy_cache", made / ".mypy_cache" / "lsp")
    (made / "mypy.ini").write_text(CONFIG)
    (made / "sizes.py").write_text(SIZES)
    return made


@pytest.fixture(scope="module")
def client(root: Path) -> Iterator[Client]:
    made = Client(root)
    can = made.start()
    assert can["inlayHintProvider"] and can["hoverProvider"]
    yield made
    assert made.end() == 0


def at(text: str, part: str) -> tuple[int, int]:
    """The line, from 1, and the column of a part of a text."""
    before = text[: text.index(part)]
    return before.count("\n") + 1, len(before) - before.rfind("\n") - 1


def marked(text: str, found: Message) -> str:
    """The part of a text that a diagnostic marks, in a line of ASCII."""
    start, end = found["range"]["start"], found["range"]["end"]
    return text.split("\n")[start["line"]][start["character"] : end["character"]]


def test_lines_end_with_what_the_program_does_not_say(client: Client) -> None:
    client.open("model.py", MODEL + UNTYPED)
    assert client.hints("model.py") == HINTS
    assert client.hints("model.py", 12, 13) == {13: HINTS[13]}
    client.close("model.py")


def test_the_page_shows_what_an_editor_shows(client: Client) -> None:
    (block,) = (one for one in blocks(PAGE) if one.language == "text")
    lines = [re.fullmatch(r"(.*?)(?:  ((?:\w+ )?[●◐○] .*))?", line) for line in block.text.splitlines()]
    code, shown = zip(*((line[1], line[2]) for line in lines if line), strict=True)
    client.open("page.py", "\n".join(["import haliax as hax", "from haliax import NamedArray", *code]))
    assert list(client.hints("page.py").values()) == [hint for hint in shown if hint]
    assert len(list(filter(None, shown))) == 4
    client.close("page.py")


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_the_extension_of_vs_code_starts_the_server() -> None:
    script = """
        const Module = require("module"), load = Module._load;
        class LanguageClient {
            constructor(...given) { this.given = given; }
            start() { console.log(JSON.stringify(this.given)); }
        }
        const command = require("./package.json").contributes.configuration.properties["haliax-mypy.command"].default;
        const workspaceFolders = [{ uri: { fsPath: "/w" } }];
        const workspace = { workspaceFolders, getConfiguration: () => ({ get: () => command }) };
        const stubs = { "vscode": { workspace }, "vscode-languageclient/node": { LanguageClient } };
        Module._load = (name, ...rest) => stubs[name] ?? load(name, ...rest);
        require("./extension.js").activate();
    """
    run = subprocess.run(["node", "-e", script], cwd=EXTENSION, capture_output=True, text=True, check=True)
    _, _, server, client = json.loads(run.stdout)
    assert server == {"command": "/w/.venv/bin/haliax-mypy", "args": ["lsp"]}
    assert client == {"documentSelector": [{"scheme": "file", "language": "python"}]}


def test_a_function_that_mypy_does_not_check_has_hints_but_no_errors(client: Client) -> None:
    client.open("quiet.py", MODEL + UNTYPED)
    client.hints("quiet.py")
    client.change("quiet.py", MODEL + UNTYPED + "x: int = ''\n")
    (found,) = client.diagnostics("quiet.py")
    assert found["code"] == "assignment" and "#code-assignment" in found["codeDescription"]["href"]
    client.close("quiet.py")


def test_a_hover_says_what_is_known_and_why_not_more(client: Client) -> None:
    client.open("hovered.py", MODEL)
    assert client.hover("hovered.py", *at(MODEL, "scores, -1e9")) == (
        "`scores`  ● **`[position, key]`**  \nall axes are known, in this order"
    )
    said = client.hover("hovered.py", *at(MODEL, "masked, axis"))
    assert said.startswith("`masked`  ◐ **`{position, key, ...}`**  \nthere may be more axes, in any order\n\nWhy not")
    assert "- hovered.py:10: weights: mask is declared `NamedArray`, without axes; write `mask: NamedArray" in said
    assert "write `mask" in client.hover("hovered.py", *at(MODEL, "masked = "))
    assert client.hover("hovered.py", 5, 0) == ""
    assert client.hover("hovered.py", 900, 0) == ""
    client.close("hovered.py")


def test_an_error_comes_before_the_text_is_saved_and_goes_again(client: Client) -> None:
    wrong = MODEL.replace('axis="embed"', 'axis="embd"')
    client.open("wrong.py", MODEL)
    client.hints("wrong.py")
    client.change("wrong.py", wrong)
    (found,) = client.diagnostics("wrong.py")
    assert (found["code"], found["severity"], marked(wrong, found)) == ("axis-missing", 1, '"embd"')
    assert found["message"] == "dot: no axis 'embd' in [position, embed, key]; did you mean 'embed'?"
    assert "codeDescription" not in found
    (note,) = found["relatedInformation"]
    assert note["message"] == "q is [position, embed], k is [key, embed]"
    assert note["location"]["uri"] == client.uri("wrong.py")
    for part in ('"embd"', "hax.dot"):
        said = client.hover("wrong.py", *at(wrong, part))
        assert "Operands:\n\n- `q`  ● `[position, embed]`\n- `k`  ● `[key, embed]`\n\n**axis-missing**: " in said
    assert "Operands" not in client.hover("wrong.py", *at(wrong, "hax.where"))
    client.change("wrong.py", MODEL)
    assert client.diagnostics("wrong.py") == []
    client.close("wrong.py")


def test_a_file_that_is_not_open_is_read_when_something_is_saved(client: Client, root: Path) -> None:
    client.open("reader.py", MODEL)
    assert client.hints("reader.py", 18, 19) == {19: "● [batch]"}
    (root / "sizes.py").write_text(SIZES.replace('-> NamedArray["batch"]', '-> NamedArray["embed"]'))
    client.save("reader.py")
    (found,) = client.diagnostics("reader.py")
    assert "[embed]" in found["message"] and found["code"] == "return-value"
    (there,) = client.diagnostics("sizes.py")
    assert "[batch]" in there["message"]
    client.wait(lambda message: message.get("method") == "workspace/inlayHint/refresh")
    assert client.hints("reader.py", 18, 19) == {19: "● [embed]"}
    (root / "sizes.py").write_text(SIZES)
    client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": client.uri("sizes.py"), "type": 2}])
    assert client.diagnostics("reader.py") == []
    assert client.diagnostics("sizes.py") == []
    client.close("reader.py")


def test_what_was_known_stays_while_a_text_cannot_be_parsed(client: Client) -> None:
    client.open("typing_it.py", MODEL)
    client.open("beside.py", MODEL)
    assert client.hints("typing_it.py", 18, 19) == {19: "● [batch]"}
    client.change("typing_it.py", MODEL.replace("def scaled", "x = )\n\ndef scaled"))
    found = client.diagnostics("typing_it.py")
    assert {one["code"] for one in found} == {"syntax"}
    assert client.hints("typing_it.py", 20, 21) == {21: "● [batch]"}
    assert client.hover("typing_it.py", 21, 4).startswith("`y`  ● **`[batch]`**")
    client.change("beside.py", MODEL.replace('"embed")\n    masked', '"embd")\n    masked'))
    assert [one["code"] for one in client.diagnostics("beside.py")] == ["axis-missing"]
    client.change("typing_it.py", MODEL)
    assert client.diagnostics("typing_it.py") == []
    client.close("typing_it.py")
    client.close("beside.py")


def test_documents_see_each_other_though_nothing_is_on_disk(client: Client) -> None:
    client.open("new.py", SIZES.replace("scale", "half"))
    client.open("user.py", f"{HEAD}from new import half\nx = half(hax.ones({{'batch': 2, 'embed': 3}}))\n")
    assert client.hints("user.py")[6] == "● [batch]"
    client.close("user.py")
    client.close("new.py")


def test_columns_are_those_of_the_client(client: Client) -> None:
    text = f'{HEAD}x = hax.ones({{"größe": 2}})\nprint("😀😀"); y = x.sum("embd") + x.sum("größe")\n'
    client.open("wide.py", text)
    found = client.diagnostics("wide.py")
    assert [one["code"] for one in found] == ["axis-missing"]
    start, end = found[0]["range"]["start"], found[0]["range"]["end"]
    line = text.splitlines()[5].encode("utf-16-le")
    assert line[2 * start["character"] : 2 * end["character"]].decode("utf-16-le") == '"embd"'
    assert client.hover("wide.py", 6, len('print("...."); y = ')).startswith("`x`")
    client.close("wide.py")


def test_what_is_no_program_of_the_user_is_left_alone(client: Client, tmp_path: Path) -> None:
    library = str(tmp_path / "site-packages" / "library.py")
    client.open(library, "x: int = ''\n")
    assert client.hints(library) == {}
    client.notify(
        "textDocument/didOpen",
        textDocument={"uri": "untitled:one", "languageId": "python", "version": 1, "text": "x: int = ''\n"},
    )
    assert (
        client.ask("textDocument/hover", textDocument={"uri": "untitled:one"}, position={"line": 0, "character": 0})
        is None
    )
    client.open("gone.py", "import nowhere_at_all\nx = nowhere_at_all.f()\n")
    assert [one["code"] for one in client.diagnostics("gone.py")] == ["import-not-found"]
    client.close("gone.py")
    assert client.diagnostics("gone.py") == []


def test_modules_of_one_name_are_checked_apart(client: Client) -> None:
    for name in ("one/same.py", "two/same.py"):
        client.open(name, f"x: int = '{name}'\n")
    assert [one["code"] for one in client.diagnostics("one/same.py")] == ["assignment"]
    assert [one["code"] for one in client.diagnostics("two/same.py")] == ["assignment"]
    for name in ("one/same.py", "two/same.py"):
        client.close(name)


def test_a_request_can_be_cancelled_and_nonsense_is_survived(client: Client) -> None:
    client.open("busy.py", MODEL)
    number = client.request(
        "textDocument/hover", textDocument={"uri": client.uri("busy.py")}, position={"line": 0, "character": 0}
    )
    client.notify("$/cancelRequest", id=number)
    assert client.answer(number)["error"]["code"] == -32800
    client.send_data(b"{")
    client.notify("textDocument/didChange", textDocument=None)
    assert client.answer(client.request("no/such/request"))["error"]["code"] == -32601
    client.notify("textDocument/didSave", textDocument={"uri": client.uri("never_opened.py")})
    assert client.hints("busy.py", 18, 19) == {19: "● [batch]"}
    client.close("busy.py")


def test_a_configuration_that_cannot_be_used_is_told_at_the_document(client: Client, root: Path) -> None:
    (root / "mypy.ini").write_text("[mypy]\nplugins = no_such_plugin\n")
    client.open("asked.py", "x = 1\n")
    (found,) = client.diagnostics("asked.py")
    assert found["message"].startswith("not checked: mypy stopped at mypy.ini:2: Error importing plugin")
    (root / "mypy.ini").write_text(CONFIG)
    client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": client.uri("mypy.ini"), "type": 2}])
    assert client.diagnostics("asked.py") == []
    client.close("asked.py")


def test_a_configuration_that_cannot_be_read_is_told_once(client: Client, root: Path) -> None:
    def is_told(message: Message) -> bool:
        return message.get("method") == "window/showMessage"

    before = len(client.told)
    (root / "mypy.ini").write_text("[mypy\nstrict = True\n")
    client.open("open.py", "x: int = ''\n")
    told = client.wait(is_told)["params"]
    assert told["type"] == 2 and "mypy.ini" in told["message"] and "\n" not in told["message"]
    assert told["message"].startswith("haliax-mypy: checked as if there were no configuration, which mypy cannot read")
    assert [one["code"] for one in client.diagnostics("open.py")] == ["assignment"]
    client.change("open.py", "x: int = 1\n")
    assert client.diagnostics("open.py") == []
    (root / "mypy.ini").write_text(f"{CONFIG.rstrip()}\nno_such_option = 1\n")
    client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": client.uri("mypy.ini"), "type": 2}])
    assert "Unrecognized option" in client.wait(is_told)["params"]["message"]
    (root / "mypy.ini").write_text(CONFIG)
    client.change("open.py", "x: int = 'now'\n")
    assert [one["code"] for one in client.diagnostics("open.py")] == ["assignment"]
    assert sum(map(is_told, client.told[before:])) == 2
    client.close("open.py")


def test_mypy_is_started_anew_when_it_has_died(tmp_path: Path) -> None:
    async def session() -> list[Checked]:
        mypy = Mypy(None)
        found = [await mypy.check(str(tmp_path), None, {})]
        assert mypy._process is not None
        mypy._process.kill()
        found.append(await mypy.check(str(tmp_path), None, {str(tmp_path / "a.py"): ""}))
        found.append(await mypy.check(str(tmp_path), None, {}))
        mypy.end()
        assert await mypy._process.wait() == 0
        return found

    before, dead, after = asyncio.run(session())
    assert before == after == Checked()
    (failure,) = dead.failures.values()
    assert failure == "mypy was ended by signal 9; is there enough memory?"


@pytest.mark.slow
def test_programs_are_forgotten(root: Path) -> None:
    folder = Folder(str(root), None, None)
    for number in range(3):
        assert not folder.check({str(root / "kept.py"): f"{MODEL}x = {number}\n"}).failures
    tidy()
    loaded = [one for one in gc.get_objects() if isinstance(one, MypyFile) and one.fullname == "kept"]
    assert len(loaded) == 1


def test_lines_are_found_again_in_a_newer_text() -> None:
    moved = Moved("a\nb\nc\nd", "a\nx\nc\nnew\nd")
    assert moved.new == {1: 1, 3: 3, 4: 5}
    assert moved.old == {1: 1, 3: 3, 5: 4}
    assert Moved("a\nb", "a\nb").new == {1: 1, 2: 2}
    assert Moved("", "a").new == {}


def test_places_are_counted_as_the_client_counts() -> None:
    positions = Positions("a😀b\n\x0cc", PositionCodec("utf-16"))
    found = positions.range(Span(1, 1, 1, 3))
    assert (found.start.character, found.end.character) == (1, 4)
    assert [positions.place(positions.position(1, i)) for i in range(4)] == [(1, i) for i in range(4)]
    end = positions.range(Span(9, 0, 9, 5))
    assert (end.end.line, end.end.character) == (1, 2)
