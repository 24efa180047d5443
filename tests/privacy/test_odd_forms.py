"""Numbers, accounts, records and places in odd forms are found, and ordinary answers are left."""

import pytest

from lyhord.privacy.pseudonyms import pseudonymise, search

# Invented; personal numbers have no right check digit or an impossible date.
FOUND = [
    # personal numbers in parts, in words, with odd signs
    ("070314:2281 står det", "[personnummer] står det"),
    ("07o314-2281 skrev han", "[personnummer] skrev han"),
    ("17 april 2011 - 2281 i journalen", "[personnummer] i journalen"),
    (
        "personnumret börjar på 110417 och slutar 2281",
        "personnumret börjar på [personnummer] och slutar [personnummer]",
    ),
    ("110417, resten är 2281", "[personnummer], resten är [personnummer]"),
    ("mina 4 sista är 88 42", "mina 4 sista är [personnummer]"),
    ("xxxxxx-8842 är mitt", "[personnummer] är mitt"),
    ("reservnummer 20110417TF21", "reservnummer [personnummer]"),
    ("elva noll fyra sjutton streck tjugotvå åttioett", "[personnummer]"),
    ("enligt systemet finns inte 071120 55 61", "enligt systemet finns inte [personnummer]"),
    (
        "syskonens fyra sista är 2281, 7739 å 1106",
        "syskonens fyra sista är [personnummer], [personnummer] å [personnummer]",
    ),
    ("samordningsnr 20070892-2380", "samordningsnr [personnummer]"),
    ("i folkbokföringen 0702143321", "i folkbokföringen [personnummer]"),
    # phones as words
    ("på noll sju noll ett sju fyra noll sex noll fem", "på [telefon]"),
    # dates of birth beside children and in lists
    ("barn 1 2013-11-02, barn 2 2016-01-25", "barn 1 [födelsedatum], barn 2 [födelsedatum]"),
    ("födda 15/3 2015 och 6/7 2017", "födda [födelsedatum] och [födelsedatum]"),
    ("jag blev 18 den 17 april", "jag blev 18 den [födelsedatum]"),
    ("min 15-årsdag 17/4", "min 15-årsdag [födelsedatum]"),
    ("born 17th of April 2011", "born [födelsedatum]"),
    ("Den 28:e augusti 2010 kom hon till världen", "[födelsedatum] kom hon till världen"),
    ("17/4 2011 kom vår son till världen", "[födelsedatum] kom vår son till världen"),
    ("date of birth 17/04/2011", "date of birth [födelsedatum]"),
    # cases
    ("LMA-kort 50441882", "LMA-kort [ärende]"),
    ("beslut IFO-2024-3391 B: avslag", "beslut [ärende]: avslag"),
    ("AM-113290-24 lades ner", "[ärende] lades ner"),
    ("ärende-id 4f22-8812", "ärende-id [ärende]"),
    ("dnr BUN24-0019", "dnr [ärende]"),
    ("protokoll SN § 114/2023", "protokoll [ärende]"),
    ("kränkningsanmälan 2024-118", "kränkningsanmälan [ärende]"),
    # accounts of money
    ("5012-1234 är vårt bankgiro", "[konto] är vårt bankgiro"),
    ("syskonkontot på 9180-6 400 731 22", "syskonkontot på [konto]"),
    ("mitt bankkort slutar på 9012", "mitt bankkort slutar på [konto]"),
    ("NO93 8601 1117 947", "[konto]"),
    ("IBAN är SE 45 5000 0000 0583 9825 7466", "IBAN är [konto]"),
    ("swisha 400 för resorna till 070-174 06 12", "swisha 400 för resorna till [konto]"),
    ("0701740612 är min swish", "[konto] är min swish"),
    # accounts on the net that no sign gives away
    ("anmäl hatakvarnby på tiktok", "anmäl [konto] på tiktok"),
    ("tiktokkontot hatakvarnby måste bort", "tiktokkontot [konto] måste bort"),
    ("shadowwolf, det är min snap", "[konto], det är min snap"),
    ("snap/insta pelletuss", "snap/insta [konto]"),
    ("på snap e jag pelletuss", "på snap e jag [konto]"),
    ("på twitch heter jag surdegskungen å streamar", "på twitch heter jag [konto] å streamar"),
    ("steam: [abc]kvarnkatt", "steam: [konto]"),
    ("användare gast.elev.0412 på datorn", "användare [konto] på datorn"),
    ("c0ldsnake skrev till mig", "[konto] skrev till mig"),
    ("skriv till lisa.lagom79", "skriv till [konto]"),
    # places
    ("på Hemtjänstgruppen Syrenen", "på [skola]"),
    ("på Hyttans familjebehandling", "på [skola]"),
    ("Somaliska kvinnoföreningen Iftin", "[skola]"),
    ("på Röda Stugans förskola", "på [skola]"),
    ("på Solbergaskolan F-6 i Vretstorp", "på [skola]"),
    ("my kid goes to Oakhill School", "my kid goes to [skola]"),
    ("Nilssons Bil och Plåt AB", "[skola]"),
    ("Hagbygården är ett HVB", "[skola] är ett HVB"),
    ("på Per Brahegymnasiet", "på [skola]"),
    ("Gitte på Tallåsslussen hjälper", "[namn] på [skola] hjälper"),
    # addresses
    ("min adress e björkhagsv 12", "min adress e [adress]"),
    ("våning 3 i Vinkelgatan 18", "[adress]"),
    ("bor på Carl von Linnés väg 9", "bor på [adress]"),
    ("torpet Lilla Hult i Fågelfors", "torpet [adress]"),
    ("Hagalundsvägen 102, 590 77 Vreta Kloster", "[adress]"),
    ("jag bor i Övre Hulta, Lillgården 5", "jag bor i [adress]"),
    ("lägenhet 1204", "[adress]"),
    ("bor på Brunnsgatan 15, 4 tr ö.g. med fem", "bor på [adress] med fem"),
    ("hos Bilal på Rönnbärsgatan 12:3 åt jag", "hos [namn] på [adress] åt jag"),
    ("min moster på Vallmov. 5", "min moster på [adress]"),
    ("han bor på Björkbacka, Stora Ulvhult", "han bor på [adress]"),
    # names
    ("prata med Qvillo på soc", "prata med [namn] på soc"),
    ("Qvillo, min mentor, sa nej", "[namn], min mentor, sa nej"),
    ("vem är Qvillo", "vem är [namn]"),
    ("Qvillo & Fatou", "[namn] & [namn]"),
    ("Maria de la Cruz", "[namn]"),
    ("tacka Yasmine El Khoury", "tacka [namn]"),
]
LEFT = [
    "vi ses på torget kl 12:30, v. 5 är lov, och hon bor på Gotland, Visby är bäst",
    "swisha kostar inget, ring 112",
    "Minecraft klubb på fritids och tiktok danser",
    "jag är aktiv på tiktok, sök jobb på snap",
    "mitt konto hackades, hatkonton på insta borde förbjudas",
    "bra.nu vill jag gå hem, m.m. och osv.",
    "jag räknar ett, två, tre, fyra, fem",
    "mötet 2024-03-12, 1430 i matsalen",
    "SFS 2010:800, SOU 2023:66 och Prop. 2023/24:45",
    "HT 2023/24 och WISC 2019-11-04",
    "slutar på 1000 kr, skolan slutar 1430",
    "kortet slutar fungera 2025",
    "barnet placerades 2020-01-15, sonen började 2022-09-01",
    "den 24 december är värst, 31/10 är halloween",
    "Kung Carl Gustaf, Freud och Messi sa nej",
    "prata med Försäkringskassan och Skolverket",
    "tack Bris, hej Rektorn, jag saknar Syrien",
    "Katten, min bästa vän",
    "Ny skola, Samma skola, Nya skolan",
    "After school I go home, Primary School was better",
    "föreningen Attention, gruppen Barn och unga",
    "Hemtjänsten och familjebehandlingen är bra, daglig verksamhet också",
    "Facebookgruppen Klass 4 är hemsk",
    "min bonusson är snäll",
    "en Lex Sarah-rapport",
    "Isak och Jakob i Bibeln",
    "om hennes namn finns med på listan",
]


@pytest.mark.parametrize(("written", "expected"), FOUND)
def test_odd_forms_are_replaced_once_and_for_all(written: str, expected: str) -> None:
    done = pseudonymise(written).text

    assert done == expected
    assert pseudonymise(done).text == done


@pytest.mark.parametrize("written", LEFT)
def test_ordinary_answers_are_left(written: str) -> None:
    assert pseudonymise(written).text == written


@pytest.mark.parametrize(
    "piece",
    [
        "110417,", "1104 17 ", "noll ", "ett två ", "1/1 ", "barn 1: 110101, ", "dnr a1-", "AB-1/",
        "konto a ", "snap - a ", "ab.cd.", "a0aaa", "Ab F-9 ", "Ab AB ", "school Ab ", "torpet Ab ",
        "port 1 på ", "absv 1 ", "Ab, min ", "kort slutar ", "**** ", "sista fyra 11 ",
    ],
)  # fmt: skip
def test_odd_forms_over_and_over_are_read_a_few_times(piece: str) -> None:
    hostile = (piece * 4_000)[:4_000]

    _, work = search(hostile)

    assert work <= 12 * len(hostile)
