"""What the system refuses at another place, in the product's words: a code and a short machine word."""

from __future__ import annotations

import errno
from types import TracebackType

from board.errors import Problem

_CODES = {
    errno.ENOSPC: "remote_full",
    errno.EDQUOT: "remote_full",
    errno.EFBIG: "remote_full",
    errno.EACCES: "remote_denied",
    errno.EPERM: "remote_denied",
    errno.EROFS: "remote_read_only",
}
_AWAY = (
    errno.ENOTCONN,
    errno.ESTALE,
    errno.EHOSTDOWN,
    errno.EHOSTUNREACH,
    errno.ENETDOWN,
    errno.ENETUNREACH,
    errno.ETIMEDOUT,
    errno.ECONNREFUSED,
    errno.ECONNRESET,
    errno.ECONNABORTED,
    errno.EPIPE,
    errno.ENODEV,
    errno.ENXIO,
)
_ODD = (errno.ELOOP, errno.ENOTDIR)
UNSUPPORTED = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS)
"""What a file system says that cannot make something durable, or change a mode."""


def refusal(error: OSError) -> Problem:
    """The refusal of a remote place; `reason` is the errno's name, or `odd_file` for a link; never a path."""
    number = error.errno or errno.EIO
    if number in _ODD:
        return Problem("remote_failed", reason="odd_file")
    code = _CODES.get(number, "remote_unreachable" if number in _AWAY else "remote_failed")
    return Problem(code, reason=errno.errorcode.get(number, str(number)))


class Refusals:
    """`with Refusals():` turns OSError into Problem."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError):
            raise refusal(error) from None
