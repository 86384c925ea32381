"""Files come in as they are dropped, and how far they are goes out as it happens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any, cast

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from jixiao.app.desk.uploads import Uploads
from jixiao.web.access import user_of

router = APIRouter(prefix="/api/uploads", tags=["上传"])
_EVERY, _BREATH = 0.4, 15.0


def uploads_of(request: Request) -> Uploads:
    """What was handed in."""
    return cast("Uploads", request.app.state.uploads)


@router.get("")
def uploads(request: Request) -> list[dict[str, object]]:
    """The last files and how far they are."""
    user_of(request)
    return uploads_of(request).shown()


@router.put("/file/{name}", status_code=202)
async def upload(request: Request, name: str) -> dict[str, Any]:
    """Take a file in (the body is its content) and read it in the background."""
    user_of(request, "corrector")
    return asdict(await uploads_of(request).take(name, request.stream()))


@router.get("/events", response_class=StreamingResponse)
async def events(request: Request) -> StreamingResponse:
    """How far the files are, each time that it changes, as server-sent events."""
    user_of(request)
    found = uploads_of(request)

    async def told() -> AsyncIterator[str]:
        version, quiet = -1, 0.0
        while not await request.is_disconnected():
            if found.version != version:
                version, quiet = found.version, 0.0
                yield f"data: {json.dumps(found.shown(), ensure_ascii=False)}\n\n"
            elif quiet > _BREATH:
                quiet = 0.0
                yield ": still here\n\n"
            await asyncio.sleep(_EVERY)
            quiet += _EVERY

    return StreamingResponse(told(), media_type="text/event-stream")
