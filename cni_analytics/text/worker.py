"""The process that opens PDFs: native code meets hostile files here, under limits, and not in the user's process.

One request at a time over standard input and output: a line of JSON, then as many bytes as it says.
Neither side runs what the other sends.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from typing import IO, Any

Message = dict[str, Any]
_LENGTHS = struct.Struct("<II")


def send(stream: IO[bytes], header: Message, payload: bytes = b"") -> None:
    """Write one message."""
    head = json.dumps(header, ensure_ascii=False).encode("utf-8", errors="replace")
    stream.write(_LENGTHS.pack(len(head), len(payload)))
    stream.write(head)
    stream.write(payload)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[Message, bytes] | None:
    """Read one message, ``None`` where the other side is gone."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, payload = _LENGTHS.unpack(lengths)
    header, data = stream.read(head), stream.read(payload)
    if len(header) < head or len(data) < payload:
        return None
    message: Message = json.loads(header)
    return message, data


class _Session:
    """The document that is open, and what may be asked about it."""

    def __init__(self) -> None:
        import pypdfium2

        from cni_analytics.text import reading_pages

        self._pdfium = pypdfium2
        self._pages = reading_pages
        self._document: Any = None

    def open(self, _: Message, data: bytes) -> tuple[Message, bytes]:
        self.close()
        self._document = self._pdfium.PdfDocument(data)
        return {"pages": len(self._document)}, b""

    def text(self, header: Message, _: bytes) -> Iterator[tuple[Message, bytes]]:
        yield from self._pages.pages_text(self._document, header)

    def render(self, header: Message, _: bytes) -> tuple[Message, bytes]:
        rendered: tuple[Message, bytes] = self._pages.render(self._document, header)
        return rendered

    def close(self) -> None:
        if self._document is not None:
            self._document.close()
            self._document = None


def _limit(memory_bytes: int) -> None:
    """Cap the address space where the system can; elsewhere only time is limited."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Serve requests until the other side closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, target = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing a library prints may reach the reader
    session = _Session()
    gc.disable()  # a page is a few thousand objects without cycles; the collector only goes over them
    _limit(int(sys.argv[1]))
    calls: dict[str, Callable[[Message, bytes], Any]] = {
        "open": session.open,
        "text": session.text,
        "render": session.render,
    }
    while (request := receive(source)) is not None:
        header, data = request
        try:
            answer = calls[header["call"]](header, data)
            for message, payload in answer if isinstance(answer, Iterator) else (answer,):
                send(target, message, payload)
            send(target, {"done": True})
            if header["call"] == "open":
                gc.collect(0)
        except MemoryError:
            session.close()
            send(target, {"error": "memory"})
        except Exception as error:  # noqa: BLE001 -- whatever a broken file does to the library is an answer
            send(target, {"error": type(error).__name__, "reason": str(error)[:300]})


if __name__ == "__main__":
    main()
