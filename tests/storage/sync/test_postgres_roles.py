"""What a login that has been granted a board can do in the database with a client of its own: read it and add to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias
from zlib import crc32

import psycopg
import pytest

from board.errors import Problem
from storage.sync.places import Places
from storage.sync.postgres_setup import grant, prepare, redact
from storage.workspace import Workspace
from tests.storage.sync.pgserver import OTHER, REPLICA, Place, lines, pulled, push, refused
from tests.storage.tools import Ticking

Connection: TypeAlias = "psycopg.Connection[tuple[object, ...]]"
BODY = lines(1)[0].decode()
FORBIDDEN = (
    "update tavla.line set body = body || 'x'",
    "update tavla.line set n = n + 10",
    "delete from tavla.line",
    "truncate tavla.line",
    "truncate tavla.head",
    "select * from tavla.line for update",
    "begin; lock table tavla.line in access exclusive mode",
    "begin; lock table tavla.line in share mode",
    "insert into tavla.line values ('annan', 'p2m1x7', 1, repeat('x', 20))",
    "insert into tavla.line values ('annan', 'k3f9a2', 1, repeat('x', 20)) on conflict do nothing",
    "insert into tavla.line values ('ett', 'k3f9a2', 1, repeat('x', 20))"
    " on conflict (board, replica, n) do update set body = excluded.body",
    "merge into tavla.line l using (values (1)) v (n) on l.n = v.n when matched then delete",
    "select tavla.push('annan', 'p2m1x7', 1, array[repeat('x', 20)])",
    "copy tavla.line from program 'true'",
    "copy tavla.line to '/tmp/x'",
    "insert into tavla.head values ('ett', 'zzzzzz', 99, '')",
    "update tavla.head set n = 99",
    "delete from tavla.head",
    "insert into tavla.board values ('ny')",
    "update tavla.board set hint = gen_random_uuid()",
    "insert into tavla.access values (current_user, '*')",
    "update tavla.access set board = '*'",
    "delete from tavla.access",
    "update tavla.meta set value = '9'",
    "insert into tavla.meta values ('x', 'y')",
    "select * from tavla.log",
    "insert into tavla.log (what, subject) values ('x', 'y')",
    "select tavla.grant_board(current_user::text, '*')",
    "select tavla.revoke_board(current_user::text)",
    "select tavla.redact('ett', 'k3f9a2', 1)",
    "select tavla.new_replica('ny')",
    "select tavla.crc32('x')",
    "drop table tavla.line",
    "drop schema tavla cascade",
    "drop policy granted_read on tavla.line",
    "alter policy granted_read on tavla.line using (true)",
    "create policy mine on tavla.line using (true)",
    "alter table tavla.line disable row level security",
    "alter table tavla.line no force row level security",
    "alter table tavla.line disable trigger all",
    "alter table tavla.line disable trigger lines_added",
    "alter table tavla.line owner to current_user",
    "drop trigger lines_added on tavla.line",
    "create trigger mine after insert on tavla.line execute function tavla.lines_added()",
    "create rule mine as on insert to tavla.line do nothing",
    "create table tavla.mine (x int)",
    "create function tavla.mine() returns int language sql as 'select 1'",
    "create or replace function tavla.chain(body text) returns text language sql as $$select 'x'$$",
    "alter function tavla.lines_added() owner to current_user",
    "create table public.mine (x int)",
    "create schema mine",
    "create role mine",
    "create extension dblink",
    "set role tavla_keeper",
    "set role tavla_operator",
    "set role postgres",
    "set session authorization postgres",
    "set session_replication_role = replica",
    "set row_security = off; select * from tavla.line",
    "grant tavla_operator to current_user",
    "grant tavla_host to postgres",
    "comment on table tavla.line is 'x'",
    "create index on tavla.line (body)",
    "cluster tavla.line using line_pkey",
    "select pg_read_file('/etc/passwd')",
    "select pg_terminate_backend(pid) from pg_stat_activity where usename <> current_user limit 1",
    "alter system set fsync = off",
    "do language plpgsql $$ begin execute 'delete from tavla.line'; end $$",
)
REFUSALS = {
    "42501",  # insufficient privilege
    "0A000",  # COPY into a table with row security
    "42P17",
}


@pytest.fixture
def host(place: Place) -> Iterator[Connection]:
    """A raw connection of a login that has been granted `ett`; `annan` has lines too."""
    a = place.open()
    for board in ("ett", "annan"):
        push(a, lines(3), board=board)
    place.login("annan")
    with psycopg.connect(place.login("ett"), autocommit=True) as connection:
        yield connection


def test_a_host_cannot_do_what_is_forbidden(place: Place, host: Connection) -> None:
    def stored() -> list[object]:
        tables = ("line", "head", "board", "access", "meta")
        return [place.sql(f"table tavla.{name} order by 1, 2") for name in tables]

    before = stored()
    done = []
    for statement in FORBIDDEN:
        try:
            host.execute(statement.encode())
            done.append(statement)
        except psycopg.Error as error:
            if error.sqlstate not in REFUSALS:
                done.append(f"{statement}: {error}")
            host.rollback()
    assert done == []
    assert stored() == before


def test_a_host_has_nothing_to_hand_on(place: Place, host: Connection) -> None:
    host.execute("grant all on tavla.line to public")  # a warning, and nothing
    grantees = (
        "select acl.grantee::regrole::text from pg_class, aclexplode(relacl) acl where relname = 'line'"
    )
    assert "-" not in {grantee for (grantee,) in place.sql(grantees)}


def test_a_host_sees_its_boards_and_nothing_of_others(place: Place, host: Connection) -> None:
    def seen(statement: str) -> list[tuple[object, ...]]:
        return host.execute(statement.encode()).fetchall()

    assert seen("select distinct board from tavla.line") == [("ett",)]
    assert seen("select board, n from tavla.head") == [("ett", 3)]
    assert seen("select board from tavla.board") == [("ett",)]
    assert seen("select board from tavla.access") == [("ett",)]
    assert seen("select count(*) from tavla.line where board = 'annan'") == [(0,)]
    # A function of its own, cheap enough to be asked first, is not shown other boards' lines either.
    host.execute(
        "create function pg_temp.leak(text) returns boolean language plpgsql cost 0.0000001 as"
        " $$begin raise exception '%', $1; end$$"
    )
    with pytest.raises(psycopg.errors.RaiseException) as raised:
        host.execute("select * from tavla.line where pg_temp.leak(board)")
    assert str(raised.value).startswith("ett")


def test_what_a_host_puts_in_its_own_way_changes_nothing_for_the_functions(
    place: Place, host: Connection
) -> None:
    """Temporary tables, types and operators of the same names as those that the functions use."""
    for name in ("line", "head", "board", "meta", "access", "added"):
        host.execute(f"create temp table {name} (board text, replica text, n bigint, body text)".encode())
    host.execute("create function pg_temp.strpos(text, text) returns int language sql as 'select 1 / 0'")
    host.execute("create function pg_temp.right(text, int) returns text language sql as $$select 'forged'$$")
    host.execute("set search_path = pg_temp, tavla, pg_catalog")
    (line,) = lines(1, OTHER)
    host.execute("select tavla.push('ett', 'p2m1x7', 1, %s)", ([line.decode()],))
    assert place.sql("select crc from tavla.head where replica = 'p2m1x7'") == [(line[-8:].decode(),)]


def test_adding_lines_without_our_functions_is_held_to_the_same_rules(place: Place, host: Connection) -> None:
    insert = "insert into tavla.line values (%s, %s, %s, %s)"
    for values, state in (
        (("ett", REPLICA, 5, BODY), "TV001"),
        (("ett", OTHER, 2, BODY), "TV001"),
        (("ett", OTHER, 9_000_000_000_000_000_000, BODY), "TV001"),
        (("ett", OTHER, 0, BODY), "23514"),
        (("ett", OTHER, 1, "x" * 65_536), "23514"),
        (("ett", "../../", 1, BODY), "23514"),
        (("ett", REPLICA, 3, BODY), "23505"),
    ):
        with pytest.raises(psycopg.Error) as raised:
            host.execute(insert, values)
        assert raised.value.sqlstate == state
    host.execute(insert, ("ett", REPLICA, 4, BODY))
    assert place.sql("select n, crc from tavla.head where board = 'ett'") == [(4, BODY[-8:])]


def test_a_host_cannot_use_up_all_names(place: Place) -> None:
    place.sql("update tavla.meta set value = '3' where key like 'most%'")
    a = place.open()
    for k in range(3):
        push(a, lines(1, f"r{k:05d}"), replica=f"r{k:05d}")
    assert refused(lambda: push(a, lines(1, OTHER), replica=OTHER)) == ("remote_full", "too_many")
    for board in ("tva", "tre"):
        push(a, lines(1), board=board)
    assert refused(lambda: push(a, lines(1), board="fyra")) == ("remote_full", "too_many")
    assert len(a.heads(None)) == 3


def test_boards_names_are_not_told_by_notifications(place: Place, host: Connection) -> None:
    host.execute("listen tavla")
    push(place.open(), lines(1), board="hemlig")
    (note,) = host.notifies(timeout=5, stop_after=1)
    assert "hemlig" not in note.payload
    assert (
        host.execute("select board from tavla.board where hint::text = %s", (note.payload,)).fetchall() == []
    )


def test_locks_and_notifications_of_a_host_hold_nobody_up(place: Place, host: Connection) -> None:
    """It can wake the others for nothing; advisory locks are not used by anything of ours."""
    host.execute("select pg_advisory_lock(k) from generate_series(1, 100) k")
    a, b = place.open(), place.open()
    b.heads(None)
    with host.transaction():
        host.execute("select pg_notify('tavla', 'x' || k) from generate_series(1, 5000) k")
    assert not b.wait(0.1)  # not even shaped as ours
    push(a, lines(1), board="tva")
    assert b.wait(5)
    prepare(place.admin)


# those who run the server


@pytest.fixture
def owner(place: Place) -> Iterator[str]:
    """The URL of somebody who is no superuser and owns an empty database, as on a rented server."""
    name = f"{place.name}_own"
    role = place.login().split("//")[1].split("@")[0]
    place.server.sql(f"alter role {role} createrole")
    if place.server.sql("show server_version_num") >= [("160000",)]:
        # As it would be, had it made these roles itself; before 16 every CREATEROLE could grant any role.
        for made in ("tavla_keeper", "tavla_host", "tavla_operator"):
            place.server.sql(f"grant {made} to {role} with admin true, inherit false, set false")
    place.server.sql(f"create database {name} owner {role}")
    yield f"postgresql://{role}@127.0.0.1:{place.server.port}/{name}"
    place.server.sql(f"drop database {name} with (force)")
    place.server.sql(f"drop owned by {role} cascade")
    place.server.sql(f"drop role {role}")


def test_one_who_is_no_superuser_can_prepare_and_is_held_to_the_rules_too(place: Place, owner: str) -> None:
    prepare(owner)
    prepare(owner)
    role = place.login().split("//")[1].split("@")[0]
    grant(owner, role, ["ett"])
    name = owner.rpartition("/")[2]
    a = place.open(f"postgresql://{role}@127.0.0.1:{place.server.port}/{name}")
    made = lines(3)
    push(a, made)
    prepare(owner)
    assert pulled(a, k3f9a2=0) == {REPLICA: made}
    with psycopg.connect(owner, autocommit=True) as connection:
        for table in ("line", "head", "board", "access", "log"):
            assert connection.execute(f"table tavla.{table}".encode()).fetchall() == []
        assert connection.execute("update tavla.line set body = 'x'").rowcount == 0
        assert connection.execute("delete from tavla.line").rowcount == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("set role tavla_keeper")
    assert redact(owner, "ett", REPLICA, 1)


def test_one_without_the_right_cannot_prepare(place: Place) -> None:
    place.sql("drop schema tavla cascade")
    assert refused(lambda: prepare(place.login()))[0] == "remote_denied"


def test_an_operator_grants_redacts_and_reads_but_changes_nothing_else(place: Place) -> None:
    push(place.open(), lines(2))
    operator = place.login()
    role = operator.split("//")[1].split("@")[0]
    assert refused(lambda: grant(operator, role, ["ett"]))[0] == "remote_denied"
    place.sql(f"grant tavla_operator to {role}")
    ward = place.login().split("//")[1].split("@")[0]
    grant(operator, ward, ["ett", "annan"])
    assert redact(operator, "ett", REPLICA, 2)
    with psycopg.connect(operator, autocommit=True) as connection:
        assert len(connection.execute("select * from tavla.line").fetchall()) == 2
        log = connection.execute("select by_role, what, subject from tavla.log where by_role = current_user")
        assert log.fetchall() == [
            (role, "grant", f"{ward} ett"),
            (role, "grant", f"{ward} annan"),
            (role, "redact", f"ett {REPLICA} 2"),
        ]
        for statement in (
            "update tavla.line set body = 'x'",
            "delete from tavla.line",
            "insert into tavla.line values ('ett', 'k3f9a2', 3, repeat('x', 20))",
            "insert into tavla.access values (current_user, '*')",
            "delete from tavla.log",
            "set role tavla_keeper",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())


def test_only_logins_that_the_rules_hold_can_be_granted_boards(place: Place) -> None:
    assert refused(lambda: grant(place.admin, "nobody", ["ett"])) == ("remote_failed", "no_such_login")
    assert refused(lambda: grant(place.admin, "postgres", ["ett"])) == ("remote_failed", "not_a_host_login")
    role = place.login().split("//")[1].split("@")[0]
    assert refused(lambda: grant(place.admin, role, ["Två ord"])) == ("remote_failed", "bad_name")
    assert (
        refused(lambda: grant(place.admin, "x'; drop schema tavla cascade; --", ["ett"]))[1]
        == "no_such_login"
    )


def test_the_schemas_redacted_form_has_the_checksum_that_python_gives(place: Place) -> None:
    for text in ("", "a", "Rullatorn står fel " * 9):
        assert place.sql("select tavla.crc32(convert_to(%(t)s, 'UTF8'))", t=text) == [
            (f"{crc32(text.encode()):08x}",)
        ]


@pytest.mark.parametrize("who", ["operator", "owner"])
def test_a_misspelt_board_is_not_granted_unless_it_is_said_to_be_new(
    place: Place, owner: str, tmp_path: Path, who: str
) -> None:
    ward = place.login().split("//")[1].split("@")[0]
    operator = place.login()
    place.sql(f"grant tavla_operator to {operator.split('//')[1].split('@')[0]}")
    workspace = Workspace(str(tmp_path / "w"), Ticking())
    workspace.create()
    places = Places(workspace)
    if who == "owner":
        prepare(owner)
    places.add("drift", owner if who == "owner" else operator)
    places.grant("drift", ward, ["_workspace", "ostergarden"])  # nothing is known yet to compare with
    if who == "owner":
        workspace.create_board("ostergarden")
    with pytest.raises(Problem) as caught:
        places.grant("drift", ward, ["_workspace", "ostergaarden"])
    assert (caught.value.code, caught.value.hints) == ("unknown", ("ostergarden",))
    assert caught.value.params == {"what": "board_to_grant", "given": "ostergaarden"}
    places.grant("drift", ward, ["ostergarden"])
    places.grant("drift", ward, ["vastergarden"], new=True)
    places.revoke("drift", ward, ["vastergarden"])
    places.grant("drift", ward, [])
