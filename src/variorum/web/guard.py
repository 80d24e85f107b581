"""Who is let in: only this machine's own pages, and nothing large."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 256_000
"""Largest request body: a decision about an item of a thousand claims has 40 kB."""


class Guard:
    """Refuses a foreign Host or Origin (a page elsewhere that was made to look like this one) and large bodies."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], policy: str) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.origins = frozenset(f"http://{host}" for host in self.hosts)
        self.headers = {
            "content-security-policy": policy,
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            # "no-referrer" would make browsers send the origin of our own forms as "null".
            "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "cache-control": "no-store",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers[name] = value
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await PlainTextResponse(refusal, status_code=403)(scope, receive, guarded)
            return
        await self.app(scope, _limited(receive), guarded)

    def _refusal(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        if headers.getlist("host") != [h for h in headers.getlist("host") if h in self.hosts] or not headers.get(
            "host"
        ):
            return "This edition is shown on this machine only, under its own address."
        origin = headers.get("origin")
        if origin is not None and origin not in self.origins:
            return "This request comes from another page."
        if headers.get("sec-fetch-site") in ("cross-site", "same-site") and scope["method"] != "GET":
            return "This request comes from another page."
        length = headers.get("content-length")
        if length is not None and (not length.isdigit() or int(length) > MOST_BYTES):
            return "This request is too large."
        return None


def _limited(receive: Receive) -> Receive:
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MOST_BYTES:
            # As if the sender had left: nothing of it is used.
            return {"type": "http.disconnect"}
        return message

    return limited
