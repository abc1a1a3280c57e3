"""What a project must have for an outlet to be crawled: presswatch's settings, or its add-on."""

from __future__ import annotations

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.utils.python import global_object_name

#: Setting -> the components in it without which an outlet's pages would be fetched, and lost.
REQUIRED = {
    "SPIDER_MIDDLEWARES": ("crawler.middlewares.frontier.FrontierMiddleware",),
    "DOWNLOADER_MIDDLEWARES": ("crawler.middlewares.guard.GuardMiddleware",),
    "ITEM_PIPELINES": (
        "crawler.pipelines.normalize.NormalizePipeline",
        "crawler.pipelines.store.StorePipeline",
    ),
    "EXTENSIONS": ("crawler.extensions.runs.Runs",),
}
ADDON = "crawler.addon.Presswatch"


class MissingComponents(UsageError):
    """A project that can't crawl an outlet as it is; the message says what to add."""

    def __init__(self, message: str) -> None:
        super().__init__(message, print_help=False)


def require_components(settings: BaseSettings, *, spider: str) -> None:
    """Raise `MissingComponents` where the settings lack what the outlet `spider` is crawled with."""
    if has_addon(settings):
        return
    if missing := missing_components(settings):
        raise MissingComponents(
            f"the outlet {spider!r} can't be crawled with these settings: they lack {', '.join(missing)}. Add"
            f" ADDONS = {{{ADDON!r}: 300}} to the project's settings, or begin them with"
            " `from crawler.settings import *` and add to what stands there"
        )


def has_addon(settings: BaseSettings) -> bool:
    """Whether the project has the add-on, which brings all that is missing."""
    return ADDON in enabled_components(settings, "ADDONS")


def missing_components(settings: BaseSettings) -> list[str]:
    """The dotted paths of the required components that the settings do not enable."""
    return [
        path
        for name, paths in REQUIRED.items()
        for path in paths
        if path not in enabled_components(settings, name)
    ]


def enabled_components(settings: BaseSettings, name: str) -> set[str]:
    """The dotted paths of the components that the setting `name` enables."""
    return {component_path(key) for key, order in settings.getdict(name).items() if order is not None}


def component_path(component: str | type) -> str:
    """The dotted path of a component, which settings name so or by its class."""
    return component if isinstance(component, str) else global_object_name(component)
