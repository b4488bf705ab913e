"""The demo's hemtjänst unit. Mostly data, hence its length. Unit, people, figures and events are all made up.

The themes are the source's (domain notes, 6c); every word here is a plain example of what care staff write.
"""

from __future__ import annotations

from board.demo_steps import Story, end, fill, on, park, say, tale, to

STORY = Story(
    board="nordanvind",
    name="Hemtjänst Nordanvind",
    unit="Dag- och kvällsgruppen",
    area="Äldreomsorg",
    purpose="Den som har hjälp av oss ska veta vem som kommer, när vi kommer och att det blir rätt.",
    focus="trygg läkemedelshantering på kvällen",
    limits={"plan": 5, "do": 3, "check": 3, "act": 2},
    people={
        "anna": "Anna Rönnås",
        "mats": "Mats Furulid",
        "mia": "Mia Vassdal",
        "yusuf": "Yusuf Lindhage",
        "karin": "Karin Snöfors",
        "emil": "Emil Stenhav",
        "rosa": "Rosa Ekmark",
    },
    lead=("mats", "karin"),
    key=("anna", "mia"),
    tales=(
        tale(
            "Larmet visade fel adress vid en utryckning",
            "1 22.30 emil",
            on("0 06.50 karin", say("Adressen är rättad i dag. Men hur många fler är fel?")),
            kind="handelse",
            tags=("larm", "trygghet"),
        ),
        tale(
            "Cyklarna står ute och rostar",
            "4 15.10 rosa",
            on("3 07.20 yusuf", say("Håller med, kedjan hoppade två gånger i går.")),
            on("2 16.00 mia", say("Finns det plats i soprummet?")),
            kind="forslag",
            tags=("resor",),
        ),
        tale(
            "Dotter vill veta vem som kommer på morgonen",
            "7 11.30 rosa",
            kind="synpunkt",
            tags=("kontinuitet",),
        ),
        tale(
            "Många olika medarbetare hos samma brukare",
            "40 09.15 mia",
            on(
                "22 13.30 anna",
                fill(
                    problem="En brukare med stort omsorgsbehov mötte 14 olika medarbetare på två veckor.",
                    why="Hon orkar inte berätta allt från början varje gång och blir otrygg.",
                    owner="anna",
                    support="mia",
                ),
                to("plan"),
            ),
            on(
                "9 14.00 anna",
                say("Tre orsaker hittills: byten sent på dagen, rutten, och att vi inte har reserver."),
            ),
            tags=("kontinuitet",),
        ),
        tale(
            "Apotekets leverans kommer efter sista besöket",
            "55 16.30 yusuf",
            on(
                "46 13.30 anna",
                fill(
                    problem="Medicinen levereras ofta efter kvällens sista besök.",
                    why="Fyra gånger på en månad fick någon sin kvällsdos dagen efter.",
                ),
                to("plan"),
                say("Vi kan inte ändra leveransen själva, men vi kan ta upp det. Vem tar det?"),
            ),
            tags=("läkemedel",),
        ),
        tale(
            "Vikarierna får olika introduktion",
            "44 08.00 karin",
            on(
                "43 13.30 anna",
                fill(
                    problem="Det beror på vem man går bredvid vad man får lära sig de första dagarna.",
                    why="Vikarier ringer samma frågor till samordnaren tio gånger om dagen.",
                    owner="karin",
                ),
                to("plan"),
            ),
            on(
                "24 10.10 karin",
                fill(measure="Ett kort med de femton viktigaste sakerna, bockas av tillsammans."),
            ),
            tags=("ny på jobbet",),
        ),
        tale(
            "Kvällsgruppen har inte ett enda uteblivet besök på tre månader",
            "14 13.00 mats",
            on(
                "12 08.20 yusuf",
                fill(
                    problem="Inget besök missat på kvällen, medan dagen har missat nio.",
                    owner="yusuf",
                ),
                to("plan"),
                say("Jag tror att det är för att vi ringer varandra klockan sex. Ska fråga resten."),
            ),
            kind="gott_exempel",
            tags=("trygghet",),
        ),
        tale(
            "Läkemedelssignering saknas på kvällen",
            "67 21.40 yusuf",
            on(
                "64 13.30 anna",
                fill(
                    problem="Signering av läkemedel saknas återkommande på kvällen.",
                    why="Nio avvikelser på en månad. Ingen vet säkert om dosen är given.",
                    owner="anna",
                    leader="mats",
                    doers=["mia", "yusuf"],
                    support="anna",
                ),
                to("plan"),
            ),
            on(
                "60 14.15 anna",
                fill(measure="Påminnelse i telefonen klockan åtta varje kväll.", due=-44),
                to("do"),
            ),
            on(
                "50 21.30 mia",
                say("Påminnelsen kommer när jag står i duschen med någon. Jag trycker bort den."),
            ),
            on("43 13.30 anna", to("check")),
            on(
                "38 15.00 yusuf",
                fill(outcome="Från nio till åtta avvikelser. Påminnelsen kommer vid fel tillfälle."),
                to("act"),
            ),
            on(
                "22 13.30 anna",
                fill(
                    decision="Tillbaka till orsakerna: vi har ingen överrapportering vid passbytet. Prova den."
                ),
                end("retry"),
            ),
            on(
                "19 14.40 anna",
                fill(
                    title="Dubbelkoll av läkemedel vid passbyte",
                    measure="Två går igenom signeringslistan tillsammans vid passbytet, två veckor, kväll. Vi tror: "
                    "från nio till tre avvikelser i månaden.",
                    due=5,
                ),
                to("do"),
            ),
            on("5 21.50 mia", say("Det tar två minuter. Vi hittade en lucka redan första kvällen.")),
            on("1 14.02 yusuf", say("Funkar, men på fredagar kommer vi inte in samtidigt.")),
            tags=("läkemedel",),
        ),
        tale(
            "Hemgång från sjukhus fungerar ojämnt",
            "26 10.50 mia",
            on(
                "22 13.30 anna",
                fill(
                    problem="När någon kommer hem från sjukhus saknas ibland hjälpmedel, nycklar eller medicin.",
                    why="Första dygnet hemma är det otryggaste, för brukaren och för oss.",
                    owner="mia",
                    doers=["mia", "emil"],
                ),
                to("plan"),
            ),
            on(
                "17 09.00 mia",
                fill(measure="Gemensam avstämning dag 1 med samordnare, omsorgspersonal och sjuksköterska."),
                to(
                    "do",
                    "Två hemgångar redan i morgon. Vi bestämmer uppföljningsdag när vi har provat på dem.",
                ),
            ),
            on("10 16.45 emil", say("Kvart på telefon, sedan visste alla vad som gällde.")),
            tags=("hemgång",),
        ),
        tale(
            "Svårt att nå oss på eftermiddagen",
            "56 12.10 rosa",
            on(
                "43 13.30 anna",
                fill(
                    problem="Brukare och anhöriga kommer inte fram på telefon mellan klockan ett och fyra.",
                    why="De blir oroliga, ringer larmet i stället och vi får rycka ut i onödan.",
                    owner="anna",
                    doers=["karin", "rosa"],
                    measure="Fast telefontid klockan två till tre, samma lapp med tiden hos alla.",
                    due=0,
                ),
                to("plan"),
            ),
            on("40 08.10 anna", to("do")),
            on("31 15.05 rosa", say("Lugnare på larmet redan. Lappen behöver större text.")),
            on("8 13.45 anna", fill(title="Fast telefontid på eftermiddagen"), to("check")),
            kind="synpunkt",
            tags=("tillgänglighet",),
        ),
        tale(
            "Vi kör om varandra på morgonen",
            "52 08.30 emil",
            on(
                "43 13.30 anna",
                fill(
                    problem="Två bilar kör samma väg mellan sju och nio, medan norra rutten blir sen.",
                    why="Elva sena besök i veckan och onödiga mil.",
                    owner="anna",
                    doers=["emil"],
                    measure="Rutterna ritas om efter vägar i stället för efter efternamn. Prova i tre veckor.",
                    due=-4,
                ),
                to("plan"),
            ),
            on("35 07.50 emil", to("do")),
            on("12 13.30 anna", to("check")),
            tags=("resor", "rutter"),
        ),
        tale(
            "Två på första besöket hos nya brukare",
            "62 10.05 mia",
            on(
                "43 13.30 anna",
                fill(
                    problem="Vid första besöket missar vi sådant som vi får fråga om igen veckan efter.",
                    why="Den som är ny hos oss ska inte behöva berätta samma sak tre gånger.",
                    owner="anna",
                    support="mia",
                    measure="Två går på första besöket, den ena skriver. Prova med fem nya brukare.",
                    due=-8,
                ),
                to("plan"),
            ),
            on("41 09.30 mia", to("do")),
            on("20 13.30 anna", to("check")),
            on(
                "3 15.20 mia",
                fill(
                    outcome="Frågor i efterhand gick från sju till två per ny brukare. Kostar en timme extra.",
                    due=2,
                ),
                to("act"),
            ),
            on("3 15.30 anna", say("Mats, timmen behöver du besluta om. Vi tycker att det är värt det.")),
            tags=("ny brukare",),
        ),
        tale(
            "Alla packar väskan på sitt sätt",
            "69 07.15 rosa",
            on(
                "64 13.30 anna",
                fill(
                    problem="Handskar, plåster eller nycklar saknas i väskan när vi är framme.",
                    why="Vi får åka tillbaka ungefär en gång om dagen.",
                    owner="rosa",
                    measure="En packlista i locket och samma plats för varje sak.",
                    due=-40,
                ),
                to("plan"),
            ),
            on("62 07.30 rosa", to("do")),
            on("43 13.30 anna", to("check")),
            on(
                "39 16.10 rosa", fill(outcome="Två återresor på tre veckor mot en om dagen förut."), to("act")
            ),
            on(
                "22 13.30 anna",
                fill(decision="Blir rutin. Den som jobbar fredag kväll fyller på väskorna."),
                end("routine", "Vi bestämde det tillsammans på arbetsplatsträffen, Mats var med."),
            ),
            kind="forslag",
            tags=("utrustning",),
        ),
        tale(
            "Egen bil till norra rutten",
            "49 12.40 emil",
            on(
                "43 13.35 mats",
                park("Bilarna är upphandlade ett halvår till. Vi tar upp det igen när avtalet ska göras om."),
            ),
            kind="forslag",
            tags=("resor",),
        ),
    ),
)
