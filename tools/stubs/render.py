"""Syntax trees as the text of a stub."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from tools.stubs.source import Origin

WIDTH = 100

IGNORED = {
    "__eq__": "override",  # `==` compares elements
    "__ne__": "override",
    "__hash__": "assignment",  # and so there is no hash
}
"""Members of classes that differ from those of `object` on purpose, and what mypy calls that."""

Definition = ast.FunctionDef | ast.ClassDef


def render(doc: str, imports: Mapping[str, Origin], exported: set[str], body: list[ast.stmt]) -> str:
    """The text of a stub.

    Args:
        doc: The docstring of the module.
        imports: What it imports, by the local names.
        exported: The local names that are for users too.
        body: Its statements.
    """
    parts = ["# Written by `python -m tools.stubs`. Do not edit.", *_docstring(doc, "")]
    if imports:
        parts += ["", *sorted(_import(name, origin, name in exported) for name, origin in imports.items())]
    return "\n".join([*parts, *_block(body, "")]).rstrip() + "\n"


def _import(name: str, origin: Origin, exported: bool) -> str:
    if origin.name is None:
        return f"import {origin.module}" + (f" as {name}" if origin.module != name else "")
    return f"from {origin.module} import {origin.name}" + (f" as {name}" if exported or origin.name != name else "")


def _block(statements: Iterable[ast.stmt], indent: str) -> list[str]:
    """The lines of statements. An empty line stands around those that have more than one."""
    lines: list[str] = []
    before = True
    for statement in statements:
        new = _statement(statement, indent)
        about_last = isinstance(statement, ast.Expr)  # the docstring of an attribute
        if not about_last and (before or len(new) > 1):
            lines.append("")
        lines += new
        before = len(new) > 1 or about_last
    return lines


def _statement(node: ast.stmt, indent: str) -> list[str]:
    if isinstance(node, ast.FunctionDef):
        lines = _definition(node, _header(node, indent), indent)
    elif isinstance(node, ast.ClassDef):
        bases = ", ".join(map(ast.unparse, [*node.bases, *node.keywords]))
        lines = _definition(node, [f"{indent}class {node.name}" + (f"({bases}):" if bases else ":")], indent)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return _docstring(node.value.value, indent)
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.List):
        names = [f"{indent}    {ast.unparse(element)}," for element in node.value.elts]
        lines = [f"{indent}{ast.unparse(node.targets[0])} = [", *names, f"{indent}]"]
    else:
        lines = [indent + line for line in ast.unparse(node).splitlines()]
    name = getattr(node, "name", None) or ast.unparse(getattr(node, "target", ast.Name("")))
    if indent and name in IGNORED:
        lines[0] += f"  # type: ignore[{IGNORED[name]}]"
    return lines


def _definition(node: Definition, header: list[str], indent: str) -> list[str]:
    decorators = [f"{indent}@{ast.unparse(d)}" for d in node.decorator_list]
    doc = ast.get_docstring(node)
    rest = node.body[1:] if doc else node.body
    if not doc and len(rest) == 1 and ast.unparse(rest[0]) == "...":
        return [*decorators, *header[:-1], header[-1] + " ..."]
    inner = indent + "    "
    return [*decorators, *header, *_docstring(doc or "", inner), *_block(rest, inner)]


def _header(node: ast.FunctionDef, indent: str) -> list[str]:
    returns = f" -> {ast.unparse(node.returns)}:" if node.returns else ":"
    line = f"{indent}def {node.name}({ast.unparse(node.args)}){returns}"
    if len(line) + len(" ...") <= WIDTH:
        return [line]
    parameters = [f"{indent}    {parameter}," for parameter in _parameters(node.args)]
    return [f"{indent}def {node.name}(", *parameters, f"{indent}){returns}"]


def _parameters(args: ast.arguments) -> list[str]:
    """The parameters of a function one by one, each as it is written."""
    positional = [*args.posonlyargs, *args.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(args.defaults)) + list(args.defaults)
    out = [_parameter(a, d) for a, d in zip(positional, defaults, strict=True)]
    if args.posonlyargs:
        out.insert(len(args.posonlyargs), "/")
    if args.vararg:
        out.append("*" + ast.unparse(args.vararg))
    elif args.kwonlyargs:
        out.append("*")
    out += [_parameter(a, d) for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True)]
    return [*out, "**" + ast.unparse(args.kwarg)] if args.kwarg else out


def _parameter(arg: ast.arg, default: ast.expr | None) -> str:
    if default is None:
        return ast.unparse(arg)
    return f"{ast.unparse(arg)}{' = ' if arg.annotation else '='}{ast.unparse(default)}"


def _docstring(doc: str, indent: str) -> list[str]:
    if not doc:
        return []
    prefix = "r" if "\\" in doc else ""
    lines = f'{prefix}"""{doc}'.splitlines()
    lines = [f"{indent}{line}" if line else "" for line in lines]
    return [*lines[:-1], lines[-1] + '"""'] if len(lines) == 1 else [*lines, f'{indent}"""']
