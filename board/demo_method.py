"""The depth of some of the demo's cards: causes, votes, measures, readings, experiments, talks.

All of it is data, a part a line or more: hence more than 400 lines. Everything is made up, as the boards say; each card
is told by its title in demo_aldreboende.py and demo_hemtjanst.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from board.demo_steps import (
    On,
    answer,
    fill,
    lift,
    measured,
    name_bone,
    on,
    put,
    put_on,
    vote,
)

MEALS = "Måltider utan avbrott"
SEARCHING = "Letande i förrådet"
UNSIGNED = "Signeringar som saknas"

_MEALS = (
    on(
        "63 13.40 sara",
        put(
            "fact",
            {
                "text": "Flera som äter i matsalen har gått ner i vikt på ett halvår.",
                "ground": "measured",
                "figure": "4 av 18",
                "source": "viktlistan",
                "on": -70,
            },
            {
                "text": "Det är som stökigast när alla väntar på att få mat.",
                "ground": "observed",
                "source": "två luncher på Syrenen",
                "on": -65,
            },
        ),
        name_bone("rummet", "Rummet"),
        put(
            "cause",
            {"text": "Serveringen tar så lång tid att maten kallnar", "bone": "teknik"},
            {"text": "Vi dukar och serverar på olika sätt", "bone": "rutiner"},
            {"text": "Medicinen delas ut mitt i måltiden", "bone": "rutiner"},
            {"text": "Vikarier vet inte vem som behöver hjälp att äta", "bone": "kompetens"},
            {"text": "Vagnen skramlar och fläkten överröstar samtalet", "bone": "utrustning"},
            {"text": "Sex stycken vid det trånga bordet", "bone": "rummet"},
        ),
    ),
    on("62 14.10 lena", vote(c1=5, c3=4, c5=3)),
    on("62 14.12 johan", vote(c1=5, c2=4, c4=3)),
    on("62 14.15 amir", vote(c1=4, c5=5, c6=2)),
    on(
        "60 09.30 maria",
        put(
            "action",
            {
                "text": "Alla serverar samtidigt",
                "causes": ["Serveringen tar"],
                "influence": "direct",
                "effect": 3,
                "feasibility": 4,
                "status": "decided",
            },
            {"text": "Filttassar under stolarna och tystare hjul på vagnen", "effect": 2, "feasibility": 4},
            {
                "text": "Bygg om matsalen",
                "influence": "none",
                "influence_why": "Det beslutar den som äger huset, och inte i år.",
                "status": "parked",
            },
        ),
    ),
    on(
        "59 10.10 lena",
        put(
            "indicator",
            {
                "text": MEALS,
                "unit": "%",
                "better": "higher",
                "follows": "effect",
                "goal_type": "short_term",
                "level": "operation",
                "view": "outside_in",
                "values": ["individual"],
                "baseline": 55,
                "baseline_until": -59,
                "target": 80,
                "target_by": 5,
                "target_origin": "own",
                "for_whom": "dem som äter i matsalen",
                "collected_how": "den som håller i måltiden sätter ett kryss på listan",
                "collected_by": "lena",
                "collected_often": "några luncher i veckan",
            },
        ),
        put(
            "indicator",
            {
                "text": "Tid för lunchen",
                "unit": "minuter",
                "better": "lower",
                "follows": "activity",
                "balances": MEALS,
            },
        ),
        measured(MEALS, "63:55 62:50 61:58 60:54 59:56"),
        measured("Tid för lunchen", "63:48 60:50"),
        fill(
            assumption="Om alla får mat på en gång blir det lugnare, för ingen behöver vänta.",
            prediction="Minst 70 % av måltiderna utan avbrott inom två veckor.",
        ),
        put(
            "experiment",
            {
                "text": "Alla serverar samtidigt på Syrenen",
                "size": "group",
                "action": "Alla serverar",
                "prediction": "Minst 70 % utan avbrott.",
                "start": -58,
                "end": -44,
                "took_part": ["lena", "johan"],
            },
        ),
    ),
    on("50 13.30 johan", put("log", {"text": "Två av oss krockade vid bordet vid fönstret.", "on": -50})),
    on("43 13.20 lena", measured(MEALS, "57:57 55:60 52:54 50:58 47:53 44:57"), measured("Tid", "50:41")),
    on(
        "41 15.00 lena",
        put_on(
            "experiment",
            "Alla serverar",
            result="57 %, nästan som förut. Ljudet blev högre.",
            surprised="Att det inte var väntan som störde, utan att vi sprang.",
            learned="Fortare är inte lugnare.",
        ),
        fill(
            assumption_held="no",
            execution_held="yes",
            goal_reached="no",
            improvement="change",
            solved="not",
            lesson="Vi löste fel sak. Den som äter störs av att vi går ifrån, inte av att vänta.",
            conditions="Prövat på Syrenen med arton vid fem bord och tre av oss i matsalen.",
        ),
    ),
    on(
        "20 12.40 sara",
        put_on(
            "cause", "Serveringen tar", status="dismissed", evidence="Försök 1: fortare blev inte lugnare."
        ),
        put_on(
            "cause",
            "Vi dukar",
            status="confirmed",
            evidence="Fyra sätt på fem luncher.",
            prioritised=True,
        ),
        put(
            "cause",
            {
                "text": "Ingen har hela måltiden som sin uppgift",
                "bone": "rutiner",
                "parent": "Vi dukar",
                "root": True,
                "status": "confirmed",
                "ground": "observed",
                "found_by": "five_whys",
            },
            {
                "text": "Vi får inte veta hur den som flyttar in är van att äta",
                "bone": "kompetens",
                "frame": "outside",
            },
        ),
        put(
            "involvement",
            {
                "text": "Sju av dem som äter i matsalen berättade vad som stör",
                "who": "user",
                "step": "analysis",
                "level": "operation",
                "degree": "active",
                "method": "samtal vid kaffet",
                "number": 7,
                "represents": "Två som inte talar längre. Deras anhöriga frågas i nästa vecka.",
                "because_of_it": "En av oss sitter kvar vid bordet: det var det flest bad om.",
            },
        ),
    ),
    on("20 13.10 lena", vote(c2=5, c7=5, c3=3)),
    on("20 13.11 johan", vote(c2=5, c7=4, c6=3)),
    on("20 13.12 amir", vote(c7=5, c3=4)),
    on("20 13.13 sara", vote(c7=5, c2=4, c5=1)),
    on(
        "19 09.40 maria",
        put(
            "action",
            {
                "text": "En person håller i måltiden, servering i två omgångar",
                "causes": ["Ingen har hela", "Vi dukar"],
                "influence": "direct",
                "effect": 4,
                "feasibility": 3,
                "status": "decided",
                "purpose": "Att någon alltid sitter kvar, så att den som äter får ro.",
                "resources": "Fem minuter till planering på morgonen. Inga pengar.",
                "follow_how": "Kryss på listan efter lunch.",
                "follow_on": 5,
                "evaluate_how": "Måltider utan avbrott, och vad de som äter säger.",
                "grounds": ["user", "practice"],
            },
        ),
        put(
            "activity",
            {"text": "Lista över vem som håller i måltiden", "who": "sara", "due": -18, "done": True},
            {"text": "Fråga köket om två omgångar", "who": "johan", "due": -18, "done": True},
            {"text": "Pröva en enklare variant på helgen", "who": "amir", "due": 6},
        ),
        fill(
            assumption="Om en person håller i måltiden och sitter kvar får de som äter ro att äta klart.",
            prediction="Från 55 till 80 % måltider utan avbrott på fyra veckor.",
        ),
        lift(
            "kaprifolen",
            "Vi får inte veta hur den som flyttar in är van att äta.",
            "Kan ni skicka med en halv sida om vanor vid måltiden när någon flyttar från er till oss?",
            -7,
            to_board="nordanvind",
            cause="Vi får inte veta",
        ),
    ),
    on(
        "18 14.00 lena",
        put(
            "experiment",
            {
                "text": "En person håller i lunchen på Syrenen",
                "size": "few",
                "action": "En person",
                "prediction": "80 % utan avbrott efter fyra veckor.",
                "start": -17,
                "took_part": ["lena", "johan", "sara"],
            },
        ),
    ),
    on(
        "18 15.30 maria",
        put(
            "dialogue",
            {
                "challenge": "Lugna måltider, för att fyra har gått ner i vikt.",
                "target": "Åtta av tio luncher utan att någon störs.",
                "latest": "Alla serverade samtidigt i två veckor.",
                "result": "57 %, nästan som förut, och högre ljud.",
                "learned": "Den som äter störs av att vi går ifrån, inte av att vänta.",
                "next": "En person håller i lunchen och sitter kvar.",
                "expected": "80 % utan avbrott. Vi är mest nyfikna på helgen.",
                "visit": 3,
                "coach": "maria",
                "coached": ["lena", "johan"],
                "experiment": "En person",
                "on": -18,
            },
        ),
    ),
    on("9 09.10 mats", answer("Ja. Vi gör en mall som följer med från den första i nästa månad.")),
    on("6 13.20 johan", put("log", {"text": "Ingen lämnade bordet före kaffet.", "on": -6})),
    on(
        "1 13.30 lena",
        measured(MEALS, "16:62 14:70 13:68 11:74 9:72 8:77 6:82 4:64 3:66 1:79"),
        measured("Tid", "9:47 1:49"),
    ),
)

_STOREROOM = (
    on(
        "63 14.20 bo",
        put(
            "fact",
            {
                "text": "Vi letar ungefär 25 minuter per pass.",
                "ground": "measured",
                "figure": "25 minuter",
                "source": "klockan, tre pass",
            },
        ),
        put(
            "cause",
            {"text": "Sakerna har ingen bestämd plats", "status": "confirmed", "ground": "observed"},
        ),
        put("cause", {"text": "Det nya ställs där det råkar vara tomt", "parent": "Sakerna"}),
        put(
            "cause",
            {"text": "Ingen har hand om förrådet", "parent": "Det nya", "root": True, "status": "confirmed"},
        ),
        put("action", {"text": "Rensa, märk hyllorna, ge varje sak en plats", "decided_by": "maria"}),
        put(
            "indicator",
            {
                "text": SEARCHING,
                "unit": "minuter per pass",
                "better": "lower",
                "follows": "effect",
                "baseline": 25,
                "baseline_until": -61,
                "target": 10,
                "target_by": -35,
                "target_origin": "own",
                "for_whom": "dem som väntar på hjälp",
                "collected_how": "den som letar skriver på lappen på dörren",
            },
        ),
        fill(
            assumption="Om varje sak har en plats hittar vi den utan att leta.",
            prediction="Från 25 till högst 10 minuter per pass.",
        ),
    ),
    on("61 08.30 bo", measured(SEARCHING, "63:26 62:25 61:24")),
    on(
        "61 08.30 bo",
        put(
            "experiment",
            {"text": "Hyllorna till vänster först", "size": "few", "start": -60, "end": -43},
        ),
    ),
    on(
        "36 11.00 bo",
        measured(SEARCHING, "59:20 56:17 52:12 49:11 46:9 43:8 39:8 36:8"),
        put_on("experiment", "Hyllorna", result="Från 25 till 8 minuter per pass."),
        fill(
            assumption_held="yes",
            execution_held="yes",
            goal_reached="yes",
            improvement="improvement",
            solved="solved",
            noticed="Den som väntar på lyftselen får den direkt. En boende sa: ”Nu hinner vi prata också.”",
            freed=350,
            freed_for="promenader och samtal med dem som bor här",
        ),
    ),
    on(
        "21 13.40 sara",
        fill(
            lesson="Märkta hyllor räckte en vecka. Det höll först när en person fick hand om förrådet.",
            conditions="Ett förråd för två avdelningar. En halv dag att rensa behövdes.",
            share=True,
            alike="all",
        ),
        put(
            "routine",
            {
                "text": "Ordning i förrådet",
                "how": "Allt har en märkt plats. Det sista tas aldrig utan att skrivas upp på dörren.",
                "responsible": "bo",
                "valid_from": -20,
                "review": 40,
            },
        ),
    ),
    on("21 13.40 sara", put("spread", {"text": "Hemtjänst Nordanvind", "answer": "interested", "on": -21})),
    on(
        "4 08.10 bo",
        measured(SEARCHING, "28:7 20:9 12:8 4:8"),
        put("routine_check", {"answer": "yes", "routine": "Ordning", "on": -4}),
    ),
)

_REPORT = (
    on(
        "21 13.40 sara",
        fill(
            improvement="change",
            solved="not",
            lesson="Det är det vi säger som drar ut på tiden, inte klockslaget.",
            conditions="Tre pass som möts, arton som bor här.",
            share=True,
        ),
    ),
)

_SIGNING = (
    on(
        "64 13.30 anna",
        put(
            "cause",
            {"text": "Den som signerar blir avbruten", "bone": "rutiner"},
            {"text": "Telefonen ligger i bilen", "bone": "utrustning"},
            {"text": "Vi vet inte vem som gav dosen", "bone": "rutiner"},
            {"text": "Vikarier är osäkra på listan", "bone": "kompetens"},
        ),
    ),
    on("62 21.30 mia", vote(c1=5, c2=4)),
    on("62 21.35 yusuf", vote(c2=5, c3=4)),
    on(
        "60 14.05 anna",
        put(
            "indicator",
            {
                "text": UNSIGNED,
                "unit": "per vecka",
                "better": "lower",
                "follows": "effect",
                "view": "outside_in",
                "values": ["individual"],
                "baseline_until": -60,
                "target": 1,
                "target_by": 5,
                "target_origin": "own",
            },
        ),
        measured(UNSIGNED, "81:2 74:3 67:2 60:2"),
        fill(
            assumption="Om vi blir påminda klockan åtta glömmer vi inte.",
            prediction="Från nio till högst tre på en månad.",
        ),
        put("experiment", {"text": "Påminnelse i telefonen klockan åtta", "size": "group", "start": -59}),
    ),
    on(
        "38 15.00 yusuf",
        measured(UNSIGNED, "53:2 46:3 39:1"),
        put_on("experiment", "Påminnelse", result="Åtta på en månad. Den kom när händerna var upptagna."),
        fill(
            assumption_held="no",
            execution_held="yes",
            improvement="change",
            solved="not",
            lesson="En påminnelse hjälper inte den som står i duschen med någon.",
            conditions="Kvällspass med sex till åtta besök.",
        ),
    ),
    on(
        "21 10.00 anna",
        put(
            "cause",
            {
                "text": "Ingen går igenom listan när passen byts",
                "bone": "rutiner",
                "parent": "Vi vet inte",
                "root": True,
                "status": "confirmed",
            },
        ),
        fill(
            assumption="Om två går igenom listan vid passbytet hittas luckan samma kväll.",
            prediction="Från nio till tre på en månad.",
        ),
    ),
    on("20 21.30 mia", vote(c3=4, c5=5)),
    on("20 21.35 yusuf", vote(c5=5, c1=2)),
    on("19 14.30 anna", put("experiment", {"text": "Dubbelkoll vid passbytet", "size": "few", "start": -18})),
    on("1 14.10 anna", measured(UNSIGNED, "32:2 25:2 18:1 11:0 4:1")),
)

_PHARMACY = (
    on(
        "44 10.20 anna",
        put("cause", {"text": "Leveransen går efter apotekets schema", "frame": "outside"}),
        lift(
            "nordanvind",
            "Medicinen levereras efter kvällens sista besök.",
            "Kan du ta upp leveranstiden med apoteket för alla enheter?",
            -16,
            to_role="ambassador",
            cause="Leveransen",
        ),
    ),
)

_BAG = (
    on(
        "22 13.30 anna",
        fill(
            improvement="improvement",
            lesson="Samma plats för varje sak hjälpte mer än listan.",
            conditions="Alla har samma sorts väska.",
            share=True,
        ),
    ),
)

DEPTH: Mapping[str, tuple[On, ...]] = {
    "Måltiderna blir stökiga och flera lämnar bordet i förtid": _MEALS,
    "Vi letar hjälpmedel i förrådet": _STOREROOM,
    "Nytt schema för rapporten mellan passen": _REPORT,
    "Läkemedelssignering saknas på kvällen": _SIGNING,
    "Apotekets leverans kommer efter sista besöket": _PHARMACY,
    "Alla packar väskan på sitt sätt": _BAG,
}
"""What happened besides, by the title that a card was noted under."""
