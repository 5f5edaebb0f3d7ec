"""Encryption with age, off by default: a finished, signed bundle is sealed to the secretariat's key.

Sign, then encrypt: the signature is inside. The `age` program opens what is sealed here, and the other way round.
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TypeVar

import pyrage

from rbdesk.errors import BundleRefused, StoreTrouble
from rbdesk.exchange import container, intake, signing, sniff
from rbdesk.exchange.signing import DamagedKey
from rbdesk.progress import SILENT, Progress

Given = TypeVar("Given")

SUFFIX = ".age"
# the form of age v1: a header of lines, then chunks with a tag each
_HEADER_BYTES, _TAG_BYTES, _CHUNK_BYTES = 1024, 16, 2**16
_NO_KEY, _OTHER_KEY, _DAMAGED = "no_key", "other_key", "damaged"
_NO_MATCH = "No matching keys found"


# --- keys -------------------------------------------------------------------------------------------------


def make_identity() -> str:
    """Return a new secret key, the line `AGE-SECRET-KEY-1…`, from the system's randomness."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """Return the public key to which is sealed, `age1…`. Raises DamagedKey."""
    return str(_identity(identity).to_public())


def save_identity(path: Path, identity: str) -> None:
    """Write the secret key where none is yet, readable by the account alone, in the age program's own form.

    Raises FileExistsError: a key is never overwritten. DamagedKey. OSError: as the system has it.
    """
    signing.write_secret(path, f"# public key: {recipient_of(identity)}\n{identity}\n")


def load_identity(path: Path) -> str:
    """Return the secret key of a file that `save_identity` or `age-keygen` wrote, or of a scanned line.

    Raises DamagedKey: it holds none or several. OSError: as the system has it.
    """
    lines = [line.strip() for line in path.read_text("utf-8", "replace").splitlines()]
    keys = [line for line in lines if line and not line.startswith("#")]
    if len(keys) != 1:
        raise DamagedKey(f"not one age key: {path.name}")
    _identity(keys[0])
    return keys[0]


def can_open(identity: str, recipient: str) -> bool:
    """Tell whether what is sealed to a recipient can be opened with an identity: tried, before anyone relies on it."""
    secret = os.urandom(100_000)  # more than one of age's chunks
    sealed, back = io.BytesIO(), io.BytesIO()
    try:
        pyrage.encrypt_io(io.BytesIO(secret), sealed, [_recipient(recipient)])
        sealed.seek(0)
        pyrage.decrypt_io(sealed, back, [_identity(identity)])
    except (DamagedKey, OSError, pyrage.EncryptError, pyrage.DecryptError):
        return False
    return back.getvalue() == secret


def sealed_size(size: int) -> int:
    """Return how large a file of `size` bytes is at most when it is sealed to one recipient."""
    return size + _HEADER_BYTES + _TAG_BYTES * (size // _CHUNK_BYTES + 1)


# --- files ------------------------------------------------------------------------------------------------


def seal(source: Path, recipient: str, folder: Path, progress: Progress = SILENT) -> Path:
    """Seal a bundle into a folder, under its name with `.age` behind it; return the path.

    Two sealings of one bundle differ, that is how age works; what is in them is the same.
    Raises DamagedKey: no recipient. StoreTrouble: the machine refuses. Cancelled. Nothing is left behind then.
    """
    target = folder / (source.name + SUFFIX)
    known = _recipient(recipient)
    try:
        total = source.stat().st_size
        folder.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as plain:
            pace = intake.Pace(progress, total, source.name)
            _through(plain, target, pace, lambda reader, writer: pyrage.encrypt_io(reader, writer, [known]))
    except OSError as error:
        raise container.trouble(error, folder) from error
    except pyrage.EncryptError as error:
        raise StoreTrouble("io", str(folder), str(error)) from error
    return target


def unseal(source: Path, identities: Sequence[str], target: Path) -> Path:
    """Open a sealed bundle into `target`, which is there only if all of it was whole; return it.

    Raises BundleRefused: RB-F07, `why` "no_key" without an identity, "other_key" where none of them fits (which a
    damaged header can look like), "damaged". DamagedKey. OSError: the machine refuses.
    """
    if not identities:
        raise BundleRefused("RB-F07", why=_NO_KEY)
    known = [_identity(text) for text in identities]
    try:
        with source.open("rb") as sealed:
            _through(sealed, target, None, lambda reader, writer: pyrage.decrypt_io(reader, writer, known))
    except pyrage.DecryptError as error:
        why = _OTHER_KEY if _NO_MATCH in str(error) else _DAMAGED
        raise BundleRefused("RB-F07", why=why) from error
    return target


@contextlib.contextmanager
def opened(
    path: Path, identities: Sequence[str], staging: intake.Staging | None
) -> Iterator[tuple[Path, bool]]:
    """Give a bundle in the clear, and whether it was sealed: a sealed one as a copy in staging, else for this while.

    Raises as `unseal` does, and BundleRefused RB-F01 … RB-F08 for what is no file of either kind.
    """
    if not sniff.is_sealed(path):
        yield path, False
        return
    with contextlib.ExitStack() as stack:
        if staging is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rbdesk-")))
        else:
            folder = staging.folder
            folder.mkdir(parents=True, exist_ok=True)
        sniff.check_space(path.stat().st_size, folder)
        descriptor, name = tempfile.mkstemp(dir=folder, prefix="terbuka-", suffix=".rbd.zip")
        os.close(descriptor)
        if staging is not None:
            staging.copies.append(Path(name))
        yield unseal(path, identities, Path(name)), True


class _Watched:
    """A file that remembers its own trouble, which pyrage would wrap in one of its own."""

    def __init__(self, file: BinaryIO, pace: intake.Pace | None = None) -> None:
        self._file = file
        self._pace = pace
        self.trouble: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        """Pass on what the file gives."""
        return self._guard(lambda: self._told(self._file.read(size)))

    def write(self, data: bytes) -> int:
        """Pass data on to the file."""
        return self._guard(lambda: self._file.write(data))

    def flush(self) -> None:
        """Pass on."""
        self._guard(self._file.flush)

    def _told(self, chunk: bytes) -> bytes:
        if self._pace is not None:
            self._pace.add(len(chunk))
        return chunk

    def _guard(self, act: Callable[[], Given]) -> Given:
        try:
            return act()
        except BaseException as trouble:
            self.trouble = trouble
            raise


def _through(
    source: BinaryIO,
    target: Path,
    pace: intake.Pace | None,
    work: Callable[[_Watched, _Watched], object],
) -> None:
    """Pass a file through pyrage into `target`, which gets its name when all of it is on the disk."""
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as file:
            reader, writer = _Watched(source, pace), _Watched(file)
            try:
                work(reader, writer)
            except (OSError, pyrage.EncryptError, pyrage.DecryptError) as error:
                own = reader.trouble or writer.trouble
                if own is not None:
                    raise own from error
                if isinstance(error, OSError):  # pyrage's word for a chunk that was altered or is missing
                    raise BundleRefused("RB-F07", why=_DAMAGED) from error
                raise
            file.flush()
            os.fsync(file.fileno())
        intake.give_name(part, target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def _identity(text: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(text.strip())
    except pyrage.IdentityError as error:
        raise DamagedKey("not an age key") from error


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise DamagedKey("not an age recipient") from error
