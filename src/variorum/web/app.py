"""Addresses of the reading room, and what is answered there."""

from __future__ import annotations

import asyncio
import functools
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from variorum.accounts.crops import cut_out
from variorum.model import Claim, UserError
from variorum.present.html import SCRIPTS, VIEWS, in_address, policy, render
from variorum.present.matrix import rows
from variorum.present.sides import pair
from variorum.review import in_force, to_lines
from variorum.review.anchors import words_of
from variorum.settings import AccountSettings
from variorum.web.desk import carry_out
from variorum.web.guard import Guard
from variorum.web.room import Room, Snapshot

_SCRIPTS = (*SCRIPTS, "review.js")
_KEPT = 200
"""Pages kept as they were made; the largest has a megabyte."""
_LONG = 0.05
"""Seconds from which a page takes long to make."""
_PAGE = 20
"""Items on one page: more make a page that no one reads."""


class Served:
    """Addresses of the reading room; see `variorum.present.html.Links`."""

    def view(self, name: str) -> str:
        """Address of a view."""
        return "/" if name == "overview" else f"/{name}"

    def item(self, item: str, siglum: str | None = None) -> str:
        """Address of an item's card."""
        return f"/item/{in_address(item)}" + (
            f"#item={in_address(item)}&account={in_address(siglum)}" if siglum is not None else ""
        )

    def words(self, item: str, claim: Claim) -> str:
        """Address of a claim's words on an item's card."""
        return f"/item/{in_address(item)}#item={in_address(item)}&claim={in_address(claim.id)}"

    def account(self, siglum: str) -> str:
        """Address of an account's text."""
        return f"/account/{in_address(siglum)}"

    def claim(self, claim: Claim) -> str:
        """Address of a claim's words."""
        return f"/account/{in_address(claim.siglum)}#claim={in_address(claim.id)}"

    def base(self, siglum: str) -> str:
        """Address of an account as the base text of the apparatus."""
        return f"/apparatus?base={in_address(siglum)}"

    def sides(self, a: str, b: str, passage: int = 0) -> str:
        """Address of two accounts side by side."""
        a, b = sorted((a, b))
        return f"/pair?a={in_address(a)}&b={in_address(b)}" + (
            f"#sides={in_address(a)}&with={in_address(b)}&passage={passage}" if passage else ""
        )


def make_app(path: Path, hosts: Iterable[str]) -> Starlette:
    """The reading room over the edition at `path`, to be reached under `hosts` ("127.0.0.1:8321") alone.

    Raises:
        UserError: as `open_edition`.
    """
    hosts = tuple(hosts)
    # Pictures of places alone: a browser that may load any would ask for an icon, too.
    images = " ".join(f"http://{host}/picture/" for host in hosts)
    pages = _Pages(Room(path), images)
    routes = [
        Route("/", pages.view),
        Route("/decide", pages.decide, methods=["POST"]),
        Route("/review", pages.review),
        Route("/review.jsonl", pages.log),
        Route("/items", pages.items),
        Route("/accounts", pages.accounts),
        Route("/pair", pages.pair),
        Route("/item/{item:path}", pages.item),
        Route("/picture/{claim}", pages.picture),
        Route("/account/{siglum:path}", pages.account),
        Route("/{view}", pages.view),
    ]
    rule = policy(_SCRIPTS, "'self'", images) + "; frame-ancestors 'none'"
    handlers: dict[Any, Any] = {HTTPException: pages.missing, UserError: pages.fault}
    return Starlette(
        routes=routes, middleware=[Middleware(Guard, hosts=hosts, policy=rule)], exception_handlers=handlers
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    """A page as it was made."""

    number: int
    """Last decision it shows."""
    html: str
    """The page."""
    seconds: float
    """How long it took."""


class _Pages:
    """What is answered; every page is made from one snapshot."""

    def __init__(self, room: Room, images: str) -> None:
        self.room = room
        self.images = images
        # Only pages that this server wrote know it: a page elsewhere cannot decide anything here.
        self.token = secrets.token_urlsafe(32)
        self._turn = asyncio.Lock()
        self._made: dict[tuple[str, str], _Kept] = {}
        self._making: set[tuple[str, str]] = set()
        self._drawn: dict[str, bytes] = {}

    async def _snapshot(self, request: Request) -> Snapshot:
        """The newest snapshot; those who have just decided wait for theirs, the others never wait."""
        after = request.query_params.get("after", "")
        now = self.room.snapshot
        if after.isascii() and after.isdigit() and len(after) < 10 and now.number < int(after):
            return await run_in_threadpool(self.room.refresh)
        return now

    def _later(self) -> BackgroundTask | None:
        return BackgroundTask(run_in_threadpool, self.room.refresh_behind) if self.room.stale() else None

    async def _page(
        self, request: Request, here: str, body: str, title: str, status: int = 200, **more: Any
    ) -> Response:
        snapshot: Snapshot = more.pop("snapshot", None) or await self._snapshot(request)
        machine = request.query_params.get("reading") == "machine"
        filling = {
            "here": here,
            "body": body,
            "title": title,
            "served": True,
            "machine": machine,
            "token": self.token,
            "seen": snapshot.number,
            "message": _message(request),
            "problem": None,
            "policy": policy(_SCRIPTS, "'self'", self.images),
            "SCRIPTS": _SCRIPTS,
            "picture": lambda claim: f"/picture/{in_address(claim.id)}" if snapshot.index.drawable(claim) else "",
            "no_picture": "its original is not kept in the edition, or of a kind that cannot be drawn",
            "changes": {} if machine else snapshot.reviewed.changes,
            "marks": {} if machine else snapshot.reviewed.marks,
        } | more
        index = snapshot.machine if machine else snapshot.index
        make = functools.partial(render, "served.html", index, Served(), snapshot.scale, **filling)
        if status != 200 or filling["message"]:
            return HTMLResponse(await self._made_now(make), status, background=self._later())
        # A page depends on its snapshot and address alone. A page that takes long is read as it was before the last
        # decision by whoever comes while it is made anew; those who have just decided wait (`after`).
        key = (request.url.path, request.url.query)
        kept = self._made.get(key)
        if kept is None or (kept.number != snapshot.number and kept.seconds < _LONG):
            kept = await self._make_anew(key, snapshot.number, make)
        elif kept.number != snapshot.number and key not in self._making:
            self._making.add(key)
            return HTMLResponse(kept.html, background=BackgroundTask(self._make_anew, key, snapshot.number, make))
        return HTMLResponse(kept.html, background=self._later())

    async def _made_now(self, make: Callable[[], str]) -> str:
        # One page is made at a time: threads that share one interpreter would only make each other late.
        async with self._turn:
            return await run_in_threadpool(make)

    async def _make_anew(self, key: tuple[str, str], number: int, make: Callable[[], str]) -> _Kept:
        began = time.monotonic()
        try:
            html = await self._made_now(make)
        finally:
            self._making.discard(key)
        kept = _Kept(number, html, time.monotonic() - began)
        self._made.pop(key, None)
        while len(self._made) >= _KEPT:
            del self._made[next(iter(self._made))]
        self._made[key] = kept
        return kept

    async def view(self, request: Request) -> Response:
        """A whole view."""
        name = request.path_params.get("view", "overview")
        if name not in VIEWS:
            raise HTTPException(404)
        base = request.query_params.get("base")
        more: dict[str, Any] = {"base": base} if base in (await self._snapshot(request)).index.accounts else {}
        return await self._page(request, name, f"view_{name}.html", VIEWS[name], **more)

    async def items(self, request: Request) -> Response:
        """Cards of items, some on a page."""
        snapshot = await self._snapshot(request)
        found = rows(snapshot.index)
        wanted = request.query_params.get("page", "1")
        last = max(1, -(-len(found) // _PAGE))
        page = min(max(int(wanted), 1), last) if wanted.isascii() and wanted.isdigit() and len(wanted) < 7 else 1
        here = found[(page - 1) * _PAGE : page * _PAGE]
        return await self._page(
            request, "items", "served_items.html", "Items", snapshot=snapshot, page_rows=here, page=page, pages=last
        )

    async def item(self, request: Request) -> Response:
        """The card of one item."""
        snapshot = await self._snapshot(request)
        entry = snapshot.index.entries.get(request.path_params["item"])
        if request.query_params.get("reading") == "machine":
            entry = snapshot.machine.entries.get(request.path_params["item"])
        if entry is None:
            raise HTTPException(404)
        return await self._page(request, "items", "served_item.html", entry.item.label, snapshot=snapshot, entry=entry)

    async def picture(self, request: Request) -> Response:
        """The picture of the place where a claim's words were recognised, drawn on demand."""
        index = (await self._snapshot(request)).index
        claim = index.claims.get(request.path_params["claim"])
        look = index.seen(claim) if claim is not None else None
        if claim is None or look is None:
            raise HTTPException(404)
        drawn = self._drawn.get(claim.id)
        if drawn is None:
            draw = functools.partial(cut_out, index.accounts[claim.siglum], [look], AccountSettings())
            async with self._turn:
                (drawn,) = await run_in_threadpool(draw)
            if drawn is None:
                raise HTTPException(404)
            while len(self._drawn) >= _KEPT:
                del self._drawn[next(iter(self._drawn))]
            self._drawn[claim.id] = drawn
        return Response(drawn, media_type="image/png")

    async def accounts(self, request: Request) -> Response:
        """All accounts, as a list."""
        return await self._page(request, "accounts", "served_accounts.html", "Accounts")

    async def account(self, request: Request) -> Response:
        """The text of one account."""
        snapshot = await self._snapshot(request)
        account = snapshot.index.accounts.get(request.path_params["siglum"])
        if account is None:
            raise HTTPException(404)
        return await self._page(
            request,
            "accounts",
            "served_account.html",
            account.title or account.name,
            snapshot=snapshot,
            account=account,
        )

    async def pair(self, request: Request) -> Response:
        """Two accounts side by side."""
        snapshot = await self._snapshot(request)
        a, b = request.query_params.get("a", ""), request.query_params.get("b", "")
        if a not in snapshot.index.accounts or b not in snapshot.index.accounts:
            raise HTTPException(404)
        both = await run_in_threadpool(pair, snapshot.index, a, b)
        return await self._page(request, "sides", "served_pair.html", "Side by side", snapshot=snapshot, pair=both)

    async def review(self, request: Request) -> Response:
        """The log of decisions."""
        snapshot = await self._snapshot(request)
        forceful = {d.number for d in in_force(snapshot.reviewed.edition.decisions)}
        return await self._page(
            request, "review", "served_review.html", "Review", snapshot=snapshot, forceful=forceful, about=words_of
        )

    async def log(self, request: Request) -> Response:
        """The log as JSON lines."""
        snapshot = await self._snapshot(request)
        return Response(to_lines(snapshot.reviewed.edition.decisions), media_type="application/jsonl")

    async def decide(self, request: Request) -> Response:
        """A reviewer's form: appended, and on disk, before it is answered."""
        body = (await request.body()).decode("utf-8", "replace")
        form = parse_qs(body, keep_blank_values=True, max_num_fields=5_000)
        if not secrets.compare_digest(form.get("token", [""])[0].encode(), self.token.encode()):
            raise HTTPException(
                403, "This form is from another run of the server: go back, reload the page, and decide again."
            )
        try:
            made = await run_in_threadpool(carry_out, self.room.path, form, self.room.snapshot)
        except UserError:
            if not self.room.stale():
                raise
            # What it is about may stand in the newest state alone, which is still being counted.
            snapshot = await run_in_threadpool(self.room.refresh)
            made = await run_in_threadpool(carry_out, self.room.path, form, snapshot)
        back = form.get("back", ["/review"])[0]
        # Only our own addresses: "//elsewhere" would lead away.
        back = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/review"
        seen = form.get("seen", [""])[0]
        others = made[0].number - 1 - int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
        path, _, fragment = back.partition("#")
        where = f"{path}{'&' if '?' in path else '?'}after={made[-1].number}"
        where += f"&others={others}" if others > 0 else ""
        return RedirectResponse(where + (f"#{fragment}" if fragment else ""), 303, background=self._later())

    async def missing(self, request: Request, fault: Exception) -> Response:
        """An address that leads nowhere, or a request that is not allowed."""
        assert isinstance(fault, HTTPException)
        words = {
            404: "There is nothing at this address in this edition. It may have been merged or rejected in review."
        }
        said = fault.detail if fault.status_code == 403 else words.get(fault.status_code, fault.detail)
        return await self._page(request, "", "served_nothing.html", "Not here", fault.status_code, problem=said)

    async def fault(self, request: Request, fault: Exception) -> Response:
        """A decision that cannot be."""
        return await self._page(request, "", "served_nothing.html", "Not decided", 422, problem=str(fault))


def _message(request: Request) -> str:
    after, others = request.query_params.get("after", ""), request.query_params.get("others", "")
    if not after.isdigit():
        return ""
    said = f"Decision {after[:9]} is kept."
    if others.isdigit():
        said += f" Since you opened this page, {others[:9]} more had been made by others; all are kept."
    return said
