"""What mkdocs calls while it builds the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tools.pages import families, reference


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Puts what the entries of a section have in common at its head."""
    if Path(page.file.src_uri).parent.name != "api":
        return markdown
    return families.page_with_heads(markdown, reference.docstrings())
