"""Polite HTTP to Diavgeia: one request at a time, patient where asked to be, never away from its host."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import IO, Any, TypeVar

import httpx
import tenacity

from cni_analytics._version import __version__
from cni_analytics.errors import CniError, UsageError
from cni_analytics.printable import printable
from cni_analytics.sources.moments import now

DIAVGEIA_URL = "https://diavgeia.gov.gr"
OWN_HOSTS = frozenset({"diavgeia.gov.gr", "www.diavgeia.gov.gr"})
"""Diavgeia's own hosts: a redirect may lead here, by HTTPS, and nowhere else."""
ENVIRONMENT = "CNI_DIAVGEIA_URL"
SYNTHETIC_HEADER = "X-Synthetic-Data"
"""A stand-in marks its answers with it, so that nothing invented is taken for Diavgeia's."""
RETRIED = frozenset({429, 502, 503, 504})
PAUSE = 0.25
"""Seconds from the end of one request to the next."""
_ATTEMPTS = 6
_LONGEST_WAIT = 900.0
_TRANSFER = 600.0
"""Seconds after which a transfer that trickles counts as broken."""
_REDIRECTS = 5
_NOTICED = 3.0
_JSON_LIMIT, DOCUMENT_LIMIT = 64 << 20, 256 << 20
_TIMEOUT = httpx.Timeout(30.0, read=60.0)
_GO_ON = "run the same command again; it goes on where it stopped"
_HOST = re.compile(r"[\w.-]+|[0-9a-fA-F:.]+")
T = TypeVar("T")


class FetchError(CniError):
    """Diavgeia did not give what was asked for."""


class NotThereError(FetchError):
    """The address is not known there (404, 410)."""


class UnreachableError(FetchError):
    """No answer after every attempt."""


class _Again(Exception):  # noqa: N818 - never seen outside
    """To be asked again, after ``wait`` seconds at least."""

    def __init__(self, found: str, wait: float = 0.0) -> None:
        super().__init__(found)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Transfer:
    """A file that came whole.

    Attributes
    ----------
    url
        Where it came from in the end.
    digests
        In hex, by the name of the algorithm.
    seconds
        It took.
    """

    url: str
    size: int
    digests: dict[str, str]
    seconds: float


class Client:
    """Asks one host, one request after the other.

    Parameters
    ----------
    base_url
        Where Diavgeia is; an address with a path before Diavgeia's own is fine.
    contact
        Who asks, for the User-Agent: an address or a page.
    pause
        Seconds between requests.
    say
        Called with a sentence before a wait that a person would notice.
    clock, monotonic, sleep
        The time, and waiting for it.
    transport
        Of httpx, for trying things.

    Attributes
    ----------
    synthetic
        Whether the last answer said that it is invented.

    Raises
    ------
    UsageError
        Where the address is none.
    """

    def __init__(
        self, base_url: str = DIAVGEIA_URL, *, contact: str = "", pause: float = PAUSE,
        say: Callable[[str], None] | None = None, clock: Callable[[], dt.datetime] = now,
        monotonic: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep,
        transport: httpx.BaseTransport | None = None,
    ) -> None:  # fmt: skip
        self.base = _base(base_url)
        self.requests = 0
        self.synthetic = False
        self._say = say
        self.pause, self._clock, self._monotonic, self._sleep = pause, clock, monotonic, sleep
        self._free_at = 0.0
        self._http = httpx.Client(
            headers={"User-Agent": user_agent(contact), "Accept-Encoding": "gzip"}, timeout=_TIMEOUT,
            follow_redirects=False, transport=transport, limits=httpx.Limits(max_connections=1),
            trust_env=self.base.host not in ("127.0.0.1", "::1", "localhost"),
        )  # fmt: skip

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def url(self, path: str, params: Mapping[str, str | int] | None = None) -> str:
        """The address of a path of Diavgeia's, below the base."""
        found = self.base.copy_with(raw_path=(self.base.path.rstrip("/")).encode() + _raw(path))
        return str(found.copy_merge_params(dict(params)) if params else found)

    def url_of_document(self, document_url: str | None, ada: str) -> str:
        """Where a document is downloaded from.

        What an answer says is followed on the host that was asked only: an address on Diavgeia's own host becomes
        the same one below the base, any other address is not used, and ``/doc/{ADA}`` stands in for it.
        """
        try:
            said = httpx.URL(document_url or "")
        except httpx.InvalidURL:
            said = httpx.URL("")
        path = said.raw_path.decode("ascii")
        if self._at_base(said) and path.startswith(self.base.path.rstrip("/") + "/"):
            return str(said.copy_with(fragment=None))
        if said.scheme == "https" and said.host in OWN_HOSTS and len(path) > 1 and not said.userinfo:
            return self.url(path)
        return self.url(f"/doc/{ada}")

    def get(self, path: str, params: Mapping[str, str | int] | None = None) -> Any:
        """The JSON at a path.

        Raises
        ------
        NotThereError, UnreachableError, FetchError
            Where there is none, none came, or what came is not JSON.
        """
        url = self.url(path, params)

        def once() -> Any:
            with self._answer("GET", url) as (answer, _):
                body = b"".join(self._body(answer, url, _JSON_LIMIT))
            try:
                return json.loads(body)
            except ValueError:
                raise _failure(url, "JSON", _shown(body)) from None

        return self._patiently(url, once)

    def download(self, url: str, into: IO[bytes]) -> Transfer:
        """Transfer a file; a transfer that breaks is begun again.

        Parameters
        ----------
        url
            From ``url_of_document``.
        into
            An empty file; holds exactly what came, when this returns.
        """

        def once() -> Transfer:
            into.seek(0)
            into.truncate()
            hashes = [hashlib.new(name, usedforsecurity=False) for name in ("md5", "sha1", "sha256", "sha512")]
            began, size = self._monotonic(), 0
            with self._answer("GET", url) as (answer, at):
                for chunk in self._body(answer, url, DOCUMENT_LIMIT):
                    into.write(chunk)
                    size += len(chunk)
                    for hashed in hashes:
                        hashed.update(chunk)
                measured = "content-length" in answer.headers or "chunked" in answer.headers.get(
                    "transfer-encoding", ""
                )
            if not measured:
                # Where the connection's end is the file's end, only the file itself can say that it is whole.
                into.seek(max(0, size - 4096))
                if b"%%EOF" not in into.read():
                    raise _Again("a transfer that ended early")
            return Transfer(at, size, {h.name: h.hexdigest() for h in hashes}, self._monotonic() - began)

        return self._patiently(url, once)

    def size(self, url: str) -> tuple[int | None, float]:
        """How large a file is without transferring it, and how many seconds the answer took.

        The size is ``None`` where the server does not say; it is not asked again.
        """
        began = self._monotonic()
        for method in ("HEAD", "GET"):  # where HEAD is not known, GET is left after its first lines
            began = self._monotonic()
            try:
                with self._answer(method, url) as (answer, _):
                    told = answer.headers.get("content-length", "")
                if told.isascii() and told.isdigit():
                    return int(told), self._monotonic() - began
            except NotThereError:
                break
            except (FetchError, _Again, httpx.TransportError):
                continue
        return None, self._monotonic() - began

    # -- one request ---------------------------------------------------------------------------------

    @contextmanager
    def _answer(self, method: str, url: str) -> Iterator[tuple[httpx.Response, str]]:
        at = url
        for _ in range(_REDIRECTS + 1):
            self._wait_turn()
            self.requests += 1
            try:
                with self._http.stream(method, at) as answer:
                    self.synthetic = SYNTHETIC_HEADER in answer.headers
                    if not answer.is_redirect:
                        self._check(answer, at)
                        yield answer, at
                        return
                    at = self._onward(answer, at)
            finally:
                self._free_at = self._monotonic() + self.pause
        raise _failure(url, f"at most {_REDIRECTS} redirects", "more")

    def _onward(self, answer: httpx.Response, at: str) -> str:
        try:
            target = httpx.URL(at).join(answer.headers["location"])
        except (httpx.InvalidURL, ValueError, KeyError):
            raise _failure(at, "an address to go on to", "a redirect without one") from None
        own = target.scheme == "https" and target.host in OWN_HOSTS and target.port is None
        if target.userinfo or not (own or self._at_base(target)):
            raise _failure(
                at, f"a file from {self.base.host}", f"a redirect to {target.host or 'nowhere'}, not followed"
            )
        return str(target)

    def _at_base(self, url: httpx.URL) -> bool:
        same = (url.scheme, url.host, url.port) == (self.base.scheme, self.base.host, self.base.port)
        return same and not url.userinfo

    def _check(self, answer: httpx.Response, url: str) -> None:
        status = answer.status_code
        if status in RETRIED:
            raise _Again(f"the answer {status} {answer.reason_phrase}", self._retry_after(answer, url))
        if status in (404, 410):
            raise NotThereError(shown(url), expected="something there", found=f"{status} {answer.reason_phrase}",
                           next_step="check the address, or ask again later")  # fmt: skip
        if status != 200:
            raise _failure(url, "an answer", f"{status} {answer.reason_phrase}")

    def _retry_after(self, answer: httpx.Response, url: str) -> float:
        said = answer.headers.get("retry-after", "").strip()
        if said.isascii() and said.isdigit():
            wait = float(said)
        else:
            until = _http_date(said)
            if until is None:
                return 0.0
            # By the server's own clock, where it shows it: this machine's may be wrong.
            since = _http_date(answer.headers.get("date", "")) or self._clock()
            wait = max(0.0, (until - since).total_seconds())
        if wait > _LONGEST_WAIT:
            raise UnreachableError(shown(url), expected="an answer", found=f"a wait of {wait:.0f} seconds",
                              next_step=f"after that, {_GO_ON}")  # fmt: skip
        return wait

    def _body(self, answer: httpx.Response, url: str, limit: int) -> Iterator[bytes]:
        size, until = 0, self._monotonic() + _TRANSFER
        for chunk in answer.iter_bytes():
            size += len(chunk)
            if size > limit:
                raise _failure(url, f"at most {limit >> 20} MB", "more")
            if self._monotonic() > until:
                raise _Again(f"a transfer of more than {_TRANSFER:.0f} seconds")
            yield chunk

    def _wait_turn(self) -> None:
        wait = self._free_at - self._monotonic()
        if wait > 0:
            self._sleep(wait)

    def _patiently(self, url: str, once: Callable[[], T]) -> T:
        """Try again after 429, 502, 503, 504 and broken connections, with growing, jittered waits; else never."""
        backoff = tenacity.wait_exponential_jitter(initial=1, max=60, jitter=1)

        def wait(state: tenacity.RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.wait if isinstance(error, _Again) else 0.0
            return asked + backoff(state) if asked == 0 else asked + min(1.0, backoff(state) / 4)

        def tell(state: tenacity.RetryCallState) -> None:
            seconds = state.next_action.sleep if state.next_action else 0.0
            if self._say and seconds >= _NOTICED:
                error = state.outcome.exception() if state.outcome else None
                self._say(f"{shown(url)}: {error}; asking again in {seconds:.0f} seconds")

        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type((_Again, httpx.TransportError)), wait=wait, sleep=self._sleep,
            stop=tenacity.stop_after_attempt(_ATTEMPTS), before_sleep=tell, reraise=True,
        )  # fmt: skip
        try:
            return retrying(once)
        except (_Again, httpx.TransportError) as error:
            found = f"{error}" or type(error).__name__
            raise UnreachableError(shown(url), expected="an answer", found=f"{found} ({_ATTEMPTS} attempts)",
                              next_step=f"check the connection and {_GO_ON}") from None  # fmt: skip
        except httpx.HTTPError as error:
            raise _failure(url, "an answer", f"{type(error).__name__}: {error}") from None


def user_agent(contact: str) -> str:
    """Who asks, and with what.

    Raises
    ------
    UsageError
        Where the contact cannot stand in a header.
    """
    contact = contact.strip()
    if not (contact.isascii() and contact.isprintable() and len(contact) <= 200) or set(contact) & set("()"):
        raise UsageError("contact", expected="an address or a page, in plain letters", found=repr(contact),
                         next_step="write it as in --contact name@example.org")  # fmt: skip
    return f"cni_analytics/{__version__} (decisions of municipal councils{'; ' + contact if contact else ''})"


def shown(url: str) -> str:
    """An address for a person: Greek as Greek, nothing a terminal acts upon."""
    parts = httpx.URL(url)
    return printable(f"{parts.scheme}://{parts.netloc.decode('ascii')}{parts.path}")[:200]


def _base(text: str) -> httpx.URL:
    try:
        url = httpx.URL(text.strip())
    except httpx.InvalidURL:
        url = httpx.URL("")
    if (
        url.scheme not in ("http", "https")
        or not _HOST.fullmatch(url.host)
        or url.userinfo
        or url.query
        or url.fragment
    ):
        raise UsageError("base URL", expected=f"an address such as {DIAVGEIA_URL}", found=repr(text),
                         next_step=f"correct --base-url, or {ENVIRONMENT} in the environment")  # fmt: skip
    return url


def _http_date(text: str) -> dt.datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def _raw(path: str) -> bytes:
    return httpx.URL(f"http://host{path}").raw_path


def _failure(url: str, expected: str, found: str) -> FetchError:
    return FetchError(shown(url), expected=expected, found=found, next_step="run the same command again later")


def _shown(body: bytes) -> str:
    return repr(printable(body[:60].decode("utf-8", "replace")))
