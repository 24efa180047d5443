"""Schools, homes, accounts and records are found by their shapes, and what looks alike is left."""

import pytest

from lyhord.privacy.pseudonyms import pseudonymise

FOUND = [
    # schools: a name before the word for the place, after it, in it, or said to be its name
    ("på Solrosens förskola", "på [skola]"),
    ("solrosens förskola är bra", "[skola] är bra"),
    ("Björkalids barn- och ungdomsmottagning", "[skola]"),
    ("i Ekeskogens anpassade grundskola", "i [skola]"),
    ("hos Tallbackens korttidshem", "hos [skola]"),
    ("på Norra Mårdskogens skola", "på [skola]"),
    ("s:t Torgrims skola", "[skola]"),
    ("på vårdcentralen Ekliljan", "på vårdcentralen [skola]"),
    ("på Öppna förskolan Myrstacken", "på [skola]"),
    ("vi på Kafé Lyktan", "vi på [skola]"),
    ("på Ungdomens hus Perrongen", "på [skola]"),
    ("på Mottagningen Vändpunkten Öst", "på [skola]"),
    ("han tränar i BK Stålnäven", "han tränar i [skola]"),
    ("ordförande i Bråtens BK", "ordförande i [skola]"),
    ("på Erikssons Cykel & Såg", "på [skola]"),
    ("Skutan heter vårt fritids", "[skola] heter vårt fritids"),
    ("vår förskola heter kotten", "vår förskola heter [skola]"),
    ("rektorn på Tallåsa svarar", "rektorn på [skola] svarar"),
    ("hon går på Smultronet", "hon går på [skola]"),
    ("vi hänger i Gula Villan", "vi hänger i [skola]"),
    ("på I Ur och Skur Kotten", "på [skola]"),
    ("på Rönnbackens barnhälsa", "på [skola]"),
    ("vid Hällmossens folkhögskola", "vid [skola]"),
    ("i Samtalsrummet Eken", "i [skola]"),
    # addresses
    ("bor på klockargårdsvägen sju", "bor på [adress]"),
    ("vi bor på Norra Holmsta 118", "vi bor på [adress]"),
    ("jag bor i Skogsboda 321", "jag bor i [adress]"),
    ("vi bor på gården Östra Nybble, Hällaryd", "vi bor på gården [adress]"),
    ("c/o Lindholm, Pilvägen 2, 694 91 Hallsberg", "[adress]"),
    ("Ljungvägen 4, 2 tr, dörrkod 1962", "[adress]"),
    ("Prästgårdsbacken 2, Enviken.", "[adress]."),
    ("Norrgården, Stora Mellby 14", "[adress]"),
    ("hans hus, Hult Norrgård 2, 598 92 Vimmerby", "hans hus, [adress]"),
    ("dom under oss på Tallåsvägen", "dom under oss på [adress]"),
    ("vår gata, Hasselstigen, är mörk", "vår gata, [adress], är mörk"),
    ("vi bor i nummer 90", "vi bor i [adress]"),
    ("bor på V. Trädgårdsgatan 8", "bor på [adress]"),
    ("fastigheten Åkerbo 7:2", "fastigheten [adress]"),
    # accounts and numbers
    ("bankuppgifterna 3410 22 087 55", "bankuppgifterna [konto]"),
    ("bankgirot till klassen är 5012-8834", "bankgirot till klassen är [konto]"),
    ("8105-9 konto 744 218 930-5", "[konto]"),
    ("konto 3300 790412-5587", "konto [konto]"),
    ("swisha till 070-174 06 05", "swisha till [konto]"),
    ("barnet (150230-xx71)", "barnet ([personnummer])"),
    ("numret slutar på 4471", "numret slutar på [personnummer]"),
    ("20091230 och sen 4412", "[personnummer]"),
    ("reservnummer 20091230-A441", "reservnummer [personnummer]"),
    ("personnummer 0 9 1 2 3 0 4 4 1 2", "personnummer [personnummer]"),
    ("ring noll sju sex 210 44 83", "ring [telefon]"),
    ("typ 11 05 09 47 72 är mitt", "typ [personnummer] är mitt"),
    ("8 7 0 3 0 4 - 2 2 6 1", "[personnummer]"),
    ("lägg till elva#sagor sen", "lägg till [konto] sen"),
    # records
    ("om SOC-23-5508 igen", "om [ärende] igen"),
    ("orosanmälan 2024-IFO-00967", "orosanmälan [ärende]"),
    ("journalnr JN 55 208 133", "journalnr [ärende]"),
    ("ärendet (SN 2022/0417-3)", "ärendet ([ärende])"),
    ("överklagan i HSN-77/2023", "överklagan i [ärende]"),
    ("ärendenummer 88 21 45", "ärendenummer [ärende]"),
    ("fyller år den femte april", "fyller år [födelsedatum]"),
    ("hon fyllde sjutton den 30/6 06", "hon fyllde sjutton [födelsedatum]"),
    ("på pappret står 1 januari 2007", "på pappret står [födelsedatum]"),
    ("en svart golf, mwx 27 k tror jag", "en svart golf, [fordon] tror jag"),
    # accounts on the net
    ("min insta är @lovisa.mvh.x", "min insta är [konto]"),
    ("kontot heter vallby.exposed", "kontot heter [konto]"),
    ("på steam, tolvtaggarn, sa", "på steam, [konto], sa"),
    ("följ inte kingen.av.kvarnby", "följ inte [konto]"),
    ("kallar sig _ghost.404_", "kallar sig [konto]"),
    ("spela med MinecraftMajken2013", "spela med [konto]"),
    ("kanalen TuvasVardag", "kanalen [konto]"),
    ("lägg till zebran på snap", "lägg till [konto] på snap"),
    ("se fulaste-i-sjuan.example", "se [länk]"),
]
LEFT = [
    "kommunens bibliotek, högskolan i Skövde",
    "montessori passar oss, 3 4 5 6 7 8 9 10 stycken",
    "#skolan#livet, lektion i C#, buss 11 05 09 47",
    "kommunens förskola och barnens fritids är bra",
    "Annan skola, ny förskola, Vilken skola?",
    "på skolan i Eskilstuna",
    "vårdcentralen i Flen och Ungdomsmottagningen Flen",
    "vi hejar på Hammarby IF och Malmö FF",
    "i Fortnite 2 och på Max 10 kr",
    "på Storgatan och Kungsgatan är det lugnt",
    "fem minuter på cykelvägen 5 km",
    "kontot öppnades 2019-03-12",
    "beslutet kom 2018 och 2019/2020 var bäst",
    "på YouTube och i PowerPoint",
    "efter covid19 och lgr22",
    "_inte_ och ___ är inget konto",
    "de sista fyra åren 2019",
    "jag fyller 16 i juni",
    "Återkoppling. 34 svar kom",
    "kör bil 120 km i timmen",
]


@pytest.mark.parametrize(("written", "expected"), FOUND)
def test_places_and_numbers_are_replaced(written: str, expected: str) -> None:
    assert pseudonymise(written).text == expected


@pytest.mark.parametrize("written", LEFT)
def test_what_looks_alike_is_left(written: str) -> None:
    assert pseudonymise(written).text == written


@pytest.mark.parametrize(("written", "expected"), FOUND)
def test_hiding_them_twice_changes_nothing(written: str, expected: str) -> None:
    assert pseudonymise(pseudonymise(written).text).text == pseudonymise(expected).text
