"""Start tags of HTML with a bounded number of attributes, before a parser sees them.

libxml2 compares each attribute with all before it where it builds a tree: a tag of a megabyte costs minutes.
"""

from __future__ import annotations

import re

#: Attributes left in one start tag; 73 are the most that were seen.
MAX_ATTRIBUTES = 200
#: Characters of the shortest start tag with more: each attribute takes two at least.
_SHORTEST = 2 * MAX_ATTRIBUTES
#: A stretch without long start tags; else a comment, a script or style sheet, whose text holds no tags, or
#: a start tag up to its ">".
_STRETCH = re.compile(
    r"(?:[^<]++|<(?![a-z!])|<(?!script|style)/?[a-z][^<>\"'=]{0,200}>)++"
    r"|<(?:!--(?:[^-]++|-(?!->))*+|(?P<raw>script|style)\b(?:[^<]++|<(?!/(?P=raw)))*+"
    r"|(?P<tag>[a-z])(?:[^=>]++|=\s*+(?:\"[^\"]*+\"?+|'[^']*+'?+)?+)*+)",
    re.IGNORECASE,
)
_ATTRIBUTE = r"[\s/=]*+[^\s/=>]++(?:\s*+=\s*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\s>\"']++)?+)?+"
#: As much of a start tag as stays, where more attributes follow.
_HEAD = re.compile(rf"<[^\s/>]++(?:{_ATTRIBUTE}){{{MAX_ATTRIBUTES}}}+(?=[\s/]*+[^\s/>])")


def bound_attributes(html: str) -> str:
    """Return an HTML text whose start tags have `MAX_ATTRIBUTES` attributes at most, the first ones.

    Comments, scripts and style sheets stay as they are, and so does a text without a tag too long.
    """
    parts, kept = [], 0
    for found in _STRETCH.finditer(html):
        if (
            found["tag"]
            and found.end() - found.start() > _SHORTEST
            and (head := _HEAD.match(html, found.start()))
        ):
            parts.append(html[kept : head.end()])
            kept = max(found.end(), head.end())
    return "".join([*parts, html[kept:]]) if parts else html
