"""The system's own reasons in words: what an errno means to the one who reads it, in the language that is spoken."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from tui.text import N_, _

WORDS: Mapping[str, str] = {
    "EACCES": N_("du har inte rätt att läsa eller skriva där"),
    "EBUSY": N_("något annat använder den just nu"),
    "EDQUOT": N_("ditt utrymme på disken är slut"),
    "EEXIST": N_("finns redan"),
    "EFBIG": N_("filen blir större än den får vara"),
    "EINVAL": N_("går inte att använda"),
    "EIO": N_("disken svarar inte som den ska"),
    "EISDIR": N_("är en mapp"),
    "ELOOP": N_("länken leder tillbaka till sig själv"),
    "EMFILE": N_("för många filer är öppna"),
    "ENAMETOOLONG": N_("namnet är för långt"),
    "ENFILE": N_("för många filer är öppna"),
    "ENODEV": N_("enheten finns inte"),
    "ENOENT": N_("finns inte"),
    "ENOMEM": N_("datorns minne räcker inte"),
    "ENOSPC": N_("disken är full"),
    "ENOTCONN": N_("nätmappen svarar inte"),
    "ENOTDIR": N_("en del av sökvägen är ingen mapp"),
    "ENXIO": N_("enheten finns inte"),
    "EPERM": N_("du har inte rätt att läsa eller skriva där"),
    "EROFS": N_("där går det bara att läsa"),
    "ESTALE": N_("nätmappen svarar inte"),
    "ETIMEDOUT": N_("nätmappen svarar inte"),
}
"""By the errno's name; each fits after a colon."""


def code_of(error: OSError | ValueError) -> str:
    """The errno's name; a path that is no path at all (a ValueError) is `EINVAL`, an error without a number `EIO`."""
    if not isinstance(error, OSError):
        return "EINVAL"
    number = error.errno or errno.EIO
    return errno.errorcode.get(number, str(number))


def reason(what: OSError | ValueError | str) -> str:
    """Why the system refused, from the error or its errno's name. A rare one is named as it is."""
    code = what if isinstance(what, str) else code_of(what)
    return _(WORDS[code]) if code in WORDS else _("fel {code}").format(code=code)
