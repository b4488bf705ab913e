"""The JSON Schema of everything that `--json` prints, made from one table. docs/cli.schema.json is this, written out.

`$defs` has one schema for each command's object, by the command's name, and `error` for every exit but 0.
"""

from __future__ import annotations

from board.codes import COLUMNS, KINDS, OUTCOMES, PHASES, ROLES, STATES
from board.handover import GIVEN, TOLD
from board.rights import CAN_BE_STRICT
from board.risk import NAMES
from tui.cli import (
    cycles_schema,
    flow_schema,
    meeting_schema,
    overview_schema,
    part_schema,
    readiness_schema,
    year_schema,
)
from tui.cli.output import SCHEMA
from tui.cli.schema_pieces import (
    DATE,
    FLAG,
    NUMBER,
    PERSON,
    PUBLIC_ID,
    TEXT,
    TEXT_OR_NULL,
    TEXTS,
    TIME,
    Schema,
    listed,
    one_of,
    or_null,
    ref,
    thing,
)

_STANDING: dict[str, Schema] = {
    "well_at": {**TIME, "description": "when both sides last had the same"},
    "tried_at": TIME,
    "next_at": TIME,
    "waiting": {**NUMBER, "description": "changes made here that the place does not have yet"},
    "error": {
        "type": ["object", "null"],
        "description": "what the last attempt failed with: code and parameters",
    },
    "said": listed(
        {"type": "object", "description": "a notice about lines that came: code, board, replica, n"}
    ),
}

PARTS: dict[str, Schema] = {
    "remote": thing(name=TEXT, url=TEXT, kind=one_of(("folder", "database")), **_STANDING),
    "synced": thing(
        name=TEXT,
        error={"type": ["object", "null"]},
        received=NUMBER,
        sent=NUMBER,
        boards_made=listed(TEXT),
        said=listed({"type": "object"}),
    ),
    "stamped": thing(at=TIME, by=PERSON),
    "card": thing(
        id=PUBLIC_ID,
        short={
            "type": "string",
            "minLength": 2,
            "description": "the shortest id that names no other card here",
        },
        board=TEXT,
        title=TEXT,
        phase=one_of(PHASES),
        state=one_of(STATES),
        kind=one_of(KINDS),
        problem=TEXT_OR_NULL,
        why=TEXT_OR_NULL,
        owner=PERSON,
        leader=PERSON,
        support=PERSON,
        doers=listed(TEXT),
        tags=listed(TEXT),
        due=DATE,
        measure=TEXT_OR_NULL,
        outcome=TEXT_OR_NULL,
        decision=TEXT_OR_NULL,
        finish=one_of(OUTCOMES, null=True),
        reason={**TEXT_OR_NULL, "description": "why it is parked or archived"},
        skips={
            **TEXTS,
            "description": "the reason given for each phase that was entered with something missing",
        },
        cycle={"type": "integer", "minimum": 1},
        extra={**TEXTS, "description": "columns of an import that the board has no field for"},
        origin={
            **or_null(
                thing(form=TEXT, item=TEXT, round=TEXT_OR_NULL, board=TEXT_OR_NULL, card=or_null(PUBLIC_ID))
            ),
            "description": "what it came out of: a self-assessment's factor, or (form idea, lift) a card of another "
            "board, whose name is the item",
        },
        since=TIME,
        created=ref("stamped"),
        changed=ref("stamped"),
    ),
    "key": thing(
        person=PERSON,
        name=TEXT_OR_NULL,
        active={"type": "boolean"},
        type=TEXT,
        fingerprint={**TEXT, "description": "as ssh-keygen -l shows it"},
        since=DATE,
        program_there={"type": "boolean", "description": "whether the Tavla that the key starts is there"},
    ),
    "change": thing(field=TEXT, **{"from": {}, "to": {}}),
    "event": thing(
        stamp=TEXT,
        at=TIME,
        by=PERSON,
        do=TEXT,
        why=TEXT_OR_NULL,
        undoes=TEXT_OR_NULL,
        table=TEXT,
        id=TEXT,
        card=or_null(PUBLIC_ID),
        changes=listed(ref("change")),
    ),
    "board": thing(
        id=TEXT,
        name=TEXT,
        unit=TEXT_OR_NULL,
        area=TEXT_OR_NULL,
        purpose=TEXT_OR_NULL,
        focus=TEXT_OR_NULL,
        archived=FLAG,
        made_up={**FLAG, "description": "a made-up example"},
        strict=listed(
            {**one_of(CAN_BE_STRICT), "description": "what only those who hold the role on the board do"}
        ),
        limits={"type": "object", "propertyNames": one_of(COLUMNS), "additionalProperties": NUMBER},
        **{name: {**TEXTS, "propertyNames": one_of(("1", "2", "3", "4"))} for name in NAMES},
        cards={
            "type": "object",
            "additionalProperties": NUMBER,
            "description": "open and finished cards per phase",
        },
        open=NUMBER,
        active=TIME,
    ),
    "person": thing(
        id=TEXT,
        ref=PUBLIC_ID,
        joined={
            **listed(TEXT),
            "description": "references that count as this person's since they were joined",
        },
        name=TEXT,
        active=FLAG,
        roles={**listed(TEXT), "description": "that count on the chosen board today; ambassador@AREA"},
        held=listed(
            thing(
                role=one_of(ROLES),
                board=TEXT_OR_NULL,
                area=TEXT_OR_NULL,
                deputy=PERSON,
                deputy_from=DATE,
                deputy_to=DATE,
                earlier_deputy=PERSON,
                earlier_deputy_from=DATE,
                earlier_deputy_to=DATE,
                **{"from": DATE, "to": DATE},
            )
        ),
    ),
    "comment": thing(id=PUBLIC_ID, at=TIME, by=PERSON, text=TEXT, to=listed(PERSON)),
    "cycle": thing(
        number={"type": ["integer", "null"]},
        measure=TEXT_OR_NULL,
        due=DATE,
        outcome=TEXT_OR_NULL,
        decision=TEXT_OR_NULL,
        finish=one_of(OUTCOMES, null=True),
        skips=TEXTS,
        method=thing(**part_schema.OF_TRY),
        began=TIME,
        at=TIME,
        by=PERSON,
    ),
    "choice": thing(
        board=TEXT,
        card={**or_null(PUBLIC_ID), "description": "null for the board's own"},
        title=TEXT,
        field={
            **TEXT,
            "description": "a field, an element (tags/<tag>), place (phase, state, finish, cycle) or deleted; "
            "of a part <kind>:<number>:<field>",
        },
        versions={
            **listed(
                thing(
                    n={"type": "integer", "minimum": 1}, stamp=TEXT, at=TIME, by=PERSON, shown=FLAG, value={}
                )
            ),
            "minItems": 2,
            "description": "newest first",
        },
    ),
    "idea": thing(
        id=PUBLIC_ID,
        short=TEXT,
        board=TEXT,
        name={**TEXT, "description": "the board's name"},
        unit=TEXT_OR_NULL,
        title=TEXT,
        problem=TEXT_OR_NULL,
        tried=listed(TEXT),
        outcome=TEXT_OR_NULL,
        noticed=TEXT_OR_NULL,
        improvement=TEXT_OR_NULL,
        lesson=TEXT_OR_NULL,
        conditions=TEXT_OR_NULL,
        finish=one_of(OUTCOMES, null=True),
        finished=or_null(TIME),
    ),
    "finding": thing(code=TEXT, severity=one_of(("sound", "warning", "damage", "repaired"))),
}

PARTS |= readiness_schema.DEFINITIONS | part_schema.DEFINITIONS
PARTS["whole_card"] = {
    "allOf": [ref("card"), thing(method=ref("method"))],
    "description": "a card with the fields that the method adds to it",
}

_CHANGED = {"card": ref("whole_card"), "events": listed(ref("event"))}
_TURNED_BACK = {"card": or_null(ref("whole_card")), "events": listed(ref("event"))}
_OPENS: dict[str, Schema] = dict.fromkeys(("card", "event", "board", "said"), TEXT_OR_NULL)
OUTPUTS: dict[str, dict[str, Schema]] = {
    "tavla": {"board": or_null(ref("board"))},
    "init": {"board": ref("board")},
    "boards": {"boards": listed(ref("board"))},
    "board": {"board": ref("board"), "events": listed(ref("event"))},
    "people": {"people": listed(ref("person"))},
    "mine": {
        "roles": listed(one_of(ROLES)),
        "sections": listed(
            thing(role=one_of(ROLES), section=TEXT, rows=listed(thing(why=TEXT, number=NUMBER, **_OPENS)))
        ),
        "boards": listed(
            thing(
                board=TEXT,
                name=TEXT,
                area=TEXT_OR_NULL,
                open=NUMBER,
                reasons=listed(thing(why=TEXT, number=NUMBER)),
            )
        ),
    },
    **cycles_schema.OUTPUTS,
    "handover": {
        "person": PERSON,
        "held": listed(
            thing(
                what=one_of((*GIVEN, *TOLD)),
                id=TEXT,
                card=TEXT_OR_NULL,
                text=TEXT_OR_NULL,
                due=TEXT_OR_NULL,
                given={**FLAG, "description": "whether it is handed over, or only good to know of"},
            )
        ),
        "events": listed(ref("event")),
    },
    "list": {"cards": listed(ref("card"))},
    "show": {
        **_CHANGED,
        "parts": {**thing(**part_schema.OF_CARD), "description": "everything on the card, by kind of part"},
        "derived": ref("derived"),
        "comments": listed(ref("comment")),
        "cycles": listed(ref("cycle")),
        "versions": listed(ref("choice")),
    },
    **dict.fromkeys(
        ("add", "set", "move", "finish", "triage", "park", "archive", "reopen", "delete"), _CHANGED
    ),
    **dict.fromkeys(("comment", "restart", "remind"), _CHANGED),
    **part_schema.OUTPUTS,
    **meeting_schema.OUTPUTS,
    "versions": {"versions": listed(ref("choice"))},
    "settle": _TURNED_BACK,
    **overview_schema.OUTPUTS,
    "ideas": {"ideas": listed(ref("idea"))},
    "ideas copy": _CHANGED,
    "undo": _TURNED_BACK,
    "redo": _TURNED_BACK,
    "history": {"events": listed(ref("event"))},
    "import": {
        "created": NUMBER,
        "unchanged": NUMBER,
        "rejected": listed(thing(line=NUMBER, reason=TEXT)),
        "columns": {
            **listed(thing(column=TEXT, field=TEXT_OR_NULL)),
            "description": "what each column of a table of cards became; null is left out",
        },
        "nobody": {**listed(TEXT), "description": "names that are of no person here"},
        "unknown": {**listed(TEXT), "description": "what the board has no measure called"},
        "history": {**NUMBER, "description": "changes of the past that came with a whole board"},
        "dry_run": FLAG,
    },
    "export": {
        "export": NUMBER,
        "board": ref("board"),
        "people": listed({}),
        "tables": {"type": "object"},
        "lifts": {"type": "object", "description": "what has been lifted from the board, by id"},
        "journal": listed({"type": "object"}),
    },
    "export above": {
        "export": NUMBER,
        "people": listed({}),
        "above": {"type": "object", "description": "challenges, throws, programmes and their parts, by id"},
    },
    "export above to a file": {
        "file": TEXT,
        "format": one_of(("json",)),
        "counts": thing(challenge=NUMBER, throw=NUMBER, programme=NUMBER),
    },
    "export to a file": {"file": TEXT_OR_NULL, "format": one_of(("json", "csv", "xlsx")), "cards": NUMBER},
    "check": {"ok": FLAG, "findings": listed(ref("finding"))},
    "erase": {"erased": NUMBER, "done": FLAG},
    "thin": {"erased": NUMBER, "done": FLAG},
    "forget": {
        "person": TEXT,
        "done": FLAG,
        "boards": listed(thing(board=TEXT, changes=NUMBER, texts=NUMBER, set_aside=NUMBER)),
    },
    "restore": {
        "folder": {**TEXT, "description": "the new workspace"},
        "at": TIME,
        "boards": listed(TEXT),
        "changes": {**NUMBER, "description": "how many of them the copy holds"},
        "left_out": {**NUMBER, "description": "how many came after"},
    },
    "remote": {"remotes": listed(ref("remote"))},
    "sync": {"remotes": listed(ref("synced"))},
    "ssh": {"file": TEXT, "keys": listed(ref("key")), "foreign": {"type": "integer", "minimum": 0}},
    **flow_schema.OUTPUTS,
    **year_schema.OUTPUTS,
    **readiness_schema.OUTPUTS,
    "demo": {"boards": listed(ref("board"))},
    "completion": {"shell": TEXT, "script": TEXT},
    "info": {"info": {"type": "object"}},
    "version": {"version": TEXT},
    "help": {"command": TEXT_OR_NULL, "help": TEXT},
    "error": {"error": thing(code=TEXT, message=TEXT, hints=listed(TEXT))},
}


def output(name: str) -> Schema:
    """The schema of one command's object."""
    properties = {"schema": {"const": SCHEMA}, **OUTPUTS[name]}
    return {"type": "object", "required": list(properties), "properties": properties}


def schema() -> Schema:
    """The whole schema: any one of the outputs."""
    outputs = {f"output {name}": output(name) for name in OUTPUTS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"What tavla --json prints ({SCHEMA})",
        "description": "Exit 0 prints the command's object, every other exit the error object.",
        "anyOf": [ref(name) for name in outputs],
        "$defs": {**PARTS, **outputs},
    }
