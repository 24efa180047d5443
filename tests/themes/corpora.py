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


def planted(per_topic: int = 30, seed: int = 1) -> tuple[list[str], list[str]]:
    """Give texts and their topics, in mixed order; no text comes twice."""
    chance = random.Random(seed)  # noqa: S311 - texts, no secrets
    pairs: dict[str, str] = {}
    for topic, words in TOPICS.items():
        target = len(pairs) + per_topic
        while len(pairs) < target:
            chosen = chance.sample(words, 4) + chance.sample(FILLER.split(), 3)
            chance.shuffle(chosen)
            pairs.setdefault(" ".join(chosen), topic)
    mixed = list(pairs.items())
    chance.shuffle(mixed)
    return [text for text, _ in mixed], [topic for _, topic in mixed]
