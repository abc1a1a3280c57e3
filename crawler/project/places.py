"""Where data lies: in the folder of a project, or, where there is none, in the user's own folder."""

from __future__ import annotations

import re
from pathlib import Path

from platformdirs import user_data_path

from crawler.extras import DISTRIBUTION

#: A SQLite URL, up to the path of its file (which is absolute where it begins with a slash).
_SQLITE = re.compile(r"(?P<scheme>sqlite(?:\+\w+)?:///)(?P<path>[^/:?][^?]*)")


def user_folder() -> Path:
    """The folder that the operating system keeps for data of this program and user."""
    return user_data_path(DISTRIBUTION, appauthor=False)


def user_database_url() -> str:
    """The URL of the database in the user's folder."""
    return f"sqlite:///{user_folder() / 'crawler.db'}"


def absolute_database_url(url: str, *, folder: Path) -> str:
    """`url` with the file of a SQLite database below `folder`, from wherever a command is started.

    A folder that is none on disk (the package lies in an archive that was deployed) can hold no data:
    there the file lies in the user's own folder, whatever folder it has in `url`.
    """
    relative = _SQLITE.match(url)
    if relative is None:
        return url
    path = Path(relative["path"])
    file = folder.absolute() / path if folder.is_dir() else user_folder() / path.name
    return f"{relative['scheme']}{file}{url[relative.end() :]}"
