"""Outlets, desks, faults and a webhook put together, lived through, and measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from tests.crawls import Project
from tools.three_days.days import START, Days, Span
from tools.three_days.faults import Fault
from tools.three_days.figures import Figures, measure
from tools.three_days.outlets import papers
from tools.three_days.plan import Desk
from tools.three_days.webhook import webhook


def live(
    folder: Path, *, desks: Mapping[str, Desk], faults: Sequence[Fault], span: Span
) -> tuple[Days, Figures]:
    """Have the outlets of the desks live through the span; database and logs come into `folder`."""
    made = papers(START - timedelta(hours=span.quiet))
    with webhook() as hook:
        settings = {"ALERT_URLS": hook.address, "RETRY_AFTER_MAX": 86_400}
        project = Project(folder, f"sqlite:///{folder}/crawler.db", settings)
        days = Days(project, {name: made[name] for name in desks}, desks, faults, span)
        days.run()
        return days, measure(days, hook.texts())
