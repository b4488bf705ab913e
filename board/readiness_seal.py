"""How an answer lies on disk: under a pseudonym of its round, and not readable in passing.

This keeps what people answer out of everything the program shows and out of sight of somebody who looks into the files.
It is no lock: the key is made of what stands in the same files, so that the same person finds the same answer from any
session and machine. Someone with the files and the intent can work it out; docs/readiness.md says so.
"""

from __future__ import annotations

from typing import Any

from board.readiness import Answer, Reply

_BITS = 62


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
    import base64
    import json
    import zlib

    plain = {item: [reply.rating, reply.comment, dict(reply.extra)] for item, reply in sorted(answer.items())}
    packed = zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return base64.b85encode(_mixed(packed, salt, key)).decode()


def unseal(sealed: str, salt: str, key: str) -> Answer:
    """An answer from how it lies. What cannot be read is no answer."""
    import base64
    import json
    import zlib

    try:
        packed = _mixed(base64.b85decode(sealed), salt, key)
        given = json.loads(zlib.decompressobj().decompress(packed, 1 << 20))
    except (ValueError, zlib.error):
        return {}
    return {str(item): _reply(one) for item, one in given.items()} if isinstance(given, dict) else {}


def _reply(given: Any) -> Reply:
    match given:
        case [int() | None as rating, str() as comment, dict() as extra]:
            return Reply(rating, comment, {str(field): str(choice) for field, choice in extra.items()})
    return Reply()


def _mixed(data: bytes, salt: str, key: str) -> bytes:
    """The bytes with a stream of salt and key laid over them; twice gives them back."""
    from hashlib import sha256

    stream = b"".join(
        sha256(f"{salt} {key} {block}".encode()).digest() for block in range(len(data) // 32 + 1)
    )
    return bytes(one ^ other for one, other in zip(data, stream, strict=False))
