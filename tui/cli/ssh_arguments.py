"""What `tavla ssh` takes; read only when that command or the whole help is asked for."""

from __future__ import annotations

from argparse import ArgumentParser

from tui.text import _

KEYS = "/etc/tavla/authorized_keys"
"""The file of keys where none is named: root's, so that nobody who comes in by it can change it."""


def arguments(parser: ArgumentParser) -> None:
    """Every word after `tavla ssh`; none of them lists the keys."""
    parser.set_defaults(keys=KEYS)
    actions = parser.add_subparsers(dest="action", metavar=_("VAD"))
    add = actions.add_parser("add", help=_("släpp in en person med hennes nyckel"))
    add.add_argument("person", metavar=_("PERSON"), help=_("kortnamnet"))
    add.add_argument(
        "file", metavar=_("NYCKEL"), help=_("den öppna nyckeln, till exempel anna.pub; - läser stdin")
    )
    revoke = actions.add_parser("revoke", help=_("släpp inte längre in en person, eller en av nycklarna"))
    revoke.add_argument("person", metavar=_("PERSON"), help=_("kortnamnet, eller nyckelns avtryck: SHA256:…"))
    listing = actions.add_parser("list", help=_("visa vilka nycklar som släpper in vem (förval)"))
    for one in (add, revoke, listing):
        one.add_argument(
            "--keys",
            metavar=_("FIL"),
            default=KEYS,
            help=_("filen som sshd läser (annars {file})").format(file=KEYS),
        )
    serve = actions.add_parser("serve", help=_("det som sshd startar; inget att skriva själv"))
    serve.add_argument("person", metavar=_("PERSON"))
