"""The article key: what makes two addresses the same article. Pure, idempotent, versioned."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

from ada_url import normalize_url as _whatwg

from crawler.normalization.key_rules import ParamRules, param_rules, rules_of
from crawler.normalization.url_hosts import bare_host, desktop_host, site_host
from crawler.normalization.url_paths import has_slug, names_article, plain_path, tidy_path
from crawler.normalization.url_queries import article_query

#: Raised with every change of the rules, here or in `key_rules.toml`: stored rows are then rekeyed.
KEY_VERSION = 1
#: Longest key, in characters (all ASCII but for an outlet's own ids): fits a database index.
KEY_LIMIT = 1000

_PARTS = re.compile(
    r"(https?)://(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]*)(?::(\d+))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?"
)
_OWN_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]+:[\w.~%,!+=-]+", re.A)
_SCHEMES = frozenset(
    [
        "about",
        "bitcoin",
        "blob",
        "callto",
        "cid",
        "data",
        "dns",
        "facetime",
        "feed",
        "file",
        "filesystem",
        "ftp",
        "ftps",
        "geo",
        "git",
        "gopher",
        "http",
        "https",
        "intent",
        "irc",
        "jar",
        "javascript",
        "ldap",
        "magnet",
        "mailto",
        "maps",
        "market",
        "mid",
        "news",
        "nntp",
        "rtsp",
        "sftp",
        "sip",
        "skype",
        "sms",
        "ssh",
        "tel",
        "telnet",
        "tg",
        "urn",
        "viber",
        "view-source",
        "webcal",
        "whatsapp",
        "ws",
        "wss",
        "xmpp",
    ]
)
_ESCAPED_AMPERSAND = re.compile(r"&#(?:0*38|x0*26);", re.I)
_CUT = "~sha256~"
_ROUTES = ("!", "/")
#: An address beyond this is none that an outlet gives to an article; only its syntax is then mended.
_RULES_LIMIT = 4096
#: More steps than an address of that length can need: each shortens it, or is one outlet's rewriting.
_STEPS = _RULES_LIMIT // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRules:
    """What an outlet's own definition says of its addresses.

    `article_url` is searched in the decoded path without query and trailing slash; its group `id` makes
    the key `outlet:id`. `hosts` are the outlet's hosts, each with and without `www`; another subdomain
    belongs to it only where it is named. `drop_prefixes` go from the beginning of every path
    ("/index.php"); `drop_params` from every query; `keep_params` stay whatever the general rules say.
    """

    outlet: str
    article_url: str | None
    hosts: tuple[str, ...]
    drop_params: tuple[str, ...] = ()
    keep_params: tuple[str, ...] = ()
    drop_prefixes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Address:
    origin: str
    host: str
    path: str
    query: str
    fragment: str
    known: bool


@lru_cache(maxsize=4096)
def _compiled(rules: KeyRules) -> tuple[re.Pattern[str] | None, ParamRules, frozenset[str]]:
    pattern = re.compile(rules.article_url) if rules.article_url else None
    return pattern, param_rules(rules.drop_params), frozenset(map(str.lower, rules.keep_params))


def rules_by_host(rules: Iterable[KeyRules]) -> dict[str, KeyRules]:
    """The rules of many outlets by bare host, as `article_key` takes them."""
    return {bare_host(host.lower()): each for each in rules for host in each.hosts}


def normalize_url(url: str) -> str:
    """`url` as the WHATWG URL Standard writes it: absolute, http or https.

    Raises ValueError where it is none. A lone surrogate becomes U+FFFD, as the standard has it.
    """
    try:
        href: str = _whatwg(url)
    except UnicodeEncodeError:
        return normalize_url(url.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    except ValueError:
        href = ""
    if not href.startswith(("http://", "https://")):
        raise ValueError(f"no absolute http(s) address: {url[:200]!r}; give one such as https://host/path")
    return href


def _parse(url: str) -> _Address:
    if "&#" in url:
        url = _ESCAPED_AMPERSAND.sub("&", url)
    match = _PARTS.fullmatch(normalize_url(url))
    if match is None:
        raise ValueError(f"an address without parts: {url[:200]!r}; give one such as https://host/path")
    scheme, host, port, path, query, fragment = match.groups(default="")
    host = bare_host(host)
    if port:
        return _Address(f"{scheme}://", f"{host}:{port}", tidy_path(path), query, fragment, known=False)
    return _Address("https://", host, tidy_path(path), query, fragment, known=len(match[0]) <= _RULES_LIMIT)


def _rewritten(host: str, path: str) -> tuple[str, str]:
    """Host and path after the rules of the well-known host: one step."""
    rules = rules_of(host)
    for pattern, to in rules.rewrite if rules else ():
        whole, count = pattern.subn(to, host + path, count=1)
        if count and whole != host + path:
            host, _, rest = whole.partition("/")
            return host, "/" + rest
    return host, path


def _step(host: str, path: str) -> tuple[str, str]:
    """One step from an AMP, mobile or print form towards the article's own host and path."""
    after = _rewritten(host, path)
    if after != (host, path):
        return after
    short = plain_path(path)
    if short != path:
        return host, short
    desktop = desktop_host(host)
    if desktop and (has_slug(path) or (host.startswith("amp.") and names_article(path))):
        return desktop, path
    return host, path


def _settle(host: str, path: str) -> tuple[str, str]:
    for _ in range(_STEPS):
        after = _step(host, path)
        if after == (host, path):
            break
        host, path = after
    return host, path


def _route(fragment: str) -> str:
    """The fragment where it is a route of an application (`#!/nota/1`, `#/nota/1`), else nothing."""
    return "#" + fragment if fragment.startswith(_ROUTES) and len(fragment.strip("!/")) else ""


def _without(prefixes: tuple[str, ...], path: str) -> str:
    for prefix in prefixes:
        while path == prefix or path.startswith(prefix.rstrip("/") + "/"):
            path = path[len(prefix.rstrip("/")) :]
    return path


def _own_id(rules: KeyRules, path: str) -> str | None:
    pattern = _compiled(rules)[0]
    match = pattern.search(unquote(path)) if pattern else None
    number = match.groupdict().get("id") if match else None
    return f"{rules.outlet}:{quote(number, safe='~,.!+=-_')}" if number else None


def _fit(key: str) -> str:
    """A key within the limit: a longer one becomes its beginning and the SHA-256 of the whole."""
    if len(key) <= KEY_LIMIT:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()
    return key[: KEY_LIMIT - len(_CUT) - len(digest)] + _CUT + digest


def _is_key(text: str) -> bool:
    """Whether `text` is a key that is no address: `outlet:id`, or one that was cut."""
    if len(text) == KEY_LIMIT and text[-64 - len(_CUT) : -64] == _CUT:
        return text.isprintable()
    return _OWN_KEY.fullmatch(text) is not None and text.partition(":")[0].lower() not in _SCHEMES


def article_key(url: str, *, rules: KeyRules | Mapping[str, KeyRules] | None = None) -> str:
    """The key of the article at `url`; two addresses with one key are one article.

    `rules` are an outlet's own, or those of all outlets by host (`rules_by_host`); they hold only on
    the outlet's hosts. A key is its own key: `article_key(article_key(u)) == article_key(u)`.
    Raises ValueError for what is neither an absolute http(s) address nor a key.
    """
    if (len(url) == KEY_LIMIT or not url.startswith(("http:", "https:"))) and _is_key(url):
        return url
    address = _parse(url)
    host, path = _settle(address.host, address.path) if address.known else (address.host, address.path)
    own = _own_rules(rules, host)
    if own is not None:
        path = _without(own.drop_prefixes, path)
        found = _own_id(own, path)
        if found:
            return _fit(found)
    _, drop, keep = _compiled(own) if own else (None, None, frozenset[str]())
    known = rules_of(host) if address.known else None
    query = article_query(address.query, path=path, host=known, drop=drop, keep=keep) if address.query else ""
    tail = ("?" + query if query else "") + _route(address.fragment)
    return _fit(f"{address.origin}{host}{path or '/'}{tail}")


def _own_rules(rules: KeyRules | Mapping[str, KeyRules] | None, host: str) -> KeyRules | None:
    if rules is None:
        return None
    if isinstance(rules, KeyRules):
        return rules if host in rules_by_host([rules]) else None
    return rules.get(host)


def same_site(a: str, b: str) -> bool:
    """Whether two http(s) addresses are of one site: the same host but for www, m, amp and the like."""
    return site_host(_parse(a).host) == site_host(_parse(b).host)
