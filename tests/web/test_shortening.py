"""Shortening scripts and styles never changes what they say."""

import pytest

from lyhord.web.assets import Assets, style_for
from lyhord.web.shortening import numbered, shorter_page, shorter_script, shorter_style


@pytest.mark.parametrize(
    ("script", "short"),
    [
        ("const counter = 1;\nlet next = counter;", "let a=1,b=a;"),
        ("const twice = (value) => value * 2;", "let a=a=>a*2;"),
        ("const first = ([head, ...rest], way = other) => way;", "let a=([a,...b],c=other)=>c;"),
        ("for (const [key, value] of pairs) show(key);", "for(let[a,b]of pairs)show(a);"),
        ("const say = `${two(one)} b`;\nlet one = 2;", "let a=`${two(b)} b`,b=2;"),
        ("const { at: there } = state;\nreturn there;", "let{at:a}=state;return a;"),
    ],
)
def test_what_a_script_declares_gets_short_names(script: str, short: str) -> None:
    assert shorter_script(script) == short


@pytest.mark.parametrize(
    ("script", "short"),
    [
        ("const { status } = answer;\nshow(status);", "let{status:a}=answer;show(a);"),
        ("const row = 1;\nkeep({ at, row });", "let a=1;keep({at,row:a});"),
        ("go(({ most = 1 }) => most);", "go(({most:a=1})=>a);"),
        ("go((most) => most);\nmost();", "go(a=>a);most();"),
        ("const name = 1;\nmake({ name: 2 });", "let a=1;make({name:2});"),
        ("const most = 1;\nbox.most = most;", "let a=1;box.most=a;"),
        ("const fill = 1;\nreturn { fill() {} };", "let a=1;return{fill(){}};"),
        ('const hidden = "hidden";', 'let a="hidden";'),
        ("const longName = a + b;", "let c=a+b;"),
        ("const kind = box?.kind;", "let a=box?.kind;"),
        ("const kind = is ? kind : other;", "let a=is?a:other;"),
        ("const inner = [...outer];", "let a=[...outer];"),
    ],
)
def test_properties_keys_globals_and_words_keep_their_names(script: str, short: str) -> None:
    assert shorter_script(script) == short


def test_own_properties_get_letters_wherever_they_stand() -> None:
    script = (
        "const make = ({ box, id }) => ({ box, id, save() {}, of: box.id });\n"
        'made?.box.add({ box: ".box", save: box });\n'
    )

    assert shorter_script(script, ("box", "save")) == (
        'let a=({a,id:b})=>({a,id:b,b(){},of:a.id});made?.a.add({a:".box",b:box});'
    )


def test_names_that_are_never_known_together_share_one() -> None:
    script = "one((first) => first + last);\ntwo((second) => second);\nconst last = 1;"

    assert shorter_script(script) == "one(a=>a+b);two(a=>a);let b=1;"


def test_what_is_used_inside_is_not_hidden_by_what_is_declared_there() -> None:
    script = "const all = go;\nconst one = (root) => {\n  const it = all(root);\n  return it;\n};"

    assert shorter_script(script) == "let c=go,a=a=>{let b=c(a);return b};"


def test_what_is_declared_in_a_row_is_declared_at_once() -> None:
    script = "const one = 1;\nlet two = (a, b);\ngo();\nconst four = 4;\n"

    assert shorter_script(script) == "let c=1,d=(a,b);go();let e=4;"


def test_a_styles_own_values_get_letters() -> None:
    style = ":root { --paper: red; --ink: var(--paper); }\n.a--b { color: var(--ink); }"

    assert shorter_style(style) == ":root{--a:red;--b:var(--a)}.a--b{color:var(--b)}"


def test_a_styles_own_values_go_when_nothing_asks_for_them() -> None:
    style = ":root { --paper: red; --ink: blue; --line: 0; }\n.a--b:hover { color: var(--ink); }"

    assert shorter_style(style) == ":root{--a:blue}.a--b:hover{color:var(--a)}"


def test_only_an_audiences_own_rules_stay() -> None:
    style = "a{}\n/* @only child */b{}/* @end */\n/* @only guardian */c{}/* @end */\nd{}"

    assert style_for("child", style).split() == ["a{}", "b{}", "d{}"]
    assert style_for("", style).split() == ["a{}", "d{}"]


def test_spaces_in_quotes_and_expressions_stay() -> None:
    text = 'say("x  =  y" + `b ; c ${d}` + e.replace(/[ ]{2,} ,/g, " ") + \'f  g\');'

    assert shorter_script(text) == (
        'say("x  =  y"+`b ; c ${d}`+e.replace(/[ ]{2,} ,/g," ")+\'f  g\');'
    )


def test_what_would_melt_together_is_kept_apart() -> None:
    assert shorter_script("return typeof one + +two - -three;") == (
        "return typeof one+ +two- -three;"
    )


def test_comments_and_idle_signs_go() -> None:
    assert (
        shorter_script("// why\nif (one) {\n  // more\n  go(two,\n  );\n}\n") == "if(one){go(two)}"
    )
    assert shorter_style("/* why */ a { b: c; }\n") == "a{b:c}"


def test_what_stands_before_and_after_is_known_by_one_colon() -> None:
    style = "*, a::before { b: c; } a::marker { d: e; }"

    assert shorter_style(style) == "*,a:before{b:c}a::marker{d:e}"


def test_breaks_before_blocks_go_and_those_between_words_stay() -> None:
    page = "<ul>\n\n<li><b>one</b>\n<b>two</b></li>\n</ul>\n<textarea>\n\ntext</textarea>"

    assert shorter_page(page) == (
        "<ul><li><b>one</b>\n<b>two</b></ul>\n<textarea>\n\ntext</textarea>"
    )


def test_a_page_loses_ends_that_a_browser_puts_in() -> None:
    page = "<ul><li>a</li><li>b</li></ul><p>c</p><p>d <a>e</a></p></main><a><p>f</p></a>"

    assert shorter_page(page) == "<ul><li>a<li>b</ul><p>c<p>d <a>e</a></main><a><p>f</p></a>"


def test_each_script_has_a_source_of_its_own() -> None:
    assets = Assets.load()

    assert len({assets.script.source, assets.reading.source, assets.notes.source}) == 3


def test_words_are_asked_for_by_their_places() -> None:
    names = ("back", "next", "rest")
    script = 'say("next"); say(row > 1 ? "rest" : row ? "back" : "other"); tell("next");'

    assert numbered(script, names) == (
        'say(1); say(row > 1 ? 2 : row ? 0 : "other"); tell("next");'
    )
