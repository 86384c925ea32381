"""Object storage as a place. The address says which (`s3://bucket/folder`, `gs://`, `az://`), the environment who may:
`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_ENDPOINT` and the like, as obstore names them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from jixiao.errors import MissingPackage, PlaceError
from jixiao.places.place import Entry

Result = TypeVar("Result")

# A request that fails is tried again so long in all, by obstore itself; a server that hangs is not waited for longer.
_RETRYING = timedelta(seconds=60)
_HANGING = timedelta(seconds=60)
_PAGE = 1000


class Objects:
    """The objects under the address; one that was being written when its process was killed is not there."""

    def __init__(self, address: str) -> None:
        try:
            import obstore
            from obstore.store import from_url
        except ImportError as exc:
            raise MissingPackage("jixiao[s3]") from exc
        self.address = address.rstrip("/")
        self._obstore: Any = obstore
        self._store: Any = self._done(
            lambda: from_url(
                self.address,
                client_options={"timeout": _HANGING, "allow_http": _plain_http()},
                retry_config={"max_retries": 6, "retry_timeout": _RETRYING},
            )
        )

    def entries(self, under: str = "") -> Iterator[Entry]:
        """The objects below the folder of that path, in the order of their paths; hidden ones are left out."""
        pages = iter(self._obstore.list(self._store, prefix=under or None, chunk_size=_PAGE))
        while (page := self._done(lambda: next(pages, None))) is not None:
            for each in page:
                path = str(each["path"])
                if not any(part.startswith((".", "~$")) for part in PurePosixPath(path).parts):
                    stamp = each["e_tag"] or each["last_modified"].isoformat()
                    yield Entry(path, int(each["size"]), str(stamp).strip('"'))

    def read(self, path: str) -> bytes | None:
        """The content of the object, None where there is none."""
        try:
            return bytes(self._done(lambda: self._obstore.get(self._store, path).bytes()))
        except FileNotFoundError:
            return None

    def has(self, path: str) -> bool:
        """Whether the object is there."""
        try:
            self._done(lambda: self._obstore.head(self._store, path))
        except FileNotFoundError:
            return False
        return True

    def write(self, path: str, content: bytes) -> None:
        """Put the object there; it is seen when it is whole."""
        try:
            self._done(lambda: self._obstore.put(self._store, path, content))
        except FileNotFoundError as exc:
            raise self._failed("没有这个存储桶") from exc

    def remove(self, path: str) -> None:
        """Take the object away, where it is there."""
        try:
            self._done(lambda: self._obstore.delete(self._store, path))
        except FileNotFoundError:
            return

    def fetch(self, path: str, into: Path) -> Path:
        """A copy of the object in the folder, under a name of its own with the object's suffix."""
        name = hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        target = into / (name + PurePosixPath(path).suffix[:10])
        with target.open("wb") as file:
            for piece in self._done(lambda: self._obstore.get(self._store, path)):
                file.write(piece)
        return target

    def _done(self, call: Callable[[], Result]) -> Result:
        """What the call gives; errors of the storage as ours. FileNotFoundError where there is no such object."""
        from obstore.exceptions import BaseError

        try:
            return call()
        except FileNotFoundError:
            raise
        except (BaseError, OSError, ValueError) as exc:
            said = str(exc).strip().splitlines()[0][:200] if str(exc).strip() else type(exc).__name__
            raise self._failed(said) from exc

    def _failed(self, said: str) -> PlaceError:
        return PlaceError(
            f"对象存储 {self.address} 用不了（{said}）；请检查地址、密钥（环境变量）和网络，再次运行会接着做"
        )


def _plain_http() -> bool:
    """Whether the endpoint that the environment names is one without encryption, as of a server in the house."""
    return any(os.environ.get(name, "").startswith("http://") for name in ("AWS_ENDPOINT", "AWS_ENDPOINT_URL"))
