-- Tavla's lines in PostgreSQL 15 or later, schema format 1.
--
-- `tavla remote init` runs this file in one transaction; `psql -1 -v ON_ERROR_STOP=1 -f schema.sql` does the same.
-- Running it again changes nothing that is stored. It needs a role that may create schemas here and roles (CREATEROLE).
-- The database must be in UTF-8.
--
-- Three roles, none of which can log in:
--   tavla_host      a host's login is made a member of it by tavla.grant_board. It may read and add lines of the boards
--                   granted to that login, and nothing else: no update, delete or truncate.
--   tavla_operator  for people who run the server: grants boards, redacts a line, reads everything (backups).
--   tavla_keeper    what the functions below run as. Nobody is a member of it.

-- Made by a later version: leave everything as it is.
do $$
declare found_format text;
begin
    if current_setting('server_version_num')::int < 150000 then
        raise exception using errcode = 'TV011', message = 'PostgreSQL 15 or later is needed';
    end if;
    if getdatabaseencoding() <> 'UTF8' then
        raise exception using errcode = 'TV012', message = 'the database must be in UTF-8';
    end if;
    if to_regclass('tavla.meta') is not null then
        execute 'select value from tavla.meta where key = ''format''' into found_format;
        if found_format::int > 1 then
            raise exception using errcode = 'TV010', message = 'a later version of Tavla made this schema';
        end if;
    end if;
end $$;

do $$
declare wanted text;
begin
    foreach wanted in array array['tavla_host', 'tavla_operator', 'tavla_keeper'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I nologin', wanted);
        end if;
    end loop;
    if not pg_has_role('tavla_keeper', 'tavla_host', 'member with admin option') then
        grant tavla_host to tavla_keeper with admin option;
    end if;
    -- Whoever runs this is not a superuser on many servers: it must be a member to hand the functions over, till the end.
    if not (select rolsuper from pg_roles where rolname = current_user) then
        execute format('grant tavla_keeper to %I', current_user);
    end if;
end $$;

create schema if not exists tavla;
revoke all on schema tavla from public;
grant usage on schema tavla to tavla_host, tavla_operator;
grant usage, create on schema tavla to tavla_keeper; -- create: till the end of this file

-- Tables

create table if not exists tavla.meta (
    key text primary key,
    value text not null
);

create table if not exists tavla.line (
    board text collate "C" not null check (board ~ '^(_workspace|[a-z0-9][a-z0-9._-]{0,31})$'),
    replica text collate "C" not null check (replica ~ '^[0-9a-z]{6}$'),
    n bigint not null check (n >= 1),
    body text not null check (octet_length(body) between 10 and 65535),
    primary key (board, replica, n)
);

-- How far each replica reaches, kept by the trigger below: one row instead of all its lines. `changed` is the
-- transaction that wrote the row; a reader asks for what its last snapshot cannot have seen.
create table if not exists tavla.head (
    board text collate "C" not null,
    replica text collate "C" not null,
    n bigint not null,
    crc text not null,
    changed bigint not null default (pg_current_xact_id()::text::bigint),
    primary key (board, replica)
) with (fillfactor = 70);
create index if not exists head_changed on tavla.head (changed);

-- NOTIFY reaches every login of the database, so that it carries a board's secret name instead of its own.
create table if not exists tavla.board (
    board text collate "C" primary key,
    hint uuid not null unique default gen_random_uuid()
);

create table if not exists tavla.access (
    role_name name not null,
    board text collate "C" not null check (board ~ '^([*]|_workspace|[a-z0-9][a-z0-9._-]{0,31})$'),
    primary key (role_name, board)
);

create table if not exists tavla.log (
    at timestamptz not null default now(),
    by_role name not null default session_user,
    what text not null,
    subject text not null
);

insert into tavla.meta values
    ('format', '1'),
    ('access', '0'),                 -- rises whenever somebody is granted or refused a board
    ('most_boards', '5000'),
    ('most_replicas_per_board', '5000')
on conflict (key) do nothing;

-- Who may touch what

revoke all on all tables in schema tavla from public, tavla_host, tavla_operator, tavla_keeper;
grant select on tavla.meta, tavla.line, tavla.head, tavla.board, tavla.access to tavla_host;
grant insert on tavla.line to tavla_host;
grant select on all tables in schema tavla to tavla_operator;
grant select, insert, update on tavla.head to tavla_keeper;
grant select, insert on tavla.board to tavla_keeper;
grant select, insert, delete on tavla.access to tavla_keeper;
grant select, update on tavla.meta, tavla.line to tavla_keeper;
grant insert on tavla.log to tavla_keeper;

alter table tavla.line enable row level security;
alter table tavla.line force row level security;
alter table tavla.head enable row level security;
alter table tavla.head force row level security;
alter table tavla.board enable row level security;
alter table tavla.board force row level security;
alter table tavla.access enable row level security;
alter table tavla.access force row level security;
alter table tavla.log enable row level security;
alter table tavla.log force row level security;

do $$
declare old record;
begin
    for old in select tablename, policyname from pg_policies where schemaname = 'tavla' loop
        execute format('drop policy %I on tavla.%I', old.policyname, old.tablename);
    end loop;
end $$;

create policy own on tavla.access for select to tavla_host using (role_name = current_user);
-- Both conditions are looked up once a statement, not once a row.
create policy granted_read on tavla.line for select to tavla_host using (
    (select exists (select from tavla.access where role_name = current_user and board = '*'))
    or board in (select a.board from tavla.access a where a.role_name = current_user));
create policy granted_add on tavla.line for insert to tavla_host with check (
    (select exists (select from tavla.access where role_name = current_user and board = '*'))
    or board in (select a.board from tavla.access a where a.role_name = current_user));
create policy granted_read on tavla.head for select to tavla_host using (
    (select exists (select from tavla.access where role_name = current_user and board = '*'))
    or board in (select a.board from tavla.access a where a.role_name = current_user));
create policy granted_read on tavla.board for select to tavla_host using (
    (select exists (select from tavla.access where role_name = current_user and board = '*'))
    or board in (select a.board from tavla.access a where a.role_name = current_user));

create policy operator on tavla.line for select to tavla_operator using (true);
create policy operator on tavla.head for select to tavla_operator using (true);
create policy operator on tavla.board for select to tavla_operator using (true);
create policy operator on tavla.access for select to tavla_operator using (true);
create policy operator on tavla.log for select to tavla_operator using (true);

create policy keeper on tavla.line for select to tavla_keeper using (true);
create policy keeper_redacts on tavla.line for update to tavla_keeper using (true) with check (true);
create policy keeper on tavla.head to tavla_keeper using (true) with check (true);
create policy keeper on tavla.board to tavla_keeper using (true) with check (true);
create policy keeper on tavla.access to tavla_keeper using (true) with check (true);
create policy keeper on tavla.log for insert to tavla_keeper with check (true);

-- A backup that was restored into another server has that server's transaction numbers.
set local role tavla_keeper;
update tavla.head set changed = pg_current_xact_id()::text::bigint
where changed > pg_current_xact_id()::text::bigint;
reset role;

-- Functions

-- What the next line names a line as: its checksum, or its original's where it was redacted; '' where that is unknown.
create or replace function tavla.chain(body text) returns text
language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
declare gone json;
begin
    if strpos(body, 'gone') = 0 and strpos(body, '\u') = 0 then
        return right(body, 8);
    end if;
    begin
        gone := left(body, -9)::json -> 'gone';
    exception when others then
        return right(body, 8);
    end;
    if gone is null then
        return right(body, 8);
    end if;
    if json_typeof(gone) <> 'string' then
        return '';
    end if;
    return coalesce(substring(gone #>> '{}' from '^[0-9a-f]{8}$'), '');
end $$;

-- Adds lines numbered from `lowest`, all or none. Those that are there are left as they are and compared.
create or replace function tavla.push(to_board text, to_replica text, lowest bigint, bodies text[]) returns void
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
declare
    added bigint;
    clash bigint;
begin
    insert into tavla.line (board, replica, n, body)
        select to_board, to_replica, lowest + place - 1, given
        from unnest(bodies) with ordinality as pushed (given, place)
        order by place
    on conflict (board, replica, n) do nothing;
    get diagnostics added = row_count;
    if added < cardinality(bodies) then
        select min(l.n) into clash
        from tavla.line l
        where l.board = to_board and l.replica = to_replica
            and l.n between lowest and lowest + cardinality(bodies) - 1
            and l.body <> bodies[l.n - lowest + 1]
            and nullif(tavla.chain(l.body), '') <> nullif(tavla.chain(bodies[l.n - lowest + 1]), '');
        if clash is not null then
            raise exception using errcode = 'TV002', message = clash::text;
        end if;
    end if;
end $$;

-- After lines are added: move the heads, refuse a gap, and tell those who listen.
create or replace function tavla.lines_added() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    item record;
begin
    for item in
        select board, replica, min(n) as lowest, max(n) as highest, count(*) as many
        from added group by board, replica order by board, replica
    loop
        if item.highest - item.lowest + 1 <> item.many then
            raise exception using errcode = 'TV001', message = 'lines are missing between these';
        end if;
        update tavla.head h
        set n = item.highest, changed = pg_current_xact_id()::text::bigint,
            crc = (select tavla.chain(a.body) from added a
                   where a.board = item.board and a.replica = item.replica and a.n = item.highest)
        where h.board = item.board and h.replica = item.replica and h.n = item.lowest - 1;
        if not found then
            if item.lowest <> 1 then
                raise exception using errcode = 'TV001', message = 'lines are missing before these';
            end if;
            perform tavla.new_replica(item.board);
            insert into tavla.head (board, replica, n, crc)
                select item.board, item.replica, item.highest, tavla.chain(a.body)
                from added a
                where a.board = item.board and a.replica = item.replica and a.n = item.highest;
        end if;
        perform pg_notify('tavla', b.hint::text) from tavla.board b where b.board = item.board;
    end loop;
    return null;
end $$;

-- Room for one more replica on a board, and for the board itself where it is the first.
create or replace function tavla.new_replica(of_board text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    most bigint;
begin
    if not exists (select from tavla.board where board = of_board) then
        select value::bigint into most from tavla.meta where key = 'most_boards';
        if (select count(*) from tavla.board) >= most then
            raise exception using errcode = 'TV003', message = 'no more boards';
        end if;
        insert into tavla.board (board) values (of_board) on conflict do nothing;
    end if;
    select value::bigint into most from tavla.meta where key = 'most_replicas_per_board';
    if (select count(*) from tavla.head where board = of_board) >= most then
        raise exception using errcode = 'TV003', message = 'no more replicas on this board';
    end if;
end $$;

create or replace function tavla.crc32(bytes bytea) returns text
language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
declare
    crc bigint := 4294967295;
begin
    for place in 0 .. octet_length(bytes) - 1 loop
        crc := crc # get_byte(bytes, place);
        for bit in 1 .. 8 loop
            crc := (crc >> 1) # (3988292384 * (crc & 1));
        end loop;
    end loop;
    return lpad(to_hex(crc # 4294967295), 8, '0');
end $$;

-- The operator's: take away what a line says. Its number, its place in the chain and its stamp are left.
-- False where there is no such line or it is redacted already. Hosts that have the line already still have it.
create or replace function tavla.redact(of_board text, of_replica text, of_n bigint) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    old text;
    raw json;
    made text;
begin
    select body into old from tavla.line
    where board = of_board and replica = of_replica and n = of_n for update;
    if not found then
        return false;
    end if;
    begin
        raw := left(old, -9)::json;
    exception when others then
        raw := '{}';
    end;
    if raw -> 'gone' is not null then
        return false;
    end if;
    made := format('{"n":%s,"p":"%s","t":"%s","gone":"%s"}', of_n,
        coalesce(substring(raw ->> 'p' from '^[0-9a-f]{8}$'), ''),
        coalesce(substring(raw ->> 't' from '^[0-9a-z.]{1,40}$'), ''), tavla.chain(old));
    update tavla.line set body = made || E'\t' || tavla.crc32(convert_to(made, 'UTF8'))
    where board = of_board and replica = of_replica and n = of_n;
    insert into tavla.log (what, subject) values ('redact', format('%s %s %s', of_board, of_replica, of_n));
    return true;
end $$;

-- The operator's: let a login read and write a board, '*' for every board there is and will be.
create or replace function tavla.grant_board(login text, granted text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    known record;
begin
    select * into known from pg_roles where rolname = login;
    if not found then
        raise exception using errcode = 'TV004', message = 'there is no such role';
    end if;
    if known.rolsuper or known.rolbypassrls or pg_has_role(known.oid, 'tavla_keeper', 'member') then
        raise exception using errcode = 'TV005', message = 'the rules of a board cannot hold this role';
    end if;
    if not pg_has_role(known.oid, 'tavla_host', 'member') then
        execute format('grant tavla_host to %I', login);
    end if;
    insert into tavla.access (role_name, board) values (login, granted) on conflict do nothing;
    update tavla.meta set value = (value::bigint + 1)::text where key = 'access';
    insert into tavla.log (what, subject) values ('grant', format('%s %s', login, granted));
end $$;

-- The operator's: take a board back from a login, or everything that it was granted where no board is named.
create or replace function tavla.revoke_board(login text, refused text default null) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from tavla.access where role_name = login and (refused is null or board = refused);
    if not exists (select from tavla.access where role_name = login)
        and exists (select from pg_auth_members m join pg_roles r on r.oid = m.member
                    where m.roleid = 'tavla_host'::regrole and r.rolname = login) then
        execute format('revoke tavla_host from %I', login);
    end if;
    update tavla.meta set value = (value::bigint + 1)::text where key = 'access';
    insert into tavla.log (what, subject) values ('revoke', format('%s %s', login, coalesce(refused, 'all')));
end $$;

create or replace trigger lines_added after insert on tavla.line
    referencing new table as added for each statement execute function tavla.lines_added();

alter function tavla.lines_added() owner to tavla_keeper;
alter function tavla.new_replica(text) owner to tavla_keeper;
alter function tavla.redact(text, text, bigint) owner to tavla_keeper;
alter function tavla.grant_board(text, text) owner to tavla_keeper;
alter function tavla.revoke_board(text, text) owner to tavla_keeper;

revoke all on all functions in schema tavla from public, tavla_host, tavla_operator;
grant execute on function tavla.push(text, text, bigint, text[]), tavla.chain(text) to tavla_host;
grant execute on function tavla.chain(text), tavla.crc32(bytea) to tavla_keeper;
grant execute on function tavla.redact(text, text, bigint), tavla.grant_board(text, text),
    tavla.revoke_board(text, text) to tavla_operator;

revoke create on schema tavla from tavla_keeper;
do $$
begin
    -- Whoever runs this may grant boards afterwards, but is no longer the keeper.
    execute format('grant execute on function tavla.redact(text, text, bigint), tavla.grant_board(text, text), '
        'tavla.revoke_board(text, text) to %I', current_user);
    if not (select rolsuper from pg_roles where rolname = current_user) then
        execute format('revoke tavla_keeper from %I', current_user);
    end if;
end $$;
