"""How Diavgeia is asked: patiently where it says so, once where it does not, and nobody else."""

from __future__ import annotations

import datetime as dt
import io

import httpx
import pytest

from cni_analytics.errors import Exit, UsageError
from cni_analytics.sources.diavgeia_client import Client, FetchError, NotThereError, UnreachableError, user_agent

BASE = "https://diavgeia.example"
NOON = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)


class Server:
    """Gives prepared answers in turn, the last one for ever, and remembers what was asked."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers, self.asked, self.slept = list(answers), [], []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def client(self, base: str = BASE, **more) -> Client:
        return Client(base, transport=httpx.MockTransport(self), sleep=self.slept.append, pause=0, clock=lambda: NOON,
                      **more)  # fmt: skip


def ok(**headers: str) -> httpx.Response:
    return httpx.Response(200, json={"fine": True}, headers=headers)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_these_are_asked_again(status):
    server = Server(httpx.Response(status), ok())
    assert server.client().get("/x.json") == {"fine": True}
    assert len(server.asked) == 2
    assert 1 <= server.slept[0] <= 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 418, 500, 501])
def test_nothing_else_is(status):
    server = Server(httpx.Response(status), ok())
    with pytest.raises(FetchError) as error:
        server.client().get("/x.json")
    assert len(server.asked) == 1
    assert server.slept == []
    assert isinstance(error.value, NotThereError) == (status in (404, 410))
    assert error.value.exit_code == Exit.FAILURE


@pytest.mark.parametrize("broken", [httpx.ConnectError("x"), httpx.ReadTimeout("x"), httpx.RemoteProtocolError("x")])
def test_broken_connections_are_asked_again_until_it_is_enough(broken):
    server = Server(broken, broken, ok())
    assert server.client().get("/x.json")
    dead = Server(broken)
    with pytest.raises(UnreachableError, match="6 attempts"):
        dead.client().get("/x.json")
    assert len(dead.asked) == 6
    assert dead.slept == sorted(dead.slept)


@pytest.mark.parametrize(
    ("said", "date", "wait"),
    [("7", None, 7), ("Sat, 01 Mar 2025 12:00:20 GMT", None, 20),
     ("Sat, 01 Mar 2025 14:00:20 GMT", "Sat, 01 Mar 2025 14:00:00 GMT", 20), ("Sat, 01 Mar 2025 11:00:00 GMT", None, 0),
     ("soon", None, 0), ("-3", None, 0)],
)  # fmt: skip
def test_retry_after_is_waited_for(said, date, wait):
    headers = {"Retry-After": said} | ({"Date": date} if date else {})
    server = Server(httpx.Response(429, headers=headers), ok())
    server.client().get("/x.json")
    assert wait <= server.slept[0] <= wait + 3


def test_who_is_told_to_wait_for_hours_gives_up_and_says_so():
    server = Server(httpx.Response(503, headers={"Retry-After": "7200"}))
    with pytest.raises(UnreachableError, match="7200 seconds"):
        server.client().get("/x.json")
    assert server.slept == []


def test_a_wait_that_a_person_would_notice_is_told():
    told = []
    server = Server(httpx.Response(429, headers={"Retry-After": "20"}), ok())
    server.client(say=told.append).get("/x.json")
    assert "asking again in 2" in told[0]


def test_requests_keep_their_distance():
    time, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        time[0] += seconds

    client = Client(BASE, transport=httpx.MockTransport(Server(ok(), ok())), pause=0.5, sleep=sleep,
                    monotonic=lambda: time[0])  # fmt: skip
    client.get("/a.json")
    client.get("/b.json")
    assert slept == [0.5]


@pytest.mark.parametrize(
    "to",
    ["https://elsewhere.example/doc", "http://diavgeia.example/doc", "https://diavgeia.example:8443/doc",
     "https://diavgeia.gov.gr.elsewhere.example/doc", "http://diavgeia.gov.gr/doc", "https://user@diavgeia.gov.gr/doc",
     "file:///etc/passwd", "//elsewhere.example/", "https://diavgeia.gov.gr:8443/x"],
)  # fmt: skip
def test_redirects_elsewhere_are_not_followed(to):
    server = Server(httpx.Response(302, headers={"Location": to}), ok())
    with pytest.raises(FetchError, match="not followed"):
        server.client().get("/x.json")
    assert len(server.asked) == 1


@pytest.mark.parametrize("to", ["/y.json", f"{BASE}/y.json", "https://diavgeia.gov.gr/y.json",
                                "https://www.diavgeia.gov.gr/y.json"])  # fmt: skip
def test_redirects_within_diavgeia_are(to):
    server = Server(httpx.Response(301, headers={"Location": to}), ok())
    assert server.client().get("/x.json")
    assert len(server.asked) == 2


def test_redirects_come_to_an_end():
    with pytest.raises(FetchError, match="redirects"):
        Server(httpx.Response(302, headers={"Location": "/x.json"})).client().get("/x.json")


@pytest.mark.parametrize(
    ("said", "base", "url"),
    [
        (None, BASE, f"{BASE}/doc/ΑΒΓ-1"),
        ("https://diavgeia.gov.gr/doc/ΑΒΓ-1", BASE, f"{BASE}/doc/ΑΒΓ-1"),
        ("https://diavgeia.gov.gr/doc/ΑΒΓ-1?version=2", BASE, f"{BASE}/doc/ΑΒΓ-1?version=2"),
        (f"{BASE}/files/7", BASE, f"{BASE}/files/7"),
        ("https://elsewhere.example/doc/ΑΒΓ-1", BASE, f"{BASE}/doc/ΑΒΓ-1"),
        ("file:///etc/passwd", BASE, f"{BASE}/doc/ΑΒΓ-1"),
        ("http://[", BASE, f"{BASE}/doc/ΑΒΓ-1"),
        ("https://diavgeia.gov.gr/doc/ΑΒΓ-1", f"{BASE}/mirror/", f"{BASE}/mirror/doc/ΑΒΓ-1"),
        (None, f"{BASE}/mirror", f"{BASE}/mirror/doc/ΑΒΓ-1"),
    ],
)
def test_documents_come_from_the_host_that_was_asked(said, base, url):
    found = Server(ok()).client(base).url_of_document(said, "ΑΒΓ-1")
    assert httpx.URL(found) == httpx.URL(url)


@pytest.mark.parametrize("base", ["", "diavgeia.gov.gr", "ftp://a.example", "https://", "https://u:p@a.example",
                                  "https://a.example/?q=1", "http://[", "https://a.example/#x"])  # fmt: skip
def test_a_base_url_that_is_none_is_wrong_usage(base):
    with pytest.raises(UsageError, match="base URL"):
        Client(base)


@pytest.mark.parametrize("contact", ["a\r\nX: y", "Γιώργος", "x" * 300, "a) evil (b"])
def test_a_contact_that_no_header_can_carry_is_wrong_usage(contact):
    with pytest.raises(UsageError, match="contact"):
        user_agent(contact)


def test_the_contact_goes_with_every_request():
    assert "; press@example.org)" in user_agent(" press@example.org ")


def test_a_broken_transfer_is_begun_again_and_leaves_nothing_of_the_first():
    class Cut(httpx.SyncByteStream):
        def __iter__(self):
            yield b"%PDF-1.7 first half"
            raise httpx.RemoteProtocolError("peer closed connection")

    server = Server(httpx.Response(200, stream=Cut()), httpx.Response(200, content=b"%PDF-1.7 all\n%%EOF"))
    into = io.BytesIO()
    transfer = server.client().download(f"{BASE}/doc/x", into)
    assert into.getvalue() == b"%PDF-1.7 all\n%%EOF"
    assert transfer.size == len(into.getvalue())


def test_without_a_length_a_file_must_show_its_own_end():
    def without_length(data: bytes) -> httpx.Response:
        return httpx.Response(200, stream=httpx.ByteStream(data))

    server = Server(without_length(b"%PDF-1.7 cut"), without_length(b"%PDF-1.7 whole %%EOF"))
    into = io.BytesIO()
    server.client().download(f"{BASE}/doc/x", into)
    assert into.getvalue().endswith(b"%%EOF")


def test_a_transfer_that_trickles_for_ever_is_given_up():
    time = [0.0]

    class Trickle(httpx.SyncByteStream):
        def __iter__(self):
            while True:
                time[0] += 50.0
                yield b"."

    client = Client(BASE, transport=httpx.MockTransport(lambda _: httpx.Response(200, stream=Trickle())), pause=0,
                    sleep=lambda _: None, monotonic=lambda: time[0])  # fmt: skip
    with pytest.raises(UnreachableError, match="transfer of more than 600 seconds"):
        client.download(f"{BASE}/doc/x", io.BytesIO())


def test_an_answer_that_never_ends_is_cut_off(monkeypatch):
    monkeypatch.setattr("cni_analytics.sources.diavgeia_client._JSON_LIMIT", 1 << 20)
    with pytest.raises(FetchError, match="at most 1 MB"):
        Server(httpx.Response(200, content=b" " * (2 << 20))).client().get("/x.json")


def test_what_is_not_json_is_said():
    with pytest.raises(FetchError, match="expected JSON, found '<html>'"):
        Server(httpx.Response(200, content=b"<html>")).client().get("/x.json")
