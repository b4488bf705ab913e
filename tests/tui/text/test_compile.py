"""Our compiler reads .po files as Babel does, and the .mo files it writes are gettext's."""

from __future__ import annotations

import gettext
import io
import os
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import tui.text
from tui.text.compile import CatalogueError, binary, compile_all, read

LOCALE = Path(tui.text.__file__).parent.parent / "locale"
HEAD = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""


def catalogue(folder: Path, body: str) -> Path:
    po = folder / "en/LC_MESSAGES/tavla.po"
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_text(HEAD + body, "utf-8")
    return po


def loaded(po: Path) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(binary(read(po))))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_same_translations_as_babel_finds(language: str) -> None:
    po = LOCALE / language / "LC_MESSAGES/tavla.po"
    theirs = io.BytesIO()
    with po.open("rb") as file:
        write_mo(theirs, read_po(file, locale=language))
    theirs.seek(0)
    ours, babels = loaded(po), gettext.GNUTranslations(theirs)
    assert {k: v for k, v in vars(ours)["_catalog"].items() if k} == {
        k: v for k, v in vars(babels)["_catalog"].items() if k
    }


def test_contexts_plurals_lines_and_escapes(tmp_path: Path) -> None:
    po = catalogue(
        tmp_path,
        'msgctxt "month"\nmsgid "mars"\nmsgstr "Mar"\n\n'
        'msgid "mars"\nmsgstr "the planet"\n\n'
        'msgid "{n} kort"\nmsgid_plural "{n} kort i allt"\nmsgstr[0] "{n} card"\nmsgstr[1] "{n} cards"\n\n'
        'msgid ""\n"två\\n"\n"rader \\"här\\""\nmsgstr ""\n"two\\n"\n"lines \\"here\\""\n',
    )
    t = loaded(po)
    assert (t.pgettext("month", "mars"), t.gettext("mars")) == ("Mar", "the planet")
    assert [t.ngettext("{n} kort", "{n} kort i allt", n) for n in (1, 2)] == ["{n} card", "{n} cards"]
    assert t.gettext('två\nrader "här"') == 'two\nlines "here"'


def test_what_is_not_sure_is_not_said(tmp_path: Path) -> None:
    t = loaded(
        catalogue(
            tmp_path,
            'msgid "tom"\nmsgstr ""\n\n#, fuzzy\nmsgid "oviss"\nmsgstr "unsure"\n\n'
            '#~ msgid "borta"\n#~ msgstr "gone"\n\nmsgid "säker"\nmsgstr "sure"\n',
        )
    )
    assert [t.gettext(word) for word in ("tom", "oviss", "borta", "säker")] == [
        "tom",
        "oviss",
        "borta",
        "sure",
    ]


@pytest.mark.parametrize(
    "body", ['msgid "a\nmsgstr "b"\n', 'nonsense "a"\n', '"loose"\n', 'msgid a\nmsgstr "b"\n']
)
def test_a_broken_catalogue_is_told_by_line(tmp_path: Path, body: str) -> None:
    with pytest.raises(CatalogueError, match=r"tavla\.po:6:"):
        read(catalogue(tmp_path, body))


def test_only_what_is_out_of_date_is_compiled(tmp_path: Path) -> None:
    po = catalogue(tmp_path, 'msgid "a"\nmsgstr "b"\n')
    assert compile_all(str(tmp_path)) == ["en"]
    assert compile_all(str(tmp_path)) == []
    assert compile_all(str(tmp_path), force=True) == ["en"]
    later = po.with_suffix(".mo").stat().st_mtime_ns + 1
    os.utime(po, ns=(later, later))
    assert compile_all(str(tmp_path)) == ["en"]
    assert [file.name for file in sorted(po.parent.iterdir())] == ["tavla.mo", "tavla.po"]
