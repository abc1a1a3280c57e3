"""The article key, which is equal for two addresses of the same article: pure, idempotent, versioned."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

from crawler.normalization.urls.address import (
    RULES_LIMIT,
    Address,
    bare_host,
    desktop_host,
    has_slug,
    names_article,
    parse_address,
    shorten_path,
    tidy_path,
)
from crawler.normalization.urls.key_rules import (
    HostRules,
    ParamRules,
    PathRule,
    article_query,
    known_rules,
    param_rules,
    rules_of,
)

#: Raised with every change of the rules, here or in `key_rules.toml`: stored rows are then rekeyed.
KEY_VERSION = 1
#: Longest key in characters, all of them ASCII: fits a database index.
KEY_LIMIT = 1000

_OWN_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]+:[\w.~%,!+=-]+", re.A)
#: Schemes that such a key must not be taken for.
_SCHEME = re.compile(
    r"about|bitcoin|blob|callto|cid|data|dns|facetime|feed|file|filesystem|ftps?|geo|git|gopher|https?|intent"
    r"|irc|jar|javascript|ldap|magnet|mailto|maps|market|mid|news|nntp|rtsp|sftp|sips?|skype|sms|ssh|tel|telnet"
    r"|tg|urn|viber|view-source|webcal|whatsapp|wss?|xmpp",
    re.I,
)
_CUT = "~sha256~"
_DIGEST = 64
_ROUTES = ("!", "/")
#: More steps than an address can need: each shortens it, or is one outlet's rewriting.
_STEPS = RULES_LIMIT // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRules:
    """What an outlet's own definition says of its addresses.

    `article_url` is searched in the decoded path without query and trailing slash; its group `id` makes
    the key `outlet:id`. `hosts` are the outlet's hosts, each with and without `www`, with the port where
    it is not the scheme's own. Another subdomain belongs to the outlet only where it is named.
    `drop_prefixes` go from the beginning of every path ("/index.php"). `drop_params` go from every query
    (a trailing `*` makes one a beginning); `keep_params` stay whatever the general rules say.
    """

    outlet: str
    article_url: str | None
    hosts: tuple[str, ...]
    drop_params: tuple[str, ...] = ()
    keep_params: tuple[str, ...] = ()
    drop_prefixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Compiled:
    article: re.Pattern[str] | None
    hosts: frozenset[str]
    drop: ParamRules
    keep: frozenset[str]
    prefixes: tuple[str, ...]


@lru_cache(maxsize=4096)
def _compiled(rules: KeyRules) -> _Compiled:
    return _Compiled(
        article=re.compile(rules.article_url) if rules.article_url else None,
        hosts=frozenset(bare_host(host.lower()) for host in rules.hosts),
        drop=param_rules(rules.drop_params),
        keep=frozenset(map(str.lower, rules.keep_params)),
        prefixes=tuple(prefix.rstrip("/") for prefix in rules.drop_prefixes),
    )


def rules_by_host(rules: Iterable[KeyRules]) -> dict[str, KeyRules]:
    """Return the rules of many outlets by bare host, as `make_article_key` takes them."""
    return {host: each for each in rules for host in _compiled(each).hosts}


def _rewritten(rules: HostRules, host: str, path: str) -> tuple[str, str]:
    """Return host and path after the first rule of a well-known host that changes them."""
    whole = host + path
    for pattern, to in rules.rewrite:
        after = pattern.sub(to, whole, count=1)
        if after != whole:
            host, _, rest = after.partition("/")
            return bare_host(host), tidy_path("/" + rest)
    return host, path


def _holds(rule: PathRule, path: str) -> bool:
    if rule.on == "article":
        return names_article(path)
    return rule.on != "slug" or has_slug(path)


def plain_path(path: str) -> str:
    """Return the path of an AMP or print page and the like one step nearer to the article's own."""
    lower = path.lower()
    for rule in known_rules().paths:
        if rule.hint in lower:
            short = rule.pattern.sub(rule.to, path, count=1)
            if short != path and _holds(rule, short):
                return shorten_path(short)
    return path


def _step(host: str, path: str) -> tuple[str, str]:
    """Return host and path one step nearer to the article's own, from an AMP, mobile or print form."""
    rules = rules_of(host)
    if rules and rules.rewrite:
        after = _rewritten(rules, host, path)
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


def article_place(address: Address) -> tuple[str, str]:
    """Return host and path of the article itself, whatever form of it an address is of."""
    return _settle(address.host, address.path) if address.plain else (address.host, address.path)


def _own(rules: KeyRules | Mapping[str, KeyRules] | None, host: str) -> KeyRules | None:
    if not isinstance(rules, KeyRules):
        return rules.get(host) if rules else None
    return rules if host in _compiled(rules).hosts else None


def _without(prefixes: tuple[str, ...], path: str) -> str:
    for prefix in prefixes:
        while prefix and (path == prefix or path.startswith(prefix + "/")):
            path = path[len(prefix) :]
    return path


def _own_key(rules: KeyRules, path: str) -> str | None:
    pattern = _compiled(rules).article
    match = pattern.search(unquote(path)) if pattern else None
    number = match.groupdict().get("id") if match else None
    return f"{rules.outlet}:{quote(number, safe='~,.!+=-_')}" if number else None


def _route(fragment: str) -> str:
    """Return a fragment that is a route of an application (`#!/nota/1`, `#/nota/1`); "" for any other."""
    return "#" + fragment if fragment.startswith(_ROUTES) and fragment.strip("!/") else ""


def _fit(key: str) -> str:
    """Return a key within the limit; a longer one becomes its beginning and the SHA-256 of the whole."""
    if len(key) <= KEY_LIMIT:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()
    return key[: KEY_LIMIT - len(_CUT) - _DIGEST] + _CUT + digest


def _is_key(text: str) -> bool:
    """Tell whether `text` is a key and no whole address: `outlet:id`, or a key that was cut."""
    if len(text) == KEY_LIMIT and text.startswith(_CUT, KEY_LIMIT - len(_CUT) - _DIGEST):
        return text.isascii() and text.isprintable()
    return _OWN_KEY.fullmatch(text) is not None and not _SCHEME.fullmatch(text.partition(":")[0])


def make_article_key(url: str, *, rules: KeyRules | Mapping[str, KeyRules] | None = None) -> str:
    """Return the key of the article at `url`: two addresses with one key are one article.

    `rules` are an outlet's own, or those of all outlets by host (`rules_by_host`); they hold only on the
    outlet's hosts. The key of a key is the key itself. Raises ValueError for what is neither an absolute
    http(s) address nor a key.
    """
    if (len(url) == KEY_LIMIT or not url.startswith(("http:", "https:"))) and _is_key(url):
        return url
    address = parse_address(url)
    if address.oversized:
        return _fit(f"{address.origin}{address.host}{address.path}?{address.query}")
    host, path = article_place(address)
    own = _own(rules, host)
    if own:
        path = _without(_compiled(own).prefixes, path)
        key = _own_key(own, path)
        if key:
            return _fit(key)
    query = _query(address, host, path, own) if address.query else ""
    return _fit(f"{address.origin}{host}{path or '/'}{query}{_route(address.fragment)}")


def _query(address: Address, host: str, path: str, own: KeyRules | None) -> str:
    known = rules_of(host) if address.plain else None
    compiled = _compiled(own) if own else None
    query = article_query(
        address.query,
        path=path,
        host=known,
        drop=compiled.drop if compiled else None,
        keep=compiled.keep if compiled else frozenset(),
    )
    return "?" + query if query else ""
