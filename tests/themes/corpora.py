"""Texts with planted topics, made up from small word lists."""

import random

WORDS = {
    "buss": "buss hållplats tidtabell skjuts linje resa biljett station pendla väg",
    "mat": "mat lunch sallad soppa bröd kök matsal frukost potatis tallrik",
    "musik": "gitarr sång trummor kör konsert melodi piano orkester noter scen",
    "djur": "hund katt häst kanin hage stall foder päls valp klinik",
}
TOPICS = {topic: tuple(words.split()) for topic, words in WORDS.items()}
FILLER = "jag vill att det ska vara mer och bättre här när vi har lite av allt"


FINNISH = {
    "buss": "bussi pysäkki aikataulu kyyti linja matka lippu asema työmatka tie",
    "mat": "ruoka lounas salaatti keitto leipä keittiö ruokala aamiainen peruna lautanen",
    "musik": "kitara laulu rummut kuoro konsertti sävel piano orkesteri nuotit lava",
    "djur": "koira kissa hevonen kani laidun talli rehu turkki pentu eläinlääkäri",
}
FINNISH_FILLER = "minä haluan että se on enemmän ja parempi täällä kun meillä on vähän kaikkea"


def planted(per_topic: int = 30, seed: int = 1) -> tuple[list[str], list[str]]:
    """Give texts and their topics, in mixed order; no text comes twice."""
    return planted_in(WORDS, per_topic, seed, filler=FILLER)


def planted_in(
    topics: dict[str, str], per_topic: int, seed: int = 1, *, filler: str = FINNISH_FILLER
) -> tuple[list[str], list[str]]:
    """Do the same with words of one's own."""
    chance = random.Random(seed)  # noqa: S311 - texts, no secrets
    pairs: dict[str, str] = {}
    for topic, words in topics.items():
        target = len(pairs) + per_topic
        while len(pairs) < target:
            chosen = chance.sample(words.split(), 4) + chance.sample(filler.split(), 3)
            chance.shuffle(chosen)
            pairs.setdefault(" ".join(chosen), topic)
    mixed = list(pairs.items())
    chance.shuffle(mixed)
    return [text for text, _ in mixed], [topic for _, topic in mixed]


SPOKEN = {
    "sv": (
        "Jag fick vänta länge på att få prata med någon",
        "De lyssnade på mig i skolan",
        "Ingen svarade när mamma ringde till kommunen",
        "Fler vuxna i korridoren på rasterna",
        "Jag visste inte vart jag skulle vända mig",
        "Det tog ett år innan vi fick en tid",
        "Läraren trodde inte på det jag sa",
        "Att få hjälp innan det blir för sent",
    ),
    "en": (
        "I had to wait a long time to talk to somebody",
        "They listened to me at school",
        "Nobody answered when my mother called",
        "More grown-ups in the corridor at break time",
        "I did not know where to turn for help",
        "It took a year before we got an appointment",
        "The teacher did not believe what I said",
        "Getting help before it is too late",
    ),
    "fi": (
        "Jouduin odottamaan kauan ennen kuin sain puhua jonkun kanssa",
        "Koulussa minua kuunneltiin",
        "Kukaan ei vastannut kun äiti soitti kuntaan",
        "Enemmän aikuisia käytävällä välitunnilla",
        "En tiennyt kenen puoleen kääntyä",
        "Kesti vuoden ennen kuin saimme ajan",
        "Opettaja ei uskonut mitä sanoin",
        "Apua ennen kuin on liian myöhäistä",
    ),
    "ar": (
        "انتظرت طويلا حتى أتحدث مع أحد",
        "استمعوا إلي في المدرسة",
        "لم يرد أحد عندما اتصلت أمي بالبلدية",
        "نريد المزيد من الكبار في الممر وقت الاستراحة",
        "لم أعرف إلى أين أذهب للحصول على المساعدة",
        "استغرق الأمر سنة قبل أن نحصل على موعد",
        "المعلم لم يصدق ما قلته",
        "المساعدة قبل فوات الأوان",
    ),
    "no": (
        "Jeg måtte vente lenge før jeg fikk snakke med noen",
        "De hørte på meg på skolen",
        "Ingen svarte da mamma ringte til kommunen",
        "Flere voksne i korridoren i friminuttene",
        "Jeg visste ikke hvor jeg skulle henvende meg",
        "Det tok et år før vi fikk en time",
        "Læreren trodde ikke på det jeg sa",
        "Å få hjelp før det blir for seint",
    ),
    "da": (
        "Jeg måtte vente længe på at få talt med nogen",
        "De lyttede til mig i skolen",
        "Ingen svarede, da min mor ringede til kommunen",
        "Flere voksne på gangen i frikvarteret",
        "Jeg vidste ikke, hvor jeg skulle gå hen efter hjælp",
        "Der gik et år, før vi fik en tid hos lægen",
        "Læreren troede ikke på det, jeg sagde",
        "At få hjælp, før det bliver for sent for os",
    ),
    "de": (
        "Ich musste lange warten, bis ich mit jemandem reden konnte",
        "In der Schule hat man mir zugehört",
        "Niemand hat geantwortet, als meine Mutter angerufen hat",
        "Mehr Erwachsene auf dem Flur in der Pause",
        "Ich wusste nicht, an wen ich mich wenden soll",
        "Es dauerte ein Jahr, bis wir einen Termin bekamen",
        "Der Lehrer hat mir nicht geglaubt",
        "Hilfe bekommen, bevor es zu spät ist",
    ),
}
