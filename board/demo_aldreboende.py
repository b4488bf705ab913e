"""The demo's äldreboende. Mostly data, hence its length. Unit, people, figures and events are all made up.

The themes are the source's (domain notes, 6c); every word here is a plain example of what care staff write.
"""

from __future__ import annotations

from board.demo_steps import Story, answer_no, end, fill, on, say, tale, to

STORY = Story(
    board="kaprifolen",
    name="Äldreboendet Kaprifolen",
    unit="Avdelningarna Syrenen och Jasminen",
    area="Äldreomsorg",
    purpose="De som bor hos oss ska ha lugna måltider, trygga nätter och en vardag som är deras egen.",
    focus="lugnare måltider",
    limits={"plan": 5, "do": 3, "check": 3},
    people={
        "sara": "Sara Ängsby",
        "maria": "Maria Tallhed",
        "amir": "Amir Solfors",
        "eva": "Eva Myrelund",
        "lena": "Lena Åkermo",
        "johan": "Johan Strandvik",
        "fatima": "Fatima Dalerud",
        "bo": "Bo Hasselgård",
    },
    lead=("maria", "eva"),
    key=("sara", "amir"),
    tales=(
        tale("Nyckelskåpet", "0 07.10 bo"),
        tale(
            "Larmet hördes inte i matsalen under middagen",
            "2 18.40 johan",
            on("2 20.15 fatima", say("Samma sak på Jasminen i förra veckan. Fläkten överröstar.")),
            on(
                "1 08.30 maria",
                say("Bra att ni skriver. Ingen kom till skada. Vi tar upp det på nästa möte."),
            ),
            kind="handelse",
            tags=("larm", "trygghet"),
        ),
        tale(
            "Anhörig undrar varför kaffet kommer så tidigt på helgerna",
            "5 10.20 lena",
            on("4 14.05 eva", say("Jag har hört samma sak. Klockan två är mitt i vilan för flera.")),
            kind="synpunkt",
            tags=("måltid",),
        ),
        tale(
            "När kvällen lämnar över till natten behöver vi tio lugna minuter för att gå igenom vem som sover "
            "oroligt, vem som har fått ny medicin, vem som väntar besök och vem som vill bli väckt tidigt",
            "9 21.50 fatima",
            on("8 07.05 amir", say("Håller med. Det mesta får vi gissa oss till i dag.")),
            kind="forslag",
            tags=("överlämning", "natt"),
        ),
        tale(
            "Handspriten glöms mellan rummen",
            "33 11.15 fatima",
            on(
                "21 13.40 sara",
                fill(
                    problem="Vi glömmer att sprita händerna när vi går från ett rum till nästa.",
                    why="Smitta sprids mellan de boende. I egenkontrollen saknades det vid vart tredje rumsbyte.",
                    owner="fatima",
                ),
                to("plan"),
            ),
            on(
                "12 14.20 fatima",
                fill(
                    measure="Sätt upp hållare i de två korridorer där de saknas. Räkna rumsbyten i två veckor."
                ),
                say("Fem varför tog oss till att det saknas hållare just där vi har mest bråttom."),
            ),
            kind="problem",
            tags=("hygien",),
        ),
        tale(
            "Introduktionen ser olika ut på våra två avdelningar",
            "48 15.10 lena",
            on(
                "42 13.40 sara",
                fill(
                    problem="Nya kollegor får olika introduktion på Syrenen och Jasminen.",
                    why="Den som är ny blir osäker och de boende möts på olika sätt.",
                    owner="lena",
                ),
                to("plan"),
            ),
            on(
                "25 09.30 lena",
                say("Jag har samlat listorna från båda avdelningarna. Hinner inte jämföra dem än."),
            ),
            tags=("ny på jobbet",),
        ),
        tale(
            "Måltiderna blir stökiga och flera lämnar bordet i förtid",
            "66 13.20 lena",
            on(
                "63 13.40 sara",
                fill(
                    problem="Måltiderna blir stökiga och flera av dem som bor här lämnar bordet innan de är mätta.",
                    why="Fyra har gått ner i vikt på ett halvår. Måltiden är dagens viktigaste stund för många.",
                    owner="lena",
                    leader="maria",
                    doers=["lena", "johan"],
                    support="sara",
                ),
                to("plan"),
            ),
            on(
                "58 14.30 lena",
                fill(measure="Alla serverar samtidigt, så att det går fortare.", due=-43),
                to("do"),
            ),
            on(
                "52 13.15 johan", say("Det går fortare men det blir inte lugnare. Vi springer in i varandra.")
            ),
            on("42 13.40 sara", to("check")),
            on(
                "41 15.00 lena",
                fill(outcome="Måltider utan avbrott: 55 % före, 57 % efter. Ljudnivån blev högre."),
                to("act"),
            ),
            on(
                "21 13.54 sara",
                fill(
                    decision="Samma problem, ny åtgärd. Vi går tillbaka till orsaken: alla dukar på sitt sätt."
                ),
                end("retry"),
            ),
            on(
                "18 14.10 lena",
                fill(
                    measure="En person håller i måltiden och går inte ifrån. Servering i två omgångar. Prova i fyra "
                    "veckor på Syrenen. Vi tror: från 55 till 80 % måltider utan avbrott.",
                    due=5,
                ),
                to("do"),
            ),
            on("6 13.05 johan", say("Stor skillnad i dag. Ingen lämnade bordet före kaffet.")),
            on("3 13.10 lena", say("Svårare på helgen när vi är färre. Behöver vi en enklare variant då?")),
            tags=("måltid",),
        ),
        tale(
            "Ut en stund varje dag för den som vill",
            "16 10.00 johan",
            on(
                "13 09.20 johan",
                fill(
                    problem="Flera som vill komma ut gör det bara när anhöriga är på besök.",
                    owner="johan",
                    doers=["johan", "bo"],
                    measure="En utevistelse skrivs in på dagens lista och den som är värd för dagen ser till den.",
                    due=12,
                ),
                to("do", "Vädret är fint nu. Vi provar på Syrenen och reder ut orsakerna efteråt."),
            ),
            on("7 15.30 bo", say("Sex av nio har varit ute minst fyra dagar den här veckan.")),
            kind="forslag",
            tags=("utevistelse",),
        ),
        tale(
            "Tvätten kommer tillbaka till fel rum",
            "30 08.45 eva",
            on(
                "21 13.40 sara",
                fill(
                    problem="Kläder kommer tillbaka från tvätten till fel rum flera gånger i veckan.",
                    why="Anhöriga blir ledsna och vi lägger en halvtimme om dagen på att leta.",
                    owner="eva",
                ),
                to("plan"),
            ),
            on(
                "15 10.40 eva",
                fill(
                    measure="Egna tvättpåsar med namn på Jasminen i tre veckor. Vi räknar fel varje dag.",
                    due=9,
                ),
                to("do"),
            ),
            on("8 16.00 eva", say("Fyra fel förra veckan mot elva veckan innan.")),
            tags=("tvätt",),
        ),
        tale(
            "Fler fall på kvällen mellan åtta och tio",
            "28 22.10 amir",
            on(
                "21 13.40 sara",
                fill(
                    problem="Sex av månadens åtta fall hände mellan klockan åtta och tio på kvällen.",
                    why="Ett fall kan bli ett brutet ben. Många är rädda för att gå upp själva.",
                    owner="amir",
                    doers=["amir", "fatima"],
                    measure="En av oss går en runda klockan halv nio: toalett, vatten, tofflor, lampa.",
                    due=-3,
                ),
                to("plan"),
            ),
            on("11 13.50 amir", to("do", "Får gå före: fallen kan inte vänta tills en plats blir ledig.")),
            on("4 22.00 fatima", say("Rundan tar tolv minuter. Lugnare kväll, tycker jag.")),
            kind="handelse",
            tags=("fall", "trygghet"),
        ),
        tale(
            "Tänk om vi fikar tillsammans klockan tre",
            "47 15.20 eva",
            on(
                "42 13.40 sara",
                fill(
                    problem="De flesta dricker eftermiddagskaffet ensamma på sitt rum.",
                    why="Flera säger att eftermiddagen är den längsta delen av dagen.",
                    owner="eva",
                    doers=["eva", "lena"],
                    measure="Kaffet dukas i dagrummet klockan tre, med högläsning två dagar i veckan. Vi räknar "
                    "hur många som kommer.",
                    due=0,
                ),
                to("plan"),
            ),
            on("36 09.10 eva", to("do")),
            on("30 16.10 lena", say("Elva kom i dag. Två av dem har inte varit i dagrummet på länge.")),
            on("10 15.40 eva", to("check")),
            kind="forslag",
            tags=("gemenskap", "måltid"),
        ),
        tale(
            "Alla dokumenterar på sitt sätt",
            "60 14.50 lena",
            on(
                "42 13.40 sara",
                fill(
                    problem="Vi skriver olika mycket och på olika ställen, så nästa pass hittar inte det viktiga.",
                    why="Tre missförstånd på en månad berodde på att något stod på fel ställe.",
                    owner="lena",
                    measure="Ett rutinkort med tre frågor vid datorn: vad hände, vad gjorde vi, vad ska nästa göra?",
                    due=-6,
                ),
                to("plan"),
            ),
            on("33 10.00 lena", to("do")),
            on("16 11.20 lena", to("check")),
            on("13 07.30 amir", say("Kortet är bra. Det ligger bara vid den ena datorn.")),
            tags=("dokumentation",),
        ),
        tale(
            "Syrenen har mycket låg korttidsfrånvaro: vad gör de?",
            "57 09.00 maria",
            on(
                "42 13.40 sara",
                fill(
                    problem="Syrenen har bara en tredjedel så mycket korttidsfrånvaro som vi har i snitt.",
                    why="Om vi förstår varför kan Jasminen få det lika bra, och de boende möter färre nya ansikten.",
                    owner="maria",
                    support="sara",
                    measure="Ett samtal i grupp med Syrenen: vad gör ni som ni är stolta över?",
                    due=-15,
                ),
                to("plan"),
            ),
            on("29 13.00 maria", to("do")),
            on("21 13.40 sara", to("check")),
            on(
                "5 16.20 maria",
                fill(
                    outcome="Tre saker kom upp: de byter pass med varandra utan krångel, de äter lunch ihop och de "
                    "säger till tidigt när det är för mycket.",
                    due=2,
                ),
                to("act"),
            ),
            on("4 12.30 johan", say("Vi på Jasminen vill gärna prova passbytet.")),
            kind="gott_exempel",
            tags=("arbetsmiljö",),
        ),
        tale(
            "Vi letar hjälpmedel i förrådet",
            "70 07.40 bo",
            on(
                "63 13.40 sara",
                fill(
                    problem="Vi letar efter lyftselar och glidlakan i förrådet flera gånger per pass.",
                    why="25 minuter per pass går åt till att leta. Det är tid från dem som bor här.",
                    owner="bo",
                    doers=["bo", "amir"],
                    measure="Rensa, märk upp hyllorna och ge varje sak en plats. Mät letandet före och efter.",
                    due=-35,
                ),
                to("plan"),
            ),
            on("61 08.30 bo", to("do")),
            on("42 13.40 sara", to("check")),
            on("36 11.00 bo", fill(outcome="Letandet gick från 25 till 8 minuter per pass."), to("act")),
            on(
                "21 13.40 sara",
                fill(decision="Blir rutin på båda avdelningarna. Bo ser över märkningen två gånger om året."),
                end("routine", "Vi bestämde det tillsammans på arbetsplatsträffen, Maria var med."),
            ),
            tags=("förråd",),
        ),
        tale(
            "Nytt schema för rapporten mellan passen",
            "68 14.40 amir",
            on(
                "63 13.40 sara",
                fill(
                    problem="Rapporten drar ut på tiden och de som går hem kommer i väg för sent.",
                    why="Ungefär tjugo minuter övertid per dag, och det viktigaste sägs sist.",
                    owner="amir",
                    measure="Rapporten flyttas till kvart i tre och hålls stående.",
                    due=-38,
                ),
                to("plan"),
            ),
            on("59 14.50 amir", to("do")),
            on("42 13.40 sara", to("check")),
            on(
                "34 15.30 amir",
                fill(outcome="Lika lång rapport, bara tidigare. Middagen blev stressigare."),
                to("act"),
            ),
            on(
                "21 13.40 sara",
                fill(decision="Införs inte. Vi lärde oss att innehållet drar ut på tiden, inte klockslaget."),
                end("drop"),
            ),
            tags=("överlämning",),
        ),
        tale(
            "Köp en robotdammsugare till korridoren",
            "27 09.50 johan",
            on(
                "21 13.50 maria",
                answer_no(
                    "Tack för idén! Inte nu: sladdar och rollatorer i korridoren gör att någon kan snubbla. "
                    "Skriv gärna om golven är ett problem, så börjar vi där."
                ),
            ),
            kind="forslag",
        ),
    ),
)
