"""`python -m tests.site`: the site on a port, to look at or to crawl by hand."""

from __future__ import annotations

import argparse
import threading

from tests.site.site import Site


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.site", description=main.__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--page-bytes", type=int, default=0)
    options = parser.parse_args()
    site = Site(seed=options.seed, articles=options.articles, page_bytes=options.page_bytes)
    with site.serve(port=options.port):
        print(f"{site.origin}/ (sources: /rss.xml /sitemap.xml /section/news /trouble.xml)", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped")


if __name__ == "__main__":
    main()
