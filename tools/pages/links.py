"""Follows every link of the built site: `python -m tools.pages.links site`.

mkdocs looks at links between pages of Markdown. This looks at what came out: those in docstrings, in what mkdocstrings
writes and in the frame too, each with its anchor. With `--external` it also asks for pages elsewhere, over the network.
"""

from __future__ import annotations

import argparse
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass
class Page:
    """What one page of the site has: anchors, and links with their lines."""

    anchors: set[str] = field(default_factory=set)
    links: list[tuple[int, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.page.anchors |= {found[name] for name in ("id", "name") if name in found}
        for name in ("href", "src"):
            if name in found:
                self.page.links.append((self.getpos()[0], found[name]))


def read(path: Path) -> Page:
    """The anchors and links of a page."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader.page


def broken(site: Path) -> Iterator[str]:
    """A line for each link within the site that leads nowhere."""
    pages = {path.resolve(): read(path) for path in sorted(site.rglob("*.html"))}
    for path, page in pages.items():
        for line, link in page.links:
            problem = _problem(site.resolve(), path, link, pages)
            if problem:
                yield f"{path.relative_to(site.resolve())}:{line}: {link}: {problem}"


def _problem(site: Path, page: Path, link: str, pages: dict[Path, Page]) -> str:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return ""
    way = unquote(parts.path)
    # The page for addresses that do not exist is shown at any of them, so its links begin at the root.
    start = site if way.startswith("/") else page.parent
    target = (start / way.lstrip("/")).resolve() if way else page
    target = target / "index.html" if target.is_dir() else target
    if not target.is_file():
        return "no such file"
    if parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors:
        return "no such anchor"
    return ""


def external(site: Path) -> list[str]:
    """The addresses elsewhere that the pages link to."""
    links = {link for path in site.rglob("*.html") for _, link in read(path).links}
    return sorted({link.partition("#")[0] for link in links if urlsplit(link).scheme in ("http", "https")})


def _unreachable(address: str) -> str:
    request = urllib.request.Request(address, headers={"User-Agent": "haliax-docs"})
    try:
        urllib.request.urlopen(request, timeout=20).close()
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        return f"{address}: {error}"
    return ""


def main(arguments: list[str] | None = None) -> int:
    """Prints what is broken. 1 if anything is."""
    parser = argparse.ArgumentParser(description="Follows every link of the built site.")
    parser.add_argument("site", type=Path)
    parser.add_argument("--external", action="store_true", help="ask for pages elsewhere too")
    options = parser.parse_args(arguments)
    if not (options.site / "index.html").is_file():
        parser.error(f"no site in {options.site}; build it first")
    problems = list(broken(options.site))
    if options.external:
        problems += filter(None, map(_unreachable, external(options.site)))
    print("\n".join(problems) or "every link leads somewhere")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
