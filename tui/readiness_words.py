"""The self-assessment in words: factors and their questions, the scale, categories and their advice, how rounds stand.

The questions are worded by us after the method's own; the screen, the command line and exports all say them this way.
The source has no questions of its own for engagemang, and two names for some factors: every face says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from tui.readiness_questions import PLAIN, PROMPTS, STATEMENTS
from tui.text import N_, _, dates, language, ngettext

if TYPE_CHECKING:
    from board.readiness import Item
    from board.readiness_rounds import Round, Status
    from board.readiness_verdict import Thresholds, Verdict

FORMS: Mapping[str, str] = {
    "readiness": N_("Redo-analys"),
    "climate": N_("Arbetsklimatet, snabbkoll"),
}
NAMES: Mapping[str, str] = {
    "forandringstryck": N_("Förändringstryck"),
    "uppdragsgivare": N_("Uppdragsgivarnas vilja"),
    "ambitionsniva": N_("Ambitionsnivå"),
    "fokus": N_("Fokus"),
    "ledarskap": N_("Ledarskap"),
    "ledningsarbete": N_("Ledningsarbete"),
    "strategiarbete": N_("Strategiarbete"),
    "problemlosning": N_("Problemlösning"),
    "kompetens": N_("Kompetens"),
    "visualisering": N_("Visualisering och förekomst"),
    "engagemang": N_("Engagemang"),
    "individuell_uppfoljning": N_("Individuell uppföljning"),
    "chefen": N_("Chefen"),
    "personalgruppen": N_("Personalgruppen"),
    "nyckelpersonen": N_("Nyckelpersonen"),
    "trygghet": N_("Tryggt att säga ifrån"),
    "generositet": N_("Delar med oss"),
    "provande": N_("Prövar och ifrågasätter"),
    "externt_forandringstryck": N_("externt förändringstryck"),
    "agarkontroll": N_("ägarkontroll"),
    "kunskapskallan": N_("kunskapskällan"),
}
GROUPS: Mapping[str, str] = {
    "will": N_("Vilja"),
    "ability": N_("Förmåga"),
    "chefen": N_("Chefen"),
    "personalgruppen": N_("Personalgruppen"),
    "nyckelpersonen": N_("Nyckelpersonen"),
    "arbetsklimatet": N_("Arbetsklimatet"),
}
SIDES: Mapping[str, str] = {"allowing": N_("tillåtande"), "questioning": N_("ifrågasättande")}
ASKS: Mapping[str, str] = {
    "time": N_("Hur långt fram ser vi?"),
    "direction": N_("Åt vilket håll?"),
    "place": N_("Var ligger ledarskapet?"),
}
CHOICES: Mapping[str, str] = {
    "time.short": N_("kort sikt"),
    "time.long": N_("lång sikt"),
    "time.both": N_("båda"),
    "direction.inward": N_("inåt: att arbeta effektivt"),
    "direction.outward": N_("utåt: nytt värde för brukare"),
    "place.1": N_("transaktionsbaserat"),
    "place.2": N_("mest transaktionsbaserat"),
    "place.3": N_("mest transformerande"),
    "place.4": N_("transformerande"),
}
SCALES: Mapping[str, tuple[str, ...]] = {
    "readiness": (N_("inte alls"), N_("lite"), N_("ganska väl"), N_("mycket väl")),
    "climate": (N_("stämmer inte"), N_("stämmer lite"), N_("stämmer ganska väl"), N_("stämmer helt")),
}
CATEGORIES: Mapping[str, str] = {
    "A": N_("Kategori A: viljorna drar åt olika håll"),
    "B": N_("Kategori B: svag vilja"),
    "C": N_("Kategori C: gemensam vilja och förmåga"),
    "D": N_("Kategori D: lyfter inte blicken"),
    "between_competing_high": N_("Mitt emellan: olika viljor, hög förmåga"),
    "between_clear_low": N_("Mitt emellan: enig vilja, låg förmåga"),
    "too_few": N_("Ingen kategori: för få faktorer är besvarade"),
    "chair_asked": N_("Ingen kategori än: under tre svar behövs ett ord om viljorna"),
}
DESCRIPTIONS: Mapping[str, str] = {
    "A": N_("Flera starka viljor drar åt olika håll, och förmågan är låg. Det är en bra bit kvar."),
    "B": N_("Ingen tydlig vilja bär, och förmågan är låg. Händelser styr, och tempot skiftar snabbt."),
    "C": N_(
        "Viljan är tydlig och gemensam, och förmågan finns. Antingen har en stark vilja satt målen, eller så äger"
        " många målen tillsammans."
    ),
    "D": N_(
        "Förmågan är stor, men viljan är inte tydlig. Det inre arbetet fungerar, och möjligheter längre bort syns"
        " inte."
    ),
    "between_competing_high": N_(
        "Förmågan är hög, men viljorna drar åt olika håll. Metoden har ingen kategori för det;"
        " båda råden gäller. Prata hellre om svaren än om kategorin."
    ),
    "between_clear_low": N_(
        "Viljan är tydlig och gemensam, men förmågan är låg. Metoden har ingen kategori för det;"
        " båda råden gäller. Prata hellre om svaren än om kategorin."
    ),
    "too_few": N_("Det behövs svar på minst {will} av 4 faktorer för vilja och {ability} av 8 för förmåga."),
    "chair_asked": N_(
        "Med färre än tre svar syns det inte om viljorna drar åt olika håll. Den som leder omgången säger hur det"
        " är."
    ),
}
ADVICE: Mapping[str, str] = {
    "agree_first": N_(
        "Enas först: mål, uppdrag och roller, sedan hur beslut fattas och vem som har mandat. Att bygga förmåga"
        " lönar sig sällan innan dess."
    ),
    "start_small": N_(
        "Börja i liten skala, med en eller några få personer. Skaffa först ett gemensamt sätt att lösa problem."
    ),
    "good_conditions": N_("Viljan är en god grund: bryt ned de gemensamma målen tillsammans."),
    "lift_gaze": N_("Lyft blicken: vad behöver brukarna som ni inte gör i dag?"),
    "go_ahead": N_("Ni kan gå fortare fram, gärna med hela arbetssättet från början."),
}
WILLS: Mapping[str, str] = {
    "competing": N_("drar åt olika håll"),
    "clear": N_("tydlig och gemensam"),
    "weak": N_("svag eller oklar"),
}
ABILITIES: Mapping[str, str] = {"low": N_("låg"), "high": N_("hög")}
MOVES: Mapping[str, tuple[str, str]] = {
    "up": ("↑", N_("starkare")),
    "down": ("↓", N_("svagare")),
    "same": ("→", N_("som förut")),
}
ENDINGS: Mapping[str, str] = {"ready": N_("Redo"), "not_yet": N_("Inte redo än")}


def _said(table: Mapping[str, str], code: str | None, otherwise: str = "") -> str:
    return _(table[code]) if code is not None and code in table else otherwise


def form(code: str) -> str:
    return _(FORMS.get(code, code))


def name(key: str) -> str:
    """ "Ledningsarbete": a factor's, a statement's or a group's item by its key."""
    return _(NAMES.get(key, key))


def names(item: Item) -> str:
    """The name with the source's other name, where it has two: "Kompetens (kunskapskällan)"."""
    return f"{name(item.key)} ({name(item.second)})" if item.second else name(item.key)


def group(code: str) -> str:
    return _(GROUPS.get(code, code))


def question(form_code: str, key: str) -> str:
    """What is rated: a statement, or how well a factor carries a change."""
    if form_code == "climate":
        return _(STATEMENTS.get(key, key))
    return _("Hur väl bär det här en förändring hos oss?")


def plain(key: str) -> str:
    """What a factor is about, in everyday words; empty for a statement, which says it itself."""
    return _said(PLAIN, key)


def prompts(key: str) -> list[str]:
    """Questions to think with."""
    return [_(one) for one in PROMPTS.get(key, ())]


def note(item: Item) -> str:
    """What has to be said of where the questions come from; empty where nothing."""
    if item.source_silent:
        return _("Metoden nämner faktorn men har inga egna frågor till den. Frågorna här är tavlans.")
    if item.team_prompts:
        return _(
            "Transaktionsbaserat: det som avviker från rutinerna styr. Transformerande: mening, mål och mod att"
            " pröva nytt. Metoden har ingen fråga här; den är tavlans."
        )
    return ""


def side(code: str | None) -> str:
    return _said(SIDES, code)


def rating(form_code: str, value: int) -> str:
    """ "ganska väl" for 3; "vet ej" for UNSURE."""
    scale = SCALES[form_code]
    return _(scale[value - 1]) if 1 <= value <= len(scale) else _("vet ej")


def ask(field: str) -> str:
    return _(ASKS.get(field, field))


def choice(field: str, code: str) -> str:
    return _said(CHOICES, f"{field}.{code}", code)


def number(value: float | None, decimals: int = 1) -> str:
    """ "2,6" in Swedish, "2.6" in English, "–" where there is none."""
    if value is None:
        return "–"
    told = f"{round(value, 9):.{decimals}f}"
    return told.replace(".", ",") if language() == "sv" else told


def category(code: str) -> str:
    """ "Kategori B: svag vilja". Never a bare letter."""
    return _(CATEGORIES.get(code, code))


def description(found: Verdict, lines: Thresholds) -> str:
    text = _(DESCRIPTIONS.get(found.code, ""))
    return text.format(will=lines.will_answered, ability=lines.ability_answered)


def advice(found: Verdict) -> list[str]:
    return [_(ADVICE[code]) for code in found.advice]


def wills(code: str | None) -> str:
    return _said(WILLS, code, "–")


def abilities(code: str | None) -> str:
    return _said(ABILITIES, code, "–")


def thresholds(lines: Thresholds) -> str:
    """Where the tool draws its lines, said as its own."""
    return _(
        "Gränserna är tavlans egna, metoden har inga: viljan är tydlig från {clear} i snitt, förmågan hög från"
        " {high}, och viljorna drar åt olika håll från {competing} i spridning (0 är helt eniga, 1,5 är mest)."
    ).format(clear=number(lines.clear), high=number(lines.high), competing=number(lines.competing))


def near(found: Verdict) -> list[str]:
    """Lines that are near, as sentences."""
    told = {
        "will": _("Nära gränsen: lite annan vilja hade gett {instead}."),
        "ability": _("Nära gränsen: lite annan förmåga hade gett {instead}."),
        "spread": _("Nära gränsen: lite annan spridning hade gett {instead}."),
    }
    return [told[one.what].format(instead=_short(one.instead)) for one in found.near]


def _short(code: str) -> str:
    told = category(code)
    return told if code.isupper() else told[:1].lower() + told[1:]


def move(code: str | None) -> str:
    """ "↑ starkare"; empty where nothing can be compared."""
    if code is None or code not in MOVES:
        return ""
    sign, word = MOVES[code]
    return f"{sign} {_(word)}"


def ending(code: str | None) -> str:
    return _said(ENDINGS, code) or _("Inte bestämt än")


def scope(one: Round, board: str = "") -> str:
    """Whose round it is: the board's name, "Område Öster", "Hela organisationen"."""
    if one.scope == "area":
        return _("Område {area}").format(area=one.area or "–")
    return board if one.scope == "board" else _("Hela organisationen")


def progress(how: Status) -> str:
    """ "6 av 9 har svarat", or "4 klara, 2 har börjat av 9"; who is nobody's business."""
    n, begun = how.whole, how.answered - how.whole
    told = ngettext("{n} av {all} har svarat", "{n} av {all} har svarat", n)
    if begun:
        told = ngettext("{n} klar, {begun} har börjat av {all}", "{n} klara, {begun} har börjat av {all}", n)
    told = told.format(n=n, begun=begun, all=how.invited)
    if how.paper:
        told += ngettext(", och {n} på papper", ", och {n} på papper", how.paper).format(n=how.paper)
    return told


def anonymity() -> str:
    return _(
        "Efteråt visas allas svar tillsammans, utan namn. Den som väljer ditt namn vid samma dator kan öppna dina svar."
    )


def who_may_open() -> str:
    return _(
        "Förbättringsledaren, nyckelpersonen, ambassadören eller specialisten öppnar och stänger omgångar."
    )


def kept_late() -> str:
    """Told to one who answers after the round has closed."""
    return _(
        "Omgången stängdes medan du svarade. Det du skrev är sparat, men är inte med i resultatet. Säg till den som"
        " leder omgången: fler sena svar kan räknas in tillsammans."
    )


def what_next(key: str | None) -> str:
    """Told to one who has answered everything: what happens next and, with the key to the self-assessment, how to go
    on from here."""
    told = _("När den som leder omgången stänger den ser alla resultatet samtidigt, och ni pratar om det.")
    if key is None:
        return told
    keys = _("↑ går tillbaka om du vill ändra något, enter lämnar, och {key} visar redo-analysen igen.")
    return f"{told} {keys.format(key=key)}"


def closed_now() -> str:
    """Told to one who has the rating in front when the round closes."""
    return _(
        "Omgången är stängd nu. Det du hade svarat är med. Det du ändrar härefter sparas, men räknas inte med."
    )


def few() -> str:
    """In place of a spread that would point at a person."""
    return _("visas inte under tre svar")


def veiled() -> str:
    """Told where so few answered the round that nothing is shown factor by factor; what they wrote may follow."""
    return _(
        "Färre än tre har svarat. Därför syns inte vem eller hur många som sagt vad om varje faktor, och det som"
        " skrevs står för sig, blandat."
    )


def no_numbers() -> str:
    """Why a mean of a group is not shown: with the other factors' means it would tell a hidden one's."""
    return _("Talen visas inte, för minst en faktor har färre än tre svar.")


def when(one: Round, today: date) -> str:
    """The day that a round is known by."""
    return dates.day(one.day, today) if one.day else "–"
