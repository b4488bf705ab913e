"""A programme on the command line: the real one of fourteen parts on two boards, and its final report."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.running import Tavla

REAL = Path(__file__).parent.parent / "data" / "ensamhet_2018.csv"
PHASES = {"planera": "Planera", "genomfora": "Genomföra", "folja_upp": "Följa upp", "agera": "Agera"}
EMPTY = "Ingen uppgift."


@pytest.fixture
def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(REAL.read_text("utf-8")), delimiter=";"))


@pytest.fixture
def programme(tavla: Tavla, tmp_path: Path) -> Tavla:
    """The fourteen parts, seven on each of two boards, taken in as anybody's file is."""
    head, *lines = REAL.read_text("utf-8").splitlines()
    tavla.ok("programme", "add", "Mot ofrivillig ensamhet", "purpose=Färre ensamma", "owner=vera")
    tavla.ok("init", "--as", "vera", "Norra")
    for board, some in (("oster", lines[:7]), ("norra", lines[7:])):
        file = tmp_path / f"{board}.csv"
        file.write_text("\n".join([head, *some]) + "\n", "utf-8")
        tavla.ok("--board", board, "import", str(file))
        tavla.ok("--board", board, "programme", "take", "1")
    return tavla


def plain(markdown: str) -> str:
    return re.sub(r"\\(.)", r"\1", markdown)


def test_every_figure_and_every_empty_cell_of_the_source_is_in_the_report_and_nothing_else(
    programme: Tavla, rows: list[dict[str, str]]
) -> None:
    text = plain(programme.ok("programme", "report"))
    table = [line.strip("| ").split(" | ") for line in text.splitlines() if re.match(r"\| \d+\. ", line)]
    assert len(table) == 14
    found = {cells[0].partition(". ")[2]: cells[1:] for cells in table}
    chapters = {one.partition("\n")[0].partition(". ")[2]: one for one in text.split("\n## ")}
    for row in rows:
        wanted = [row["enhet"], PHASES[row["fas"]], row["matt"], row["matttyp"], row["mal"], row["utfall"]]
        assert found[row["titel"]] == [cell or "–" for cell in wanted], row["titel"]
        told = chapters[row["titel"]]
        said = {
            "Problem": row["problem"],
            "Mål": f"{row['matt'] or 'mått saknas'} ({row['matttyp']}): {row['mal'] or 'inget mål angivet'}",
            "Genomförande": row["atgard"],
            "Resultat": row["utfall"] or EMPTY,
            "Måluppfyllelse": EMPTY,
            "Lärdomar": row["lardom"],
            "Fortsättning": row["avslut"] or EMPTY,
        }
        for heading, words in said.items():
            assert f"**{heading}:** {words}\n" in told + "\n", (row["titel"], heading)
    # No number is told that the source does not give, but for the parts' and how many they are.
    ours = {*map(str, range(1, 15))}
    undated = re.sub(r"(?m)^\*Slutrapport.*", "", text)
    assert set(re.findall(r"\d+", undated)) <= ours | set(re.findall(r"\d+", REAL.read_text("utf-8")))
    assert "14 delar, 13 har ett resultat skrivet." in text
    assert "| Mått | Slags mått | Mål | Resultat |" in text
    assert "Slags mått: aktivitet är vad som görs, effekt är vad det ger dem det gäller." in text
    # Only one measures an effect, and it has no result.
    thoughts = text.partition("## Värt en tanke")[2]
    assert thoughts.count("\n- ") == 14
    assert thoughts.rstrip().endswith("- Uppsökande och hämtning")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def test_the_page_says_the_same_and_what_a_person_writes_stands_instead_of_the_card(
    programme: Tavla, rows: list[dict[str, str]], tmp_path: Path
) -> None:
    listed = programme.json("programme-part", "list", schema="programme-part list")["parts"]
    part = next(one for one in listed if one["text"] == "Måltidsvänner")
    programme.ok(
        "--board", part["board"], "programme-part", "set", part["card"], "1", "reached=Nej, <2> av 30"
    )
    file = tmp_path / "rapport.html"
    programme.ok("programme", "report", "mot", str(file))
    reader = _Text()
    reader.feed(file.read_text("utf-8"))
    text = " ".join(" ".join(reader.said).split())
    for row in rows:
        for heading in ("titel", "enhet", "problem", "atgard", "matt", "mal", "utfall", "lardom", "avslut"):
            assert " ".join(row[heading].split()) in text, (row["titel"], heading)
    assert "Måluppfyllelse: Nej, <2> av 30" in text
    shown = programme.json("programme", "report", schema="programme report")
    assert "Nej, \\<2\\> av 30" in shown["text"]


def test_a_report_of_a_programme_without_parts_or_of_none_says_so(tavla: Tavla) -> None:
    tavla.refused("unknown", "programme", "report")
    tavla.ok("programme", "add", "Trygg hemgång")
    assert "0 delar" not in tavla.ok("programme", "report")
    tavla.ok("programme", "add", "En till")
    assert tavla.refused("unknown", "programme", "report")["hints"] == ["Trygg hemgång", "En till"]
