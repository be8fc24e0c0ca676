"""Files and compressed files as streams of bytes, with a bound on what comes out."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from graphkit.facts.formats.limits import MAX_EXPANDED, MAX_RATIO, RATIO_FROM
from graphkit.facts.formats.shape import Unreadable, unreadable

#: Suffixes of compressed files, and by what they are opened.
COMPRESSIONS = {".gz": "gz", ".bz2": "bz2", ".xz": "xz", ".zst": "zst", ".zip": "zip"}
CHUNK = 1024**2
_COPY = 64 * 1024
#: The first bit of a zip member's flags: it has a password.
ENCRYPTED = 0x1
_DAMAGED = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, gzip.BadGzipFile)
PARQUET_EXTRA = "pip install 'graphkit-chain[parquet]'"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read, perhaps compressed: it can be opened again and again.

    `compression` is a value of `COMPRESSIONS` or blank; `member` names the file within a zip.
    """

    path: Path
    shown: str
    compression: str = ""
    member: str = ""

    def open(self) -> io.BufferedReader:
        """The bytes, unpacked; OSError and Unreadable come as they are read, see `told`."""
        file = self.path.open("rb")
        if not self.compression:
            return file
        try:
            return io.BufferedReader(_Bounded(self._unpacked(file), file, self.shown), CHUNK)
        except BaseException:
            file.close()
            raise

    def share(self, stream: io.BufferedReader) -> Callable[[], float]:
        """Tells which share of the file has been read for a stream of it, from 0 to 1; of a packed file, as packed."""
        file = stream.raw.file if isinstance(stream.raw, _Bounded) else stream.raw
        size = max(1, self.path.stat().st_size)
        return lambda: 0.0 if file.closed else min(1.0, file.tell() / size)

    def open_whole(self, most: int) -> IO[bytes]:
        """The same as a file that can be sought in, unpacked into a temporary one; `most` bytes at most."""
        if not self.compression:
            if (size := self.path.stat().st_size) > most:
                raise _too_large(self.shown, size, most)
            return self.path.open("rb")
        copy = tempfile.TemporaryFile()  # noqa: SIM115 (it is handed on)
        try:
            with self.open() as stream:
                while chunk := stream.read(_COPY):
                    copy.write(chunk)
                    if copy.tell() > most:
                        raise _too_large(self.shown, copy.tell(), most)
            copy.seek(0)
        except BaseException:
            copy.close()
            raise
        return cast(IO[bytes], copy)

    def read_whole(self, most: int) -> bytes:
        """All bytes, if there are no more than `most`."""
        with self.open() as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise _too_large(self.shown, len(data), most)
        return data

    def _unpacked(self, file: IO[bytes]) -> IO[bytes]:
        if self.compression == "gz":
            return cast(IO[bytes], gzip.open(file, "rb"))
        if self.compression == "bz2":
            return cast(IO[bytes], bz2.open(file, "rb"))
        if self.compression == "xz":
            return cast(IO[bytes], lzma.open(file, "rb"))
        if self.compression == "zst":
            return _zstandard(file, self.shown)
        with zipfile.ZipFile(file) as archive:  # it stays open for its member, and closes with it
            return archive.open(only_member(archive, self.shown, self.member))


class _Bounded(io.RawIOBase):
    """What comes out of a compressed file, watched: too many bytes, or far too many for what went in, end it."""

    def __init__(self, inner: IO[bytes], file: IO[bytes], shown: str) -> None:
        super().__init__()
        self.file = file
        self._inner, self._shown, self._count = inner, shown, 0
        packed = os.fstat(file.fileno()).st_size
        self._most = min(MAX_EXPANDED, max(RATIO_FROM, MAX_RATIO * packed))

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer; Unreadable once the bound is passed."""
        data = self._inner.read(len(buffer))
        self._count += len(data)
        if self._count > self._most:
            message = f"unpacks to more than {self._most:,} bytes"
            hint = f"at most {MAX_EXPANDED:,}, and {MAX_RATIO} times its size; unpack it by hand if you trust it"
            raise unreadable(self._shown, message, hint)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Closes the compressed file."""
        if not self.closed:
            self._inner.close()
            self.file.close()
        super().close()


def only_member(archive: zipfile.ZipFile, shown: str, wanted: str = "") -> zipfile.ZipInfo:
    """The member of a zip that is named, or its only one; what macOS puts beside them does not count."""
    members = [
        item
        for item in archive.infolist()
        if not item.filename.endswith("/") and not item.filename.startswith("__MACOSX/")
    ]
    chosen = [item for item in members if not wanted or item.filename == wanted]
    names = ", ".join(item.filename for item in members[:10]) + (", …" if len(members) > 10 else "")
    if not members:
        raise unreadable(shown, "the zip holds no file")
    if not chosen:
        raise unreadable(shown, f"the zip holds no {wanted!r}", f"it holds {names}")
    if len(chosen) > 1:
        hint = f"say which with member: {names}"
        raise unreadable(shown, f"the zip holds {len(chosen)} files{' of this name' if wanted else ''}", hint)
    if chosen[0].flag_bits & ENCRYPTED:
        raise unreadable(shown, "the zip has a password", "unpack it by hand")
    return chosen[0]


@contextmanager
def told(shown: str) -> Iterator[None]:
    """Turns what can go wrong with a file itself into Unreadable."""
    try:
        yield
    except Unreadable:
        raise
    except FileNotFoundError:
        raise unreadable(shown, "the file is missing") from None
    except _DAMAGED as error:
        hint = "fetch it again, and unpack it by hand to see whether it is whole"
        raise unreadable(shown, f"the packed file is damaged or cut off: {error}", hint) from None
    except NotImplementedError as error:  # what zipfile says of methods that it does not know
        raise unreadable(shown, f"cannot be unpacked: {error}", "unpack it by hand") from None
    except UnicodeError as error:
        raise unreadable(shown, f"is not of the encoding that was said or found: {error}", "say encoding") from None
    except OSError as error:
        hint = "it must be a whole file that you may read"
        raise unreadable(shown, f"cannot be read: {error.strerror or error}", hint) from None


def _zstandard(file: IO[bytes], shown: str) -> IO[bytes]:
    """Zstandard is not in Python's library before 3.14; pyarrow carries it."""
    try:
        import pyarrow
    except ImportError:
        raise unreadable(shown, "Zstandard is read through pyarrow, which is not there", PARQUET_EXTRA) from None
    return cast(IO[bytes], pyarrow.input_stream(file, compression="zstd"))


def _too_large(shown: str, size: int, most: int) -> Unreadable:
    hint = f"at most {most:,} bytes of this format; part it, or give it as CSV or JSON Lines"
    return unreadable(shown, f"{size:,} bytes or more are too many", hint)
