"""Reads the rules of warning signs, which are data, into what the detector looks up."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from lyhord.errors import BadInputError
from lyhord.privacy.warning_lexicon import lexicon_of
from lyhord.privacy.warning_phrases import Concepts, Parts, Phrase, parts_of, phrase_of
from lyhord.privacy.warning_points import (
    Key,
    Points,
    Scale,
    codes_of,
    groups_of,
    near_groups,
    weighed_of,
)
from lyhord.privacy.warning_reading import as_word
from lyhord.privacy.warning_words import APART, Lexicon, meaning, weighable

Level: TypeAlias = Literal["acute", "concern", "historic"]
Category: TypeAlias = Literal[
    "violence", "abuse", "suicide", "self-harm", "eating", "neglect", "honour", "online", "threat",
    "crime", "substance", "home",
]  # fmt: skip
_FOLDER = Path(__file__).parent / "warning_signs"
_COMMON = _FOLDER / "common_words.txt"
_MODIFIERS = ("figurative", "past", "over", "lasting", "general", "topic", "joking")
WEIGHED: tuple[Literal["concern", "acute"], ...] = ("concern", "acute")  # in their tables' order
SURE = "sure"  # the kind of rules that count whatever the points are
KINDS = {"acute": 1, "concern": 2, "weak acute": 4, "weak concern": 8, "historic": 16, SURE: 32}
_ENOUGH = 1_000_000  # points, for any scale


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sign: what it is called, how serious it is, and the phrases that say it.

    `deniable`: denying it, or telling that it is over, lowers it. `lowered`: jokes and general
    talk about the subject lower it. `weak`: it adds fewer points than other rules do. `sure`: it
    counts whatever the points are, as rules of an additional file do that are not weak.
    """

    id: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    category: Category
    level: Level
    means: str
    phrases: tuple[str, ...]
    deniable: bool = True
    lowered: bool = True
    weak: bool = False
    sure: bool = False


class RuleFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A file of rules as a safeguarding officer writes it."""

    words: dict[str, str] = {}
    rules: tuple[Rule, ...] = ()
    points: dict[Literal["acute", "concern"], Points] = {}
    ordinary: str = ""
    figurative: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    lasting: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    joking: tuple[str, ...] = ()


ByAnchor: TypeAlias = dict[int, list[tuple[Rule, Phrase]]]
_Parsed: TypeAlias = tuple[Rule, Parts, bool]


class RuleBook(Struct, frozen=True):
    """Every rule and modifier by the number of its rarest word, and the words themselves.

    `common` is what words mean that many write; `ruled` what rules add to concern, by their kinds.
    """

    lexicon: Lexicon
    rules: ByAnchor
    modifiers: ByAnchor
    scales: Mapping[str, Scale]
    denial: int
    person: int
    before_denial: int
    after_denial: int
    longer: int
    common: Mapping[str, frozenset[int]]
    ruled: tuple[int, ...] = ()


def read_rules(additional: Path | None = None) -> RuleBook:
    """Read the rules that come with the service, and a file of additional ones."""
    files = [_read(path) for path in sorted(_FOLDER.glob("*.toml"))]
    if additional:
        more = _read(additional)
        sure = tuple(replace(rule, sure=rule.sure or not rule.weak) for rule in more.rules)
        files.append(replace(more, rules=sure))
    return _compiled(files)


def _read(path: Path) -> RuleFile:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=RuleFile)
    except (OSError, msgspec.MsgspecError) as error:
        raise BadInputError(f"{path.name}: {error}") from error


def _groups(files: list[RuleFile]) -> dict[str, str]:
    """The words of each group; a later file adds to an earlier one's."""
    groups: dict[str, str] = {}
    for file in files:
        for name, words in file.words.items():
            groups[name] = f"{groups.get(name, '')} {words}"
    return groups


def _compiled(files: list[RuleFile]) -> RuleBook:
    concepts = Concepts(_groups(files))
    often_written, _, seldom = _COMMON.read_text(encoding="utf-8").partition("\n\n")
    common = [*often_written.split(), *seldom.split()]
    rules = [(rule, phrase) for file in files for rule in file.rules for phrase in rule.phrases]
    around = [
        (_modifier(name), phrase)
        for file in files
        for name in _MODIFIERS
        for phrase in getattr(file, name)
    ]
    parsed_rules, parsed_around = _parsed(rules, concepts), _parsed(around, concepts)
    numbers = {
        name: concepts.number(f"{{{name}}}")
        for name in ("denial", "someone", "before_not", "after_not", "longer")
    }
    scales = {level: _scale(level, files, concepts) for level in ("acute", "concern")}
    lexicon = lexicon_of(concepts.numbers, " ".join(file.ordinary for file in files))
    meanings = {word: meaning(word, lexicon) for word in common}
    often = _often(meanings.values())
    rules_by, modifiers = _by_anchor(parsed_rules, often), _by_anchor(parsed_around, often)
    lexicon = replace(
        lexicon,
        anchors=_kinds(rules_by),
        around=frozenset(modifiers),
        often=frozenset(often_written.split()),
    )
    book = RuleBook(
        rules=rules_by,
        modifiers=modifiers,
        denial=numbers["denial"],
        person=numbers["someone"],
        before_denial=numbers["before_not"],
        after_denial=numbers["after_not"],
        longer=numbers["longer"],
        scales={},
        lexicon=lexicon,
        common=meanings,
    )
    return weighing(book, scales)


def weighing(book: RuleBook, scales: Mapping[str, Scale]) -> RuleBook:
    """The rules with other points: what words mean, alone and with others, is worked out again."""
    groups = (each for scale in scales.values() for key in scale.points for each in groups_of(key))
    codes = codes_of(scales.values())
    lexicon = replace(
        book.lexicon,
        groups=frozenset(groups),
        codes=codes,
        weighed=tuple(weighed_of(scales[level], codes) for level in WEIGHED),
        common={},
        together={},
    )
    known = {word: as_word(word, each, lexicon) for word, each in book.common.items()}
    together = {
        (word, more): as_word(word, book.common[word] | more, lexicon)
        for word, following in lexicon.joined.items()
        if word in known
        for rests in following.values()
        for _, more in rests
    }
    lexicon = replace(lexicon, common=known, together=together)
    return replace(book, scales=scales, lexicon=lexicon, ruled=_ruled(scales["concern"]))


def _ruled(scale: Scale) -> tuple[int, ...]:
    """What rules of several kinds add together, by the bits of the kinds."""
    points = {KINDS[kind]: points for kind, points in scale.rules.items() if kind in KINDS}
    points[KINDS[SURE]] = _ENOUGH
    return tuple(
        sum(more for bit, more in points.items() if bit & bits) for bits in range(2 * KINDS[SURE])
    )


def kind_of(rule: Rule, level: Level) -> str:
    """What a rule that holds at a level adds points as."""
    return f"weak {level}" if rule.weak else level


def kind_bit(rule: Rule) -> int:
    """The kind of a rule as a bit; none if such rules add nothing."""
    return KINDS.get(SURE if rule.sure else kind_of(rule, rule.level), 0)


def _kinds(rules: ByAnchor) -> dict[int, int]:
    """Of what kinds the rules are that a concept finds, as bits."""
    return {
        concept: sum({kind_bit(rule) for rule, _ in phrases}) for concept, phrases in rules.items()
    }


def _modifier(name: str) -> Rule:
    """What changes the meaning of signs is read like a rule, and means no sign."""
    return Rule(id=name, category="home", level="concern", means="", phrases=())


def _scale(level: Literal["acute", "concern"], files: list[RuleFile], concepts: Concepts) -> Scale:
    """Every file's points of a level; a later file's word replaces an earlier one's."""
    given = [file.points[level] for file in files if level in file.points]
    words = {word: points for each in given for word, points in each.each()}
    return Scale(
        least=sum(each.least for each in given),
        alone=sum(each.alone for each in given),
        start=sum(each.start for each in given),
        points={_key(word, concepts): points for word, points in words.items()},
        rules={kind: points for each in given for kind, points in each.rules.items()},
    )


def _key(written: str, concepts: Concepts) -> Key:
    """What a word of the points is looked up by."""
    first, *second = written.split(APART)
    if not second:
        return concepts.number(first) if first.startswith("{") else weighable(written)
    if not (first.startswith("{") and second[0].startswith("{")):
        raise BadInputError(f"{written}: only two groups may be near each other")
    return near_groups(concepts.number(first), concepts.number(second[0]))


def _parsed(phrases: list[tuple[Rule, str]], concepts: Concepts) -> list[_Parsed]:
    return [(rule, parts_of(text, concepts), "&" in text.split()) for rule, text in phrases]


def _often(meanings: Iterable[frozenset[int]]) -> dict[int, float]:
    """How often each concept is met: a word weighs as its place among common words says."""
    often: dict[int, float] = {}
    for rank, concepts in enumerate(meanings, start=1):
        for concept in concepts:
            often[concept] = often.get(concept, 0) + 1 / rank
    return often


def _by_anchor(parsed: list[_Parsed], often: dict[int, float]) -> ByAnchor:
    found: ByAnchor = {}
    for rule, parts, any_order in parsed:
        rarest = min(range(len(parts)), key=lambda place: often.get(parts[place][0], 0))
        phrase = phrase_of(parts, rarest, any_order=any_order)
        found.setdefault(phrase.anchor, []).append((rule, phrase))
    return found
