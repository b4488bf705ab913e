"""Made-up histories of a board on several hosts, and what must hold in each: the merge's theorem (docs/merge.md).

A history is a list of steps that follows from a seed. It is played with the code that hosts run (`Cells`, the clock,
`compose`, `encode`, the checkpoint) on journals in memory, and every host is compared with oracle.py, which says what
docs/merge.md says, the slow way. Cloned machines and restored backups are in clones.py. A history that fails is made
as short as it can be (`shortest`) before it is shown. Over 400 lines, since a step, what it does and what must hold
after it are read together.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from board.ports import Change, Draft
from storage import checkpoint, clock, compose, journal
from storage.cells import Cells
from storage.fields import DELETED, canonical
from storage.lines import FIRST, Raw, chain_crc, decode, encode
from tests.storage.sync.oracle import Expected, expected

Step = tuple[Any, ...]
NAMES = ("a00000", "b00000", "c00000", "d00000", "e00000", "m00000", "n00000")
HOSTILE = "h00000"
START = datetime(2026, 11, 22, 3, 40, tzinfo=UTC)
FULL = "0zzzzzzzz.zx.zzzzzz"
"""A stamp later than any clock here says, whose counter is nearly at its end."""
SKEWS = (-3650.0, -1.0, -1e-8, 0.0, 0.0, 0.0, 1e-8, 1.0, 3650.0)
CELLS = ("title", "phase", "phase", "state", "tags/x", "tags/y", "tags/å~1ö", "tags/å/ö", "map/a", DELETED)
MIXED = ("tags", "map", "title/x")
VALUES = (None, True, "a", "b", "c", "", 0, 1, ["x"], {"x": 1})
BIG = "å" * 20_000


class Diverged(AssertionError):
    """A history after which something that is promised does not hold."""


class Line(NamedTuple):
    """A command as its writer meant it: what it set, and the latest stamp of each replica that its host had read."""

    sets: tuple[tuple[tuple[str, str], str, Any], ...]
    knew: Mapping[str, str]
    acked: bool


class History(NamedTuple):
    """How many hosts, how wrong their clocks are (days), whether their counters start full, and what they do."""

    seed: int
    skews: tuple[float, ...]
    full: bool
    steps: tuple[Step, ...]


# made from a seed


def history(seed: int, most: int = 45) -> History:
    """The history of a seed: always the same."""
    chance = random.Random(seed)
    hosts = chance.randint(3, 5)
    skews = tuple(chance.choice(SKEWS) for _ in range(hosts))
    hostile, mixed, copied = chance.random() < 0.1, chance.random() < 0.15, chance.random() < 0.2
    cells = CELLS + MIXED if mixed else CELLS
    steps = [_step(chance, hosts, cells, hostile, copied) for _ in range(chance.randint(6, most))]
    return History(seed, skews, chance.random() < 0.1, tuple(steps))


def _step(chance: random.Random, hosts: int, cells: Sequence[str], hostile: bool, copied: bool) -> Step:
    who, what = chance.randrange(hosts), chance.random()
    if what < 0.45:
        fate = chance.choice(("saved",) * 9 + ("before", "half", "unsaid"))
        return ("write", who, _drafts(chance, cells), fate, chance.random() < 0.5)
    if what < 0.85:
        other = chance.randrange(hosts)
        most = chance.choice((1, 2, 5, 99))
        return (
            "carry",
            who,
            other,
            chance.random(),
            chance.choice((0, 0, 0, 1, 3)),
            most,
            chance.random() < 0.2,
        )
    if what < 0.89:
        return ("checkpoint", who)
    if what < 0.93:
        return ("restart", who, chance.random() < 0.7, chance.choice((0, 0, 1, 4)))
    if what < 0.96 or not (copied or hostile):
        return ("jump", who, chance.choice((-3650.0, -1.0, -1e-8, 1e-8, 1.0, 3650.0)))
    if hostile and (not copied or chance.random() < 0.5):
        return ("forge", chance.randrange(10**9), chance.choice((-3650.0, 0.0, 3650.0)))
    return ("copy", who)


def _drafts(chance: random.Random, cells: Sequence[str]) -> list[list[tuple[str, str, dict[str, Any]]]]:
    """One or two commands, each on one or two documents; now and then one too long for a line."""
    drafts = []
    for _ in range(2 if chance.random() < 0.1 else 1):
        changes = []
        for _ in range(2 if chance.random() < 0.15 else 1):
            chosen = chance.sample(cells, chance.choice((1, 1, 2, 3)))
            values = {cell: _value(chance, cell) for cell in chosen}
            if chance.random() < 0.01:
                values["problem"], values["why"] = BIG, BIG
            if chance.random() < 0.03:
                values = {}
            changes.append(
                (chance.choice(("cards", "cards", "cards", "people")), chance.choice("12å"), values)
            )
        drafts.append(changes)
    return drafts


def _value(chance: random.Random, cell: str) -> Any:
    if cell == DELETED:
        return chance.choice((True, True, None))
    if cell.startswith("tags/"):
        return chance.choice((True, None))
    return chance.choice(VALUES) if chance.random() < 0.3 else chance.choice("abc")


# played


class Host:
    """A machine: a disk with journals and perhaps a checkpoint, a clock, and what a running program has in memory."""

    def __init__(self, world: World, name: str, days: float) -> None:
        self.world = world
        self.name = name
        self.ahead = timedelta(days=days)
        self.disk: dict[str, list[bytes]] = {}
        self.saved: tuple[bytes, dict[str, int]] | None = None
        self.start(False)

    def now(self) -> datetime:
        return self.world.moment + self.ahead

    def start(self, from_checkpoint: bool, again: int = 0) -> None:
        """Begin with nothing in memory. `again`: how many lines that the checkpoint has are read a second time."""
        self.cells, self.at = Cells(), {}
        self.clock = clock.HybridClock(self.now, lambda: 0)
        if from_checkpoint and self.saved is not None:
            self.cells = checkpoint.load(self.saved[0]).cells
            self.at = {replica: max(n - again, 0) for replica, n in self.saved[1].items()}
        for stamp in self.cells.seen.values():
            self.clock.observe(stamp)
        self.tracks: dict[str, journal.Track] = {}
        self.read()

    def read(self) -> None:
        """Merge what the journals have new."""
        for replica, lines in self.disk.items():
            track = self.tracks.setdefault(replica, journal.Track("", replica))
            found: list[Raw] = []
            for line in lines[self.at.get(replica, 0) :]:
                raw = self.world.raw(line)
                if "gone" not in raw:
                    track._collect(raw, found)
            self.at[replica] = len(lines)
            for raw in found:
                self.clock.observe(raw["t"])
                self.cells.apply(raw)

    def commands(self) -> dict[str, list[Raw]]:
        """All whole commands in the journals, by replica."""
        commands = {}
        for replica, lines in self.disk.items():
            track = journal.Track("", replica)
            commands[replica] = found = list[Raw]()
            for line in lines:
                raw = self.world.raw(line)
                if "gone" not in raw:
                    track._collect(raw, found)
        return commands

    def last(self, replica: str) -> tuple[int, str]:
        lines = self.disk.get(replica)
        return (len(lines), chain_crc(self.world.raw(lines[-1]), lines[-1][:-1])) if lines else (0, FIRST)

    def checkpoint(self) -> None:
        places, upto = {}, {}
        for replica in self.disk:
            n = self.at[replica] - len(self.tracks[replica]._parts)
            places[replica], upto[replica] = journal.Place(n, "", "", "", 0), n
        state = checkpoint.state_of(self.cells, self.name, places)
        self.saved = checkpoint.dump(checkpoint.tables_of(state)), upto

    def write(self, drafts: list[Draft], fate: str, from_checkpoint: bool) -> None:
        knew = dict(self.cells.seen)
        coded, stamps = compose.compose(
            self.cells, self.clock, self.name, "p1", drafts, *self.last(self.name)
        )
        if fate == "half":
            coded = coded[:-1]
        if fate != "before":
            self.disk.setdefault(self.name, []).extend(coded)
            self.world.note(self, drafts, stamps, knew, fate)
        if fate != "saved":
            self.start(from_checkpoint)
            return
        if max(knew.values(), default="") >= stamps[0] or sorted(stamps) != list(stamps):
            raise Diverged(f"{self.name} wrote {stamps} after it had seen {max(knew.values())}")
        self.read()
        meant = {(key, cell): (s, v) for s in stamps for key, cell, v in self.world.written[s].sets}
        for (key, cell), (stamp, value) in meant.items():
            heads = self.cells.heads(*key, cell)
            if list(heads) != [stamp] or not _same(heads[stamp], value):
                raise Diverged(f"{self.name} does not see what it has written: {key} {cell} {value!r}")

    def take(self, replica: str, first: int, lines: Sequence[bytes]) -> None:
        """Keep those of the lines that are next; a gap waits, what is there already is left."""
        mine = self.disk.setdefault(replica, [])
        for n, line in enumerate(lines, first):
            if n == len(mine):
                if self.world.raw(line)["p"] != self.last(replica)[1]:
                    return
                mine.append(line)
        self.read()


class World:
    """All hosts of a history, and what their writers meant."""

    def __init__(self, skews: Sequence[float], full: bool) -> None:
        self.moment = START
        self.written: dict[str, Line] = {}
        self.raws: dict[bytes, Raw] = {}
        self.hosts = [Host(self, name, days) for name, days in zip(NAMES, skews, strict=False)]
        if full:
            for host in self.hosts:
                host.clock.observe(FULL)

    def raw(self, line: bytes) -> Raw:
        found = self.raws.get(line)
        if found is None:
            raw = decode(line[:-1])
            assert raw is not None
            found = self.raws[line] = raw
        return found

    def note(
        self, host: Host, drafts: list[Draft], stamps: Sequence[str], knew: dict[str, str], fate: str
    ) -> None:
        for draft, stamp in zip(drafts, stamps, strict=True):
            sets = {
                ((table, id), canonical(cell)): bool(value) or None if cell == DELETED else value
                for table, id, cells in draft.changes
                for cell, value in cells.items()
            }
            self.written[stamp] = Line(
                tuple((key, cell, value) for (key, cell), value in sets.items()), knew, fate == "saved"
            )
            knew = {**knew, host.name: stamp}

    def do(self, step: Step) -> None:
        self.moment += timedelta(microseconds=300)
        kind, who, *rest = step
        host = self.hosts[who % len(self.hosts)]
        getattr(self, "_" + kind)(host if kind != "forge" else who, *rest)

    def _write(self, host: Host, what: list[Any], fate: str, from_checkpoint: bool) -> None:
        drafts = [Draft("set", tuple(Change(*change) for change in changes)) for changes in what]
        drafts = compose.worth_writing(drafts)
        if drafts:
            host.write(drafts, fate, from_checkpoint)

    def _carry(self, host: Host, other: int, which: float, off: int, most: int, twice: bool) -> None:
        """Lines of one replica, from anywhere that has them: some too early, some a second time, some never."""
        giver = self.hosts[other % len(self.hosts)]
        replicas = sorted(giver.disk)
        if giver is host or not replicas:
            return
        replica = replicas[int(which * len(replicas))]
        have = len(host.disk.get(replica, ()))
        first = max(have - off, 0) if twice else have + off // 3
        host.take(replica, first, giver.disk[replica][first : first + most])

    def _checkpoint(self, host: Host) -> None:
        host.checkpoint()

    def _restart(self, host: Host, from_checkpoint: bool, again: int) -> None:
        host.start(from_checkpoint, again)

    def _jump(self, host: Host, days: float) -> None:
        host.ahead = max(min(host.ahead + timedelta(days=days), timedelta(3650)), timedelta(-3650))

    def _copy(self, host: Host) -> None:
        """The workspace is copied to a machine that notices at once: it takes a replica id of its own."""
        if len(self.hosts) < len(NAMES):
            other = Host(self, NAMES[len(self.hosts)], 0.0)
            other.disk = {replica: list(lines) for replica, lines in host.disk.items()}
            other.saved = host.saved
            other.start(True)
            self.hosts.append(other)

    def _forge(self, seed: int, days: float) -> None:
        """A host that keeps to the form of lines but to nothing else: it names as replaced whatever it likes."""
        chance = random.Random(seed)
        host = next((host for host in self.hosts if HOSTILE in host.disk), self.hosts[0])
        known = sorted(self.written) or ["nonsense"]
        cells = {cell: chance.choice(VALUES) for cell in chance.sample((*CELLS, *MIXED, "*", "_at", "/x"), 3)}
        named = {cell: chance.sample(known, min(2, len(known))) for cell in cells}
        n, p = host.last(HOSTILE)
        stamp, at = clock.HybridClock(lambda: self.moment + timedelta(days=days), lambda: 0).tick(HOSTILE)
        head = {"t": stamp, "at": at, "by": "p9", "do": "set", "why": None, "undoes": None}
        ch = [["cards", chance.choice("12å"), cells, named]]
        if chance.random() < 0.3:
            ch += [["cards", ch[0][1], {next(iter(cells)): "again"}], ["cards", chance.choice("12å"), {}]]
        coded, _ = encode(head, ch, n + 1, p)
        host.disk.setdefault(HOSTILE, []).extend(coded)
        host.read()


# what must hold


def play(made: History) -> World:
    """Play a history and hold every host to what is promised. Raises Diverged."""
    world = World(made.skews, made.full)
    for step in made.steps:
        world.do(step)
    for host in world.hosts:
        _hold(host.cells, _promised(host.commands()), f"{host.name} as far as it has read")
    _deliver(world, random.Random(made.seed))
    commands = world.hosts[0].commands()
    promised = _promised(commands)
    for host in world.hosts:
        _hold(host.cells, promised, f"{host.name} with all lines")
    host = world.hosts[made.seed % len(world.hosts)]
    host.checkpoint()
    host.start(True)
    _hold(host.cells, promised, f"{host.name} from its checkpoint")
    _hold(_anew(commands, made.seed), promised, "a new host")
    _nothing_lost(world, commands, promised[0])
    return world


def _deliver(world: World, chance: random.Random) -> None:
    """Let every host have everything, a replica at a time in any order; some are started anew before it."""
    for host in world.hosts:
        if chance.random() < 0.3:
            host.checkpoint()
            host.start(True)
        missing = [(giver, replica) for giver in world.hosts for replica in giver.disk if giver is not host]
        chance.shuffle(missing)
        for giver, replica in missing:
            have = len(host.disk.get(replica, ()))
            host.take(replica, have, giver.disk[replica][have:])


def _anew(commands: Mapping[str, Sequence[Raw]], seed: int) -> Cells:
    """All commands in another order, some of them twice."""
    chance = random.Random(seed)
    queues = [list(reversed(found)) for _, found in sorted(commands.items()) if found]
    cells, done = Cells(), list[Raw]()
    while queues:
        queue = chance.choice(queues)
        done.append(queue.pop())
        queues = [queue for queue in queues if queue]
        cells.apply(done[-1], [] if seed % 2 else None)
        if chance.random() < 0.2:
            cells.apply(chance.choice(done))
    return cells


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=dict)


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) and type(one) is type(other)


def _promised(commands: Mapping[str, Sequence[Raw]]) -> tuple[Expected, list[str]]:
    promised = expected(commands)
    return promised, [_text(part) for part in promised[:4]]


def _hold(cells: Cells, promised: tuple[Expected, list[str]], who: str) -> None:
    cells.load_rest()
    shown = (
        {f"{table} {id}": doc for table, docs in cells.tables.items() for id, doc in docs.items()},
        {f"{table} {id}": doc for (table, id), doc in cells.deleted.items()},
        {
            f"{table} {id}": {cell: cells.heads(table, id, cell) for cell in heads}
            for (table, _, id), heads in (
                (name.partition(" "), heads) for name, heads in promised[0].heads.items()
            )
        },
        {f"{table} {id}": found for (table, id), found in cells.conflicts().items()},
    )
    for part, is_shown, should in zip(Expected._fields[:4], map(_text, shown), promised[1], strict=True):
        if is_shown != should:
            raise Diverged(f"{who}: {part}\nis     {is_shown}\nshould {should}")


def _nothing_lost(world: World, commands: Mapping[str, Sequence[Raw]], promised: Expected) -> None:
    """Every write that was acknowledged is a head, or a line whose writer had read it has replaced it."""
    there = {raw["t"] for found in commands.values() for raw in found}
    for stamp, line in world.written.items():
        if stamp not in there:
            if line.acked:
                raise Diverged(f"{stamp} was acknowledged and is gone")
            continue
        for key, cell, value in line.sets:
            heads = promised.heads[" ".join(key)][cell]
            if stamp in heads:
                if not _same(heads[stamp], value):
                    raise Diverged(f"{stamp} {cell} is {heads[stamp]!r} and was {value!r}")
                continue
            by = promised.replaced_by[key, cell, stamp]
            if not any(_had_read(world, later, stamp) for later in by):
                raise Diverged(f"{stamp} {key} {cell} {value!r} was replaced by {by}, which had not seen it")


def _had_read(world: World, later: str, stamp: str) -> bool:
    line = world.written.get(later)
    return line is None or line.knew.get(clock.replica_of(stamp), "") >= stamp


# made short


def fails(made: History) -> str | None:
    """What does not hold in a history, or None."""
    try:
        play(made)
    except Diverged as error:
        return str(error)
    return None


def shortest(made: History, wrong: Callable[[History], Any] = fails) -> History:
    """The history without the steps that it fails without."""
    size = max(len(made.steps) // 2, 1)
    while True:
        at = 0
        while at < len(made.steps):
            fewer = made._replace(steps=made.steps[:at] + made.steps[at + size :])
            if wrong(fewer):
                made = fewer
            else:
                at += size
        if size == 1:
            return made
        size = max(size // 2, 1)


def first_failing(seeds: Iterable[int]) -> int | None:
    """The first seed whose history does not hold."""
    return next((seed for seed in seeds if fails(history(seed))), None)


def told(seed: int) -> str:
    """A failing history, short, for the one who has to understand it."""
    made = shortest(history(seed))
    steps = "\n".join(f"  {step}" for step in made.steps)
    return f"seed {seed}, {len(made.skews)} hosts, days ahead {made.skews}, full {made.full}\n{steps}\n{fails(made)}"
