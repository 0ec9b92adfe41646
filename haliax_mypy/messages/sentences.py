"""mypy's own sentences about our types, in the words of the run-time check.

    Argument 1 to "f" has incompatible type "NamedArray[Literal['a']]"; expected "NamedArray[Literal['b']]"
    f: argument 'x' is [a]; expected [b]: no axis 'b'

A sentence that has no form below keeps its words, with our types in short form.
"""

from __future__ import annotations

import re
from typing import Final, Protocol

from haliax.pure.axes import Axes, mismatch
from haliax_mypy.messages.type_text import ArrayText, Text, array_of, read, shown, spelled

_GOT: Final = '"(?P<got>[^"]*)"'
_WANTED: Final = '"(?P<wanted>[^"]*)"'
_CALLEE: Final = r'"(?P<callee>[^"]+)"(?: of "(?P<owner>[^"]+)")?'

# The sentence of mypy, what is said of it in the place of what it is about, and what comes before what was expected.
# Most runs have no message, so that no pattern is compiled before one comes.
_FORMS: Final[tuple[tuple[str, str, str], ...]] = (
    (
        rf'Argument (?:(?P<number>\d+)|"(?P<name>[^"]+)")(?: to {_CALLEE})? has incompatible type {_GOT}; '
        rf"expected {_WANTED}",
        "{function}argument {argument}",
        "expected",
    ),
    (rf"Incompatible return value type \(got {_GOT}, expected {_WANTED}\)", "{here}the result", "expected"),
    (
        rf"Incompatible types in assignment \(expression has type {_GOT}, \w+ has type {_WANTED}\)",
        "the assigned value",
        "expected",
    ),
    (
        rf'Incompatible types in assignment \(expression has type {_GOT}, base class "(?P<base>[^"]+)" defined the '
        rf"type as {_WANTED}\)",
        "the attribute",
        "in the base class '{base}' it is",
    ),
    (
        rf'Incompatible types \(expression has type {_GOT}, TypedDict item "(?P<item>[^"]+)" has type {_WANTED}\)',
        "item '{item}'",
        "expected",
    ),
    (rf'Value of "(?P<item>[^"]+)" has incompatible type {_GOT}; expected {_WANTED}', "item '{item}'", "expected"),
    (
        rf'Incompatible default for parameter "(?P<item>[^"]+)" \(default has type {_GOT}, parameter has type '
        rf"{_WANTED}\)",
        "the default of parameter '{item}'",
        "expected",
    ),
    (
        rf'Incompatible types in "yield" \(actual type {_GOT}, expected type {_WANTED}\)',
        "{here}the yielded value",
        "expected",
    ),
    (
        rf"(?P<item>List|Set) item (?P<number>\d+) has incompatible type {_GOT}; expected {_WANTED}",
        "{item} item {number}",
        "expected",
    ),
    (
        rf'Dict entry (?P<number>\d+) has incompatible type "(?P<key>[^"]*)": {_GOT}; '
        rf'expected "(?P=key)": {_WANTED}',
        "the value of dict entry {number}",
        "expected",
    ),
    (rf"Argument 1 to <set> has incompatible type {_GOT}; expected {_WANTED}", "a set item", "expected"),
    (rf"Generator has incompatible item type {_GOT}; expected {_WANTED}", "an item of the generator", "expected"),
    (
        r"(?P<item>List|Set) comprehension has incompatible type \w+\[(?P<got>.*)\]; "
        r"expected \w+\[(?P<wanted>.*)\]",
        "an item of the {item} comprehension",
        "expected",
    ),
    (
        rf"(?P<item>Key|Value) expression in dictionary comprehension has incompatible type {_GOT}; "
        rf"expected type {_WANTED}",
        "a {item} of the dict comprehension",
        "expected",
    ),
    (
        rf'Return type {_GOT} of "(?P<callee>[^"]+)" incompatible with return type {_WANTED} in supertype '
        r'"(?P<base>[^"]+)"',
        "{function}the result",
        "in the supertype '{base}' it is",
    ),
    (
        rf'Argument (?P<number>\d+) of "(?P<callee>[^"]+)" is incompatible with supertype "(?P<base>[^"]+)"; '
        rf"supertype defines the argument type as {_WANTED}",
        "{function}argument {argument}",
        "in the supertype '{base}' it is",
    ),
    (rf" *(?P<item>\w+): expected {_WANTED}, got {_GOT}", "    '{item}'", "expected"),
)

_NOT_ITERABLE: Final = re.compile(r'"None" not callable|"[^"]*" object is not iterable')
_TOO_MANY: Final = re.compile(rf"Too many positional arguments for {_CALLEE}")
_FIRST: Final = "Looks like the first special argument in a method is not named"
_SIGNS: Final = ("NamedArray[", "_Gradual[", "_Along[", "Axis[", "[Literal['[")
_QUOTED: Final = re.compile(r'"([^"]*)"')
_REVEALED: Final = ("Revealed type is ", "    ")


class Program(Protocol):
    """What is known of the place where mypy has found a mistake."""

    def function(self) -> str:
        """The function that the place is in; empty if there is none."""

    def parameter(self, number: int) -> str:
        """The parameter that the argument of this number, which is the place, goes to; empty if it is not known."""

    def array(self) -> str:
        """The type of the array that the place is, or that is called there; empty if there is none."""

    def overriding(self, method: str, number: int) -> tuple[str, str] | None:
        """The name and the type of a parameter of a method that overrides another, from 1."""


def reworded(message: str, program: Program) -> str:
    """What mypy says, in our words. A message without a type of ours stays as it is. Empty: it says nothing."""
    if _NOT_ITERABLE.fullmatch(message) and (array := program.array()):
        return f'{_short_of(array)} is not iterable; take it apart along one axis, with unbind("axis")'
    if message.startswith(_FIRST) and program.array():
        return ""
    many = _TOO_MANY.fullmatch(message)
    if many and many["owner"] == "NamedArray":
        return f'{many["callee"]}: too many positional arguments; several axes are one argument: ("a", "b")'
    if not any(sign in message for sign in _SIGNS) or spelled(message) == message:
        return message
    for form, place, expected in _FORMS:
        found = re.fullmatch(form, message)
        if found:
            said = _said(found.groupdict(), place, expected, program)
            if said:
                return said
    return spelled(message) if message.startswith(_REVEALED) else _QUOTED.sub(_short, message)


def compared(message: str) -> tuple[str, str] | None:
    """The type that mypy has found, and the one that it expects; None if the message is of no form above."""
    for form, _, _ in _FORMS:
        found = re.fullmatch(form, message)
        if found:
            texts = found.groupdict()
            return None if texts.get("got") is None else (texts["got"], texts["wanted"])
    return None


def _short_of(printed: str) -> str:
    """A type as mypy prints it, in short form."""
    typ = read(printed)
    return printed if typ is None else shown(typ)


def _short(quoted: re.Match[str]) -> str:
    """A quoted type in short form, where it is one of ours."""
    short = spelled(quoted[1])
    if short == quoted[1]:
        return quoted[0]
    typ = read(quoted[1])
    return short if typ is None else shown(typ)


def _said(parts: dict[str, str | None], place: str, expected: str, program: Program) -> str:
    """The sentence of a form; empty if too little is known for it."""
    texts = {key: part or "" for key, part in parts.items()}
    argument = repr(texts["name"]) if texts.get("name") else texts.get("number", "")
    if "got" not in texts:  # mypy says only what the parameter of the supertype is
        own = program.overriding(texts["callee"], int(argument))
        if own is None:
            return ""
        argument, texts["got"] = repr(own[0]), own[1]
    elif argument.isdigit() and "{argument}" in place:
        name = program.parameter(int(argument))
        argument = repr(name) if name else argument
    called = ".".join(filter(None, [texts.get("owner", "").partition("[")[0], texts.get("callee", "")]))
    here = program.function() if "{here}" in place else ""
    texts["item"] = texts.get("item", "") if "'{item}'" in place else texts.get("item", "").lower()
    words = texts | {"argument": argument, "function": called and f"{called}: ", "here": here and f"{here}: "}
    return f"{place.format_map(words)} is {_compared(texts['got'], expected.format_map(words), texts['wanted'])}"


def _compared(got: str, expected: str, wanted: str) -> str:
    """What there is, what was expected, and why the one is not the other."""
    given, needed = spelled(got), spelled(wanted)
    stars = len(got) - len(got.lstrip("*"))  # of an argument that is unpacked
    found, asked = read(got[stars:]), read(wanted)
    if found is None or asked is None:
        return f"{given}; {expected} {needed}"
    reason = why(found.args[-1], asked) if stars and found.args else why(found, asked)
    needed = shown(asked)
    if not stars and given == got:
        given = "None" if got == "None" else f"a value of type {got}"
        needed = f"a NamedArray, {needed}" if array_of(asked) is not None else needed
    elif not stars:
        given = shown(found)
    return f"{given}; {expected} {needed}" + (f": {reason}" if reason else "")


def _arrays(typ: Text) -> list[ArrayText]:
    return [array for member in typ.members if (array := array_of(member)) is not None]


def why(got: Text, wanted: Text) -> str:
    """Why a type is not the one that was wanted; empty if there is nothing short to say."""
    given, needed = _arrays(got), _arrays(wanted)
    if not given or not needed:
        return _within(got, wanted)
    others = [str(typ) for typ in got.members if array_of(typ) is None and typ not in wanted.members]
    reasons = {str(array): [_mismatch(spec, array) for spec in needed] for array in given}
    wrong = {array: found for array, found in reasons.items() if all(found)}
    if not wrong:
        return f"it may be {' or '.join(map(spelled, others))}" if others else ""
    if len(needed) > 1:
        return "it fits none of them" if len(wrong) == len(reasons) else ""
    array, (reason,) = next(iter(wrong.items()))
    return reason if len(reasons) == 1 else f"{array}: {reason}"


def _mismatch(spec: ArrayText, array: ArrayText) -> str:
    wanted, found = spec.axes, array.axes
    if wanted is None or found is None:
        return ""
    if found.gap and found.gap == wanted.gap:
        wanted, found = Axes(wanted.known), Axes(found.known)
    reason = mismatch(wanted, found)
    if reason is None and wanted.ordered and not found.ordered:
        return "the axes may be in another order"
    return reason or (f"*{found.gap} may stand for other axes" if found.gap else "")


def _within(got: Text, wanted: Text) -> str:
    """Why a type that holds arrays is not the wanted one, where both hold them in the same way."""
    alike = got.name == wanted.name and len(got.args) == len(wanted.args) and got.bracketed
    if not alike or got.name in ("Callable", "|"):
        return ""
    return next((reason for a, b in zip(got.args, wanted.args, strict=True) if (reason := why(a, b))), "")
