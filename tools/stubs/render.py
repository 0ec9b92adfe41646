"""Syntax trees as the text of a stub."""

from __future__ import annotations

import ast
import sys
from collections.abc import Container, Iterable, Mapping, Sequence

from tools.stubs.source import Origin

WIDTH = 120

IGNORED = {
    "__eq__": "override",  # `==` compares elements
    "__ne__": "override",
    "__hash__": "assignment",  # and so there is no hash
    "_With": "misc",  # a subclass of Any
    "_AxisName": "misc",  # so is this
    "_Along": "misc",  # and this
    "AbstractLinearReparam": "misc",  # abstract by its base
}
"""What differs on purpose from what mypy wants of it, and what mypy calls that."""

Definition = ast.FunctionDef | ast.ClassDef


def render(doc: str, imports: Mapping[str, Origin], exported: Container[str], body: Sequence[ast.stmt]) -> str:
    """The text of a stub.

    Args:
        doc: The docstring of the module.
        imports: What it imports, by the local names.
        exported: The local names that are for users too.
        body: Its statements.
    """
    parts = ["# Written by `python -m tools.stubs`. Do not edit.", *_docstring(doc, ""), *_imports(imports, exported)]
    return "\n".join([*parts, *_block(body, "", True)]).rstrip() + "\n"


def _imports(imports: Mapping[str, Origin], exported: Container[str]) -> list[str]:
    """The import statements: of the standard library, of other packages, of haliax."""
    sections: dict[int, dict[str, list[str]]] = {}
    for local, (module, name) in sorted(imports.items(), key=lambda item: (item[1].module, item[0])):
        package = module.partition(".")[0]
        section = 0 if package in sys.stdlib_module_names else 2 if package == "haliax" else 1
        renamed = local != (module if name is None else name)
        statement = f"import {module}" if name is None else f"from {module} import"
        what = f"as {local}" if renamed and name is None else name or ""
        what += f" as {local}" if name is not None and (renamed or local in exported) else ""
        sections.setdefault(section, {}).setdefault(statement, []).append(what)
    lines: list[str] = []
    for _, section_statements in sorted(sections.items()):
        lines.append("")
        # `import x` stands before `from x import y`.
        for statement, names in sorted(section_statements.items(), key=lambda item: item[0].startswith("from")):
            lines += _wrapped(statement, names)
    return lines


def _wrapped(statement: str, names: list[str]) -> list[str]:
    line = f"{statement} {', '.join(names)}".rstrip()
    if len(line) <= WIDTH:
        return [line]
    return [f"{statement} (", *(f"    {name}," for name in names), ")"]


def _block(statements: Iterable[ast.stmt], indent: str, before: bool) -> list[str]:
    """The lines of statements. An empty line stands around those that have more than one, and at first if `before`."""
    lines: list[str] = []
    for statement in statements:
        new = _statement(statement, indent)
        about_last = isinstance(statement, ast.Expr)  # the docstring of an attribute
        if not about_last and (before or (lines and len(new) > 1)):
            lines.append("")
        lines += new
        before = len(new) > 1 or about_last
    return lines


def _statement(node: ast.stmt, indent: str) -> list[str]:
    if isinstance(node, ast.FunctionDef):
        lines = _definition(node, _header(node, indent), indent)
    elif isinstance(node, ast.ClassDef):
        bases = ", ".join(map(_text, [*node.bases, *node.keywords]))
        lines = _definition(node, [f"{indent}class {node.name}" + (f"({bases}):" if bases else ":")], indent)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return _docstring(node.value.value, indent)
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.List):
        names = [f"{indent}    {_text(element)}," for element in node.value.elts]
        lines = [f"{indent}{_text(node.targets[0])} = [", *names, f"{indent}]"]
    else:
        lines = [indent + line for line in _text(node).splitlines()]
    if indent and isinstance(node, ast.AnnAssign) and _text(node.target) in IGNORED:
        lines[0] += f"  # type: ignore[{IGNORED[_text(node.target)]}]"
    return lines


def _text(node: ast.AST) -> str:
    """A node as text, with the quotes that the source has."""
    text = ast.unparse(node)
    return text if '"' in text else text.replace("'", '"')


def _definition(node: Definition, header: list[str], indent: str) -> list[str]:
    decorators = [f"{indent}@{_text(d)}" for d in node.decorator_list]
    doc = ast.get_docstring(node)
    rest = node.body[1:] if doc else node.body
    inner = indent + "    "
    if not doc and len(rest) == 1 and _text(rest[0]) == "...":
        header, body = [*header[:-1], header[-1] + " ..."], []
    else:
        body = [*_docstring(doc or "", inner), *_block(rest, inner, bool(doc))]
    ignored = getattr(node, "type_comment", None) or (f"ignore[{IGNORED[node.name]}]" if _differs(node) else "")
    if ignored:
        header[0] += f"  # type: {ignored}"
    return [*decorators, *header, *body]


def _differs(node: Definition) -> bool:
    """Whether mypy wants something else of a definition. A comparison with any object, and a hash, are as it wants."""
    if isinstance(node, ast.ClassDef):
        return node.name in IGNORED
    return node.name in ("__eq__", "__ne__") and _text(node.args.args[-1]) != "other: object"


def _header(node: ast.FunctionDef, indent: str) -> list[str]:
    returns = f" -> {_text(node.returns)}:" if node.returns else ":"
    parameters = _parameters(node.args)
    line = f"{indent}def {node.name}({', '.join(parameters)}){returns}"
    if len(line) + len(" ...") <= WIDTH:
        return [line]
    return [f"{indent}def {node.name}(", *(f"{indent}    {p}," for p in parameters), f"{indent}){returns}"]


def _parameters(args: ast.arguments) -> list[str]:
    """The parameters of a function one by one, each as it is written."""
    positional = [*args.posonlyargs, *args.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(args.defaults)) + list(args.defaults)
    out = list(map(_parameter, positional, defaults))
    if args.posonlyargs:
        out.insert(len(args.posonlyargs), "/")
    if args.vararg:
        out.append("*" + _text(args.vararg))
    elif args.kwonlyargs:
        out.append("*")
    out += map(_parameter, args.kwonlyargs, args.kw_defaults)
    return [*out, "**" + _text(args.kwarg)] if args.kwarg else out


def _parameter(arg: ast.arg, default: ast.expr | None) -> str:
    if default is None:
        return _text(arg)
    return f"{_text(arg)}{' = ' if arg.annotation else '='}{_text(default)}"


def _docstring(doc: str, indent: str) -> list[str]:
    if not doc:
        return []
    prefix = "r" if "\\" in doc else ""
    lines = f'{prefix}"""{doc}'.splitlines()
    lines = [f"{indent}{line}" if line else "" for line in lines]
    return [*lines[:-1], lines[-1] + '"""'] if len(lines) == 1 else [*lines, f'{indent}"""']
