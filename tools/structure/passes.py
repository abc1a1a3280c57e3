"""How many files somebody passes who follows one page, or one run: counted by a tracer in a process.

A file is passed where code of it runs beside its top level, so that an import alone does not count.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

#: Pages of the corpora whose extraction is traced; the one that passes most files counts.
PAGES = 20
#: The demonstration's archive, which every tree has with it.
ARCHIVE = "data/demo/*.warc.gz"

_TRACER = """
import json, sys, threading
from pathlib import Path
folder, passed = str(Path.cwd() / "crawler") + "/", set()

def trace(frame, event, _argument):
    code = frame.f_code
    if event == "call" and code.co_name != "<module>" and code.co_filename.startswith(folder):
        passed.add(code.co_filename.removeprefix(folder))

def begin():
    sys.setprofile(trace)
    threading.setprofile(trace)

def end():
    sys.setprofile(None)
    threading.setprofile(None)
"""

_EXTRACTION = """
import gzip
from crawler.extraction import extract
gold, most = Path(sys.argv[1]), set()
for number, line in enumerate(gold.open(encoding="utf-8")):
    if number > int(sys.argv[2]):
        break
    row = json.loads(line)
    html = gzip.decompress((gold.parent / row["html"]).read_bytes())
    passed.clear()
    if number:  # what is read once is read for the first page
        begin()
    extract(html, url=row["url"])
    end()
    most = max(most, set(passed), key=len)
print(json.dumps(sorted(most)))
"""

_CRAWL = """
from scrapy.cmdline import execute
begin()
try:
    execute(["scrapy", *sys.argv[2:]])
finally:
    end()
    Path(sys.argv[1]).write_text(json.dumps(sorted(passed)))
"""


def files_of_a_page(root: Path) -> list[str] | None:
    """The files that the extraction of one page passes; None without the corpora (CORPORA)."""
    gold = Path(os.environ.get("CORPORA", root / "../shared/corpora"), "articles/publishers/gold.jsonl")
    if not gold.exists():
        return None
    done = _run(root, _TRACER + _EXTRACTION, str(gold.resolve()), str(PAGES))
    return list(json.loads(done.stdout))


def files_of_a_run(root: Path) -> list[str] | None:
    """The files that a run passes which crawls one article of the archive into a database of its own."""
    if not list(root.glob(ARCHIVE)):
        return None
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "passed.json")
        arguments = ("crawl", "radiohc", "-a", "limit=1", "-s", f"REPLAY={ARCHIVE}")
        _run(root, _TRACER + _CRAWL, str(out), *arguments, DATABASE_URL=f"sqlite:///{folder}/crawler.db")
        return list(json.loads(out.read_text()))


def _run(root: Path, code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in the tree; raises RuntimeError with what it said where it failed."""
    known = {**os.environ, "PYTHONPATH": str(root), **environment}
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=root, env=known, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"tracing in {root} failed with status {done.returncode}:\n{done.stderr[-3000:]}")
    return done
