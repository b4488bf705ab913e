"""Where libpq looks for a password, and whether it will: a password file that others may read is passed over by it.

libpq says so on stderr, which is the middle of the picture where the board is on screen. We look ourselves, before it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from configparser import ConfigParser, Error

NOWHERE = os.path.join(os.devnull, "-")
"""A password file that cannot be there: libpq then asks for none and says nothing."""


def open_to_others(given: Mapping[str, object], env: Mapping[str, str]) -> bool:
    """Whether the password file that these parameters come to is one that libpq refuses to read for its mode."""
    path = str(given.get("passfile") or "") or _of_service(str(given.get("service") or ""), env)
    path = path or env.get("PGPASSFILE", "") or os.path.join(env.get("HOME", "/"), ".pgpass")
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) and bool(mode & (stat.S_IRWXG | stat.S_IRWXO))


def _of_service(name: str, env: Mapping[str, str]) -> str:
    """The password file that a service names; empty where it names none."""
    name = name or env.get("PGSERVICE", "")
    own = env.get("PGSERVICEFILE") or os.path.join(env.get("HOME", "/"), ".pg_service.conf")
    everyones = os.path.join(env.get("PGSYSCONFDIR") or "/etc/postgresql-common", "pg_service.conf")
    for path in (own, everyones) if name else ():
        services = ConfigParser(interpolation=None, strict=False, delimiters=("=",))
        try:
            services.read(path, "utf-8")
        except (Error, UnicodeDecodeError, OSError):
            continue
        if services.has_section(name):
            return services.get(name, "passfile", fallback="")
    return ""
