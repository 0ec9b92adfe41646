"""What mkdocs calls while it builds the site."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tools.pages import families, reference


def on_pre_build(**_: Any) -> None:
    """Reads the sources anew, of which `mkdocs serve` sees many versions."""
    reference.forget()


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Puts what the entries of a section have in common at its head, and leaves their examples to the entries."""
    if Path(page.file.src_uri).parent.name != "api":
        return markdown
    # Entries written by hand, such as another name of a class, look like the others.
    markdown = re.sub(r"^### (haliax\.\S+)$", r"### \1 { #\1 .doc .doc-heading }", markdown, flags=re.M)
    return families.page_with_heads(families.without_examples(markdown), reference.docstrings())


def on_page_content(html: str, **_: Any) -> str:
    """Says where a browser may break lines: not within `->` or `[axis-missing]`, and in a long name after a part."""
    html = re.sub(r"(?<=  )\[[a-z]+(?:-[a-z]+)+\](?=\n|</span>)", r'<span class="whole">\g<0></span>', html)
    html = re.sub(
        r"<code>[^<]*</code>", lambda code: code[0].replace("-&gt;", '<span class="whole">-&gt;</span>'), html
    )
    return re.sub(
        r'(?<=<span class="doc doc-object-name )[^<]*', lambda name: re.sub(r"[._](?=\w)", r"\g<0><wbr>", name[0]), html
    )
