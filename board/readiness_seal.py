"""How an answer lies on disk: under a pseudonym of its round, and not readable in passing.

This keeps what people answer out of everything the program shows and out of sight of somebody who looks into the files.
It is no lock: the key is made of what stands in the same files, so that the same person finds the same answer from any
session and machine. Someone with the files and the intent can work it out; docs/readiness.md says so.
"""

from __future__ import annotations

from typing import Any

from board.readiness import Answer, Reply

_BITS = 62
_MOST_BYTES = 1 << 20
"""No answer is longer, unpacked; a file that says otherwise is not one of ours."""


def pseudonym(salt: str, ref: str) -> str:
    """A person's document id in a round's answers."""
    return _number("person", salt, ref)


def paper_pseudonym(salt: str, content: str, place: int) -> str:
    """The document id of an answer from paper, the `place`th with the same content."""
    return _number("paper", salt, f"{place} {content}")


def _number(kind: str, salt: str, what: str) -> str:
    from hashlib import sha256

    found = int.from_bytes(sha256(f"tavla {kind} {salt} {what}".encode()).digest()[:8], "big")
    return str(found >> (64 - _BITS) or 1)


def digest(sealed: str) -> str:
    """A short mark of a sealed answer, to see whether it has changed."""
    from hashlib import sha256

    return sha256(sealed.encode()).hexdigest()[:12]


def seal(answer: Answer, salt: str, key: str) -> str:
    """An answer as the one text that lies in the files."""
    import json

    plain = {item: [reply.rating, reply.comment, dict(reply.extra)] for item, reply in sorted(answer.items())}
    return hidden(json.dumps(plain, ensure_ascii=False, separators=(",", ":")), f"{salt} {key}")


def unseal(sealed: str, salt: str, key: str) -> Answer:
    """An answer from how it lies. What cannot be read is no answer."""
    import json

    try:
        given = json.loads(shown(sealed, f"{salt} {key}"))
    except ValueError:
        return {}
    return {str(item): _reply(one) for item, one in given.items()} if isinstance(given, dict) else {}


def hidden(plain: str, key: str) -> str:
    """A text as letters that nobody reads in passing."""
    import base64
    import zlib

    return base64.b85encode(_mixed(zlib.compress(plain.encode(), 9), key)).decode()


def shown(text: str, key: str) -> str:
    """The text that was hidden with the same key. Raises ValueError where it was not."""
    import base64
    import zlib

    try:
        return zlib.decompressobj().decompress(_mixed(base64.b85decode(text), key), _MOST_BYTES).decode()
    except zlib.error as error:
        raise ValueError(text[:20]) from error


def _reply(given: Any) -> Reply:
    match given:
        case [int() | None as rating, str() as comment, dict() as extra]:
            return Reply(rating, comment, {str(field): str(choice) for field, choice in extra.items()})
    return Reply()


def _mixed(data: bytes, key: str) -> bytes:
    """The bytes with a stream made of the key laid over them; twice gives them back."""
    from hashlib import sha256

    stream = b"".join(sha256(f"{key} {block}".encode()).digest() for block in range(len(data) // 32 + 1))
    return bytes(one ^ other for one, other in zip(data, stream, strict=False))
