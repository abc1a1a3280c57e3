"""`python -m tools.docs.site [FOLDER]`: builds the documentation, warnings as errors, and checks it.

mkdocs checks links between pages and to their headings. Here it is checked that no page loads anything from
another host, and that links to other sites are addresses at all; nothing is fetched for that.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html

ROOT = Path(__file__).resolve().parents[2]
#: Attributes by which an element loads something when a page is opened.
LOADING = {"src", "srcset", "poster", "data", "href", "style"}
#: Elements of which `href` loads; on others it is a link that a reader follows.
_LOADING_HREF = ("link", "image", "use")
#: Relations of `link` that load nothing: they only name another page.
_NAMING = {"canonical", "next", "prev", "alternate", "edit"}
_CSS_ADDRESS = re.compile(r"(?:@import\s+|url\()\s*['\"]?(?P<address>[^'\")\s;]+)")


class SiteError(RuntimeError):
    """The site can't be built, or what was built is not as it should be; the message has each fault."""


def build_site(folder: Path) -> None:
    """Build the documentation into `folder`; raises `SiteError` with mkdocs' words on any warning."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(folder)]
    made = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True
    )
    if made.returncode:
        raise SiteError((made.stdout + made.stderr).strip())


def site_faults(folder: Path) -> list[str]:
    """Return what is wrong with the built site: what it loads from elsewhere, and links that are none."""
    pages = sorted(folder.rglob("*.html"))
    faults = [fault for page in pages for fault in _page_faults(page, page.relative_to(folder))]
    for sheet in sorted(folder.rglob("*.css")):
        faults += _style_faults(sheet.read_text(encoding="utf-8"), sheet.relative_to(folder))
    return faults


def _page_faults(page: Path, name: Path) -> Iterator[str]:
    for element, attribute, address, _ in html.document_fromstring(page.read_bytes()).iterlinks():
        if not is_address(address):
            yield f"{name}: {address!r} is no address"
        elif is_elsewhere(address) and _is_loading(element, attribute or ""):
            yield f"{name}: <{element.tag}> loads {address}"


def _style_faults(text: str, name: Path) -> Iterator[str]:
    for match in _CSS_ADDRESS.finditer(text):
        if is_elsewhere(match["address"]):
            yield f"{name}: loads {match['address']}"


def _is_loading(element: html.HtmlElement, attribute: str) -> bool:
    if attribute != "href":
        return attribute in LOADING or element.tag == "style"
    naming = set((element.get("rel") or "").split()) & _NAMING
    return element.tag in _LOADING_HREF and not naming


def is_elsewhere(address: str) -> bool:
    """Whether an address lies on another host: one with a host, whatever its scheme."""
    return bool(urlsplit(address).netloc)


def is_address(address: str) -> bool:
    """Whether an address has the form of one: within the site, or http(s) with a host that has a name."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme in ("", "mailto", "data"):
        return " " not in address
    host = parts.hostname or ""
    return parts.scheme in ("http", "https") and ("." in host or host == "localhost")


def main() -> int:
    """Build and check; returns the exit status."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    try:
        build_site(folder)
    except SiteError as error:
        print(error)
        return 1
    faults = site_faults(folder)
    for fault in faults:
        print(fault)
    pages = len(list(folder.rglob("*.html")))
    print(f"{folder}: {pages} pages" + (f", {len(faults)} faults" if faults else ", no fault"))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
