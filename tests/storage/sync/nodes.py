"""Two Syncthing nodes on this machine that ship one folder between them, and nothing else to anybody."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.storage.tools import until

KEY = "only-on-loopback"
CONFIG = """<configuration version="35">
  <folder id="tavla" path="{place}" type="sendreceive" rescanIntervalS="3600"
      fsWatcherEnabled="true" fsWatcherDelayS="1">
    <device id="{ids[0]}"></device>
    <device id="{ids[1]}"></device>
    <maxConflicts>10</maxConflicts>
  </folder>
  <device id="{ids[0]}"><address>tcp://127.0.0.1:{ports[0]}</address></device>
  <device id="{ids[1]}"><address>tcp://127.0.0.1:{ports[1]}</address></device>
  <gui enabled="true" tls="false"><address>127.0.0.1:{gui}</address><apikey>{key}</apikey></gui>
  <options>
    <listenAddress>tcp://127.0.0.1:{ports[{own}]}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled>
    <crashReportingEnabled>false</crashReportingEnabled>
    <urAccepted>-1</urAccepted>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <startBrowser>false</startBrowser>
    <reconnectionIntervalS>1</reconnectionIntervalS>
  </options>
</configuration>
"""


class Node(NamedTuple):
    """A node's folder, and where it answers questions."""

    place: Path
    gui: int

    def ask(self, path: str) -> Any:
        connection = HTTPConnection("127.0.0.1", self.gui, timeout=5)
        try:
            connection.request("GET", path, headers={"X-API-Key": KEY})
            return json.load(connection.getresponse())
        finally:
            connection.close()

    def connected(self) -> bool:
        with suppress(OSError):
            connections = self.ask("/rest/system/connections")["connections"].values()
            return any(connection["connected"] for connection in connections)
        return False


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
    finally:
        for one in sockets:
            one.close()


@contextmanager
def two_nodes(folder: Path) -> Iterator[tuple[Node, Node]]:
    """Two connected nodes; ended when left."""
    program = shutil.which("syncthing")
    if program is None:
        pytest.fail("Syncthing is not here. Install it with: apt install syncthing")
    environment = {**os.environ, "STNOUPGRADE": "1", "STNODEFAULTFOLDER": "1", "HOME": str(folder)}
    homes = [folder / "node1", folder / "node2"]
    ids = []
    for home in homes:
        subprocess.run(
            [program, "generate", "--no-default-folder", "--home", str(home)],
            env=environment,
            capture_output=True,
            check=True,
        )
        shown = subprocess.run(
            [program, "--device-id", "--home", str(home)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        ids.append(shown.stdout.strip())
    ports, guis = free_ports(2), free_ports(2)
    nodes = []
    for number, home in enumerate(homes):
        place = folder / f"place{number + 1}"
        (place / ".stfolder").mkdir(parents=True)
        text = CONFIG.replace("{own}", str(number)).format(
            place=place, ids=ids, ports=ports, gui=guis[number], key=KEY
        )
        (home / "config.xml").write_text(text)
        nodes.append(Node(place, guis[number]))
    with ExitStack() as stack:
        for home in homes:
            log = stack.enter_context((home / "log.txt").open("wb"))
            process = subprocess.Popen(
                [program, "serve", "--no-browser", "--no-restart", "--home", str(home)],
                env=environment,
                stdout=log,
                stderr=log,
            )
            stack.callback(process.wait, 20)
            stack.callback(process.terminate)
        try:
            until(lambda: all(node.connected() for node in nodes), 30)
        except AssertionError:
            pytest.fail((homes[0] / "log.txt").read_text()[-2000:])
        yield nodes[0], nodes[1]
