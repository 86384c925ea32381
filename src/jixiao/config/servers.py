"""Where a database is: a file, or one on a server, named by its URL where else a path stands."""

from __future__ import annotations

import re
from pathlib import Path

_SERVER = re.compile(r"postgres(?:ql)?:/{1,2}(?=[^/])")
_PASSWORD = re.compile(r"(?<=:)[^:/@]+(?=@)|(?<=password=)[^&]+")


def server_url(path: str | Path) -> str | None:
    """The URL of a database on a PostgreSQL server, None where the path is one of files.

    A path makes one slash of two: `postgresql://office@db/jixiao` may come as `postgresql:/office@db/jixiao`.
    """
    text = path.as_posix() if isinstance(path, Path) else path
    found = _SERVER.match(text)
    return f"postgresql://{text[found.end() :]}" if found else None


def shown(path: Path) -> Path:
    """The path as it may be told: without the password of a URL."""
    url = server_url(path)
    return Path(_PASSWORD.sub("…", url)) if url else path
