"""Parts of the installation that are optional, and what to say where one of them is missing."""

from __future__ import annotations

#: The distribution's name in package registries; the package is imported as `crawler`.
DISTRIBUTION = "presswatch"


def install_command(extra: str) -> str:
    """The command that adds an extra: "pip install 'presswatch[crawl]'"."""
    return f"pip install '{DISTRIBUTION}[{extra}]'"


def explain_missing(what: str, *, needs: str, extra: str) -> str:
    """Say that `what` needs the library `needs`, which is missing, and how to get it."""
    return f"{what} needs {needs}, which is not installed here: {install_command(extra)}"
