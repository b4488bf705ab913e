"""A person's own settings: language, colours, keys. A TOML file; what it has wrong is told, never fatal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tui.keys import ACTIONS, clashes
from tui.themes import DEFAULT, PALETTES


@dataclass(frozen=True, slots=True)
class Settings:
    """`keys` maps an action's id to its keys (comma between several). `faults` are (code, what) to tell at start."""

    language: str | None = None
    theme: str = DEFAULT
    keys: dict[str, str] = field(default_factory=dict)
    faults: tuple[tuple[str, str], ...] = ()


def read(data: Mapping[str, Any]) -> Settings:
    """Settings from a parsed TOML file: `language`, `theme` and the table `keys`."""
    faults: list[tuple[str, str]] = []
    language = data.get("language")
    if language not in (None, "sv", "en"):
        faults.append(("setting", "language"))
        language = None
    theme = str(data.get("theme", DEFAULT))
    if theme not in PALETTES:
        faults.append(("setting", "theme"))
        theme = DEFAULT
    known = {action.id for action in ACTIONS}
    given = data.get("keys")
    keys = {str(id): str(keys) for id, keys in given.items()} if isinstance(given, dict) else {}
    faults += [("setting", f"keys.{id}") for id in keys if id not in known]
    keys = {id: value for id, value in keys.items() if id in known}
    for key, one, _other in clashes(keys):
        faults.append(("key_clash", f"{key} ({one})"))
    return Settings(language, theme, keys, tuple(faults))


def settings_of(env: Mapping[str, str]) -> Settings:
    """The person's settings: the file, and over it what was last chosen on screen."""
    import os

    from tui.compose import folder_of
    from tui.remembered import recall

    path = os.path.join(folder_of(env, "XDG_CONFIG_HOME", ".config"), "tavla", "settings.toml")
    data: dict[str, Any] = {}
    faults: tuple[tuple[str, str], ...] = ()
    try:
        with open(path, "rb") as file:
            import tomllib

            data = tomllib.load(file)
    except FileNotFoundError:
        pass
    except (OSError, ValueError):
        faults = (("settings_file", "settings.toml"),)
    memory = os.path.join(folder_of(env, "XDG_STATE_HOME", ".local/state"), "tavla", "screen.json")
    for name in ("language", "theme"):
        chosen = recall(memory, name)
        if chosen is not None:
            data[name] = chosen
    found = read(data)
    return replace(found, faults=(*faults, *found.faults))
