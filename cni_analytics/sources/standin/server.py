"""The stand-in's answers over HTTP, on this machine only."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from cni_analytics.sources.diavgeia_client import OWN_HOSTS, SYNTHETIC_HEADER
from cni_analytics.sources.moments import ATHENS, now
from cni_analytics.sources.standin.archive import Archive, Filed, Version
from cni_analytics.sources.standin.faults import Faults

_LUMIN = "/luminapi/opendata"
_CUT = dt.timedelta(days=180)
_SMALL_PAGE, _LARGEST_PAGE, _USUAL_PAGE = 7, 500, 100
_PAUSE, _PART = 0.01, 4096
ELSEWHERE = "http://elsewhere.invalid/"


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came."""

    method: str
    path: str
    query: dict[str, str]
    agent: str


@dataclass(slots=True)
class _Log:
    requests: list[Request] = field(default_factory=list)
    under_way: int = 0
    most_at_once: int = 0


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is no error of the server's."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Standin:
    """The server, running while it is entered.

    Parameters
    ----------
    archive
        What it holds; may be changed while it runs.
    faults
        What goes wrong.
    port
        On the loopback address; any free one where 0.
    marked
        Whether answers say that they are invented.

    Attributes
    ----------
    url
        Its base URL.
    requests
        What was asked, in order.
    most_at_once
        Most requests that were under way at one time.
    """

    def __init__(self, archive: Archive, faults: Faults | None = None, *, port: int = 0, marked: bool = True) -> None:
        self.archive, self.faults, self.marked = archive, faults or Faults(), marked
        self._log, self._lock = _Log(), threading.Lock()
        self._server = _Server(("127.0.0.1", port), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Standin:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def serve(self) -> None:
        """Run until interrupted."""
        try:
            self._server.serve_forever()
        finally:
            self._server.server_close()

    @property
    def requests(self) -> list[Request]:
        """What was asked so far."""
        with self._lock:
            return list(self._log.requests)

    @property
    def most_at_once(self) -> int:
        """See the class."""
        return self._log.most_at_once

    def begin(self, request: Request) -> None:
        """Write a request down."""
        with self._lock:
            self._log.requests.append(request)
            self._log.under_way += 1
            self._log.most_at_once = max(self._log.most_at_once, self._log.under_way)

    def end(self) -> None:
        """A request is answered."""
        with self._lock:
            self._log.under_way -= 1

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        standin = self

        class Handler(_Handler):
            of = standin

        return Handler

    # -- answers -------------------------------------------------------------------------------------

    def answer(self, path: str, query: Mapping[str, str]) -> Any:
        """The JSON of a path; ``None`` where there is nothing."""
        if path in ("/opendata/search.json", f"{_LUMIN}/search", f"{_LUMIN}/search.json"):
            return self._search(path, query)
        parts = path.removeprefix(f"{_LUMIN}/").removesuffix(".json").split("/")
        match parts:
            case ["organizations"]:
                return {"organizations": [self._organization(uid) for uid in self.archive.organizations]}
            case ["organizations", uid] if uid in self.archive.organizations:
                return self._organization(uid)
            case ["organizations", uid, "units"] if uid in self.archive.organizations:
                return {"units": [_unit(uid, *unit) for unit in self.archive.organizations[uid].units.items()]}
            case ["decisions", "v", version_id]:
                found = [(f, v) for f in self.archive.filed.values() for v in f.versions if v.version_id == version_id]
                return self._decision(*found[0], iso=False) if found else None
            case ["decisions", ada] if ada in self.archive.filed:
                filed = self.archive.filed[ada]
                return self._decision(filed, filed.latest, iso=False)
            case ["decisions", ada, "versionlog"] if ada in self.archive.filed:
                return _history(self.archive.filed[ada])
        return None

    def _organization(self, uid: str) -> dict[str, Any]:
        label = self.archive.organizations[uid].label
        return {"uid": uid, "label": label, "status": "active", "category": "MUNICIPALITY"}

    def _search(self, path: str, query: Mapping[str, str]) -> dict[str, Any]:
        size = min(int(query.get("size", _USUAL_PAGE)), _LARGEST_PAGE)
        if "pages" in self.faults.names:
            size = min(size, _SMALL_PAGE)
        page = int(query.get("page", 0))
        heeded = {} if path == "/opendata/search.json" and "ignored" in self.faults.names else query
        found = [f for f in self.archive.standing() if self._matches(f, heeded)]
        total, first = len(found), page * size
        window = "&".join(f"{k}={query[k]}" for k in sorted(query) if k not in ("page", "size"))
        if found and first + size >= total and self.faults.first("short", f"{path}?{window}", one_in=3):
            found.pop()
        shown = found[first : first + size]
        return {
            "decisions": [self._decision(f, f.latest, iso=self._iso(f)) for f in shown],
            "info": {"query": window, "page": page, "size": size, "actualSize": len(shown), "total": total,
                     "order": "recent"},
        }  # fmt: skip

    def _matches(self, filed: Filed, query: Mapping[str, str]) -> bool:
        if filed.latest.status != query.get("status", "PUBLISHED").upper():
            return False
        if query.get("org", filed.organization_id) != filed.organization_id:
            return False
        if query.get("unit", filed.unit_id) != filed.unit_id or query.get("ada", filed.ada) != filed.ada:
            return False
        until = _midnight(query.get("to_issue_date")) or self.archive.issued_at(self.archive.in_order[-1])
        since = _midnight(query.get("from_issue_date")) or until - _CUT
        # A longer range is cut without a word: what is left is its end.
        return max(since, until - _CUT) <= self.archive.issued_at(filed) <= until

    def _iso(self, filed: Filed) -> bool:
        return not self.archive.organizations[filed.organization_id].at_midnight_of_athens

    def _decision(self, filed: Filed, version: Version, *, iso: bool) -> dict[str, Any]:
        def when(moment: dt.datetime) -> str | int:
            return moment.astimezone(dt.UTC).isoformat() if iso else round(moment.timestamp() * 1000)

        url = f"https://{min(OWN_HOSTS)}"
        checksum = None
        if self.faults.always("checksum", filed.ada, one_in=9):
            checksum = hashlib.sha256(b"another file").hexdigest()
        elif int(filed.organization_id) % 3 == 0:
            checksum = hashlib.sha256(version.data()).hexdigest().upper()
        return {
            "ada": filed.ada, "protocolNumber": filed.protocol, "subject": filed.subject,
            "issueDate": when(self.archive.issued_at(filed)), "organizationId": filed.organization_id,
            "unitIds": [filed.unit_id], "signerIds": [], "decisionTypeId": "2.4.7.1", "thematicCategoryIds": [],
            "extraFieldValues": {}, "privateData": False, "publishTimestamp": when(version.published),
            "submissionTimestamp": when(version.published), "versionId": version.version_id,
            "status": version.status, "correctedVersionId": version.corrected,
            "url": f"{url}/luminapi/api/decisions/{filed.ada}", "documentUrl": f"{url}/doc/{filed.ada}",
            "documentChecksum": checksum, "attachments": [], "warnings": None,
        }  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server_version, sys_version = "cni-standin", ""
    of: Standin
    _open = False

    def do_GET(self) -> None:
        """Answer a request."""
        self._respond()

    def do_HEAD(self) -> None:
        """Answer without a body."""
        self._respond()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing; ``Standin.requests`` has it all."""

    def _respond(self) -> None:
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        self._open = True
        self.of.begin(Request(self.command, path, query, self.headers.get("User-Agent", "")))
        try:
            self._answer(path, query)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            self._ended()

    def _ended(self) -> None:
        # Once for every request, and before its last bytes: whoever asks may ask again as soon as they have come.
        if self._open:
            self._open = False
            self.of.end()

    def _answer(self, path: str, query: Mapping[str, str]) -> None:
        faults = self.of.faults
        if faults.first("throttled", self.path, one_in=4):
            soon = format_datetime(now() + dt.timedelta(seconds=1), usegmt=True) if len(self.path) % 2 else "1"
            self._send(429, b"slow down", "text/plain", {"Retry-After": soon})
        elif faults.first("unavailable", self.path, one_in=4):
            self._send((502, 503, 504)[len(self.path) % 3], b"", "text/plain")
        elif path.startswith("/doc/"):
            self._document(path.removeprefix("/doc/"), query.get("version"))
        else:
            try:
                found = self.of.answer(path, query)
            except ValueError:
                self._send(400, b"{}", "application/json")
                return
            body = json.dumps(found if found is not None else {"errors": []}, ensure_ascii=False).encode()
            self._send(200 if found is not None else 404, body, "application/json")

    def _document(self, ada: str, version_id: str | None) -> None:
        faults = self.of.faults
        filed = self.of.archive.filed.get(ada)
        if filed is None:
            self._send(404, b"", "text/html")
        elif faults.always("redirect", ada, one_in=11):
            self._send(302, b"", "text/html", {"Location": f"{ELSEWHERE}{quote(ada)}"})
        elif faults.always("page", ada, one_in=11):
            self._send(200, b"<!doctype html><html>Not now</html>", "text/html")
        else:
            asked_for = [v for v in filed.versions if v.version_id == version_id] or [filed.latest]
            self._send(200, asked_for[0].data(), "application/pdf", broken=faults.first("broken", ada, one_in=3))

    def _send(
        self, status: int, body: bytes, kind: str, headers: Mapping[str, str] | None = None, *, broken: bool = False
    ) -> None:
        slow = kind == "application/pdf" and "slow" in self.of.faults.names
        if not slow:
            self._ended()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if self.of.marked:
            self.send_header(SYNTHETIC_HEADER, "1")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        if broken:
            body, self.close_connection = body[: len(body) // 2], True
        *parts, last = [body[at : at + _PART] for at in range(0, len(body), _PART)] if slow and body else [body]
        for part in parts:
            self.wfile.write(part)
            time.sleep(_PAUSE)
        self._ended()
        self.wfile.write(last)


def _unit(organization: str, label: str, uid: str) -> dict[str, Any]:
    return {"uid": uid, "label": label, "abbreviation": None, "category": "UNIT", "active": True,
            "activeFrom": 1262304000000, "activeUntil": None, "parentId": organization}  # fmt: skip


def _history(filed: Filed) -> dict[str, Any]:
    return {
        "ada": filed.ada, "organizationId": filed.organization_id,
        "versions": [
            {"versionId": v.version_id, "creator": "1", "versionTimestamp": v.published.isoformat(),
             "status": v.status, "correctedVersionId": v.corrected}
            for v in filed.versions
        ],
    }  # fmt: skip


def _midnight(day: str | None) -> dt.datetime | None:
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), ATHENS) if day else None
