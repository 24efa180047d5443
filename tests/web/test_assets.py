"""Shortening scripts and styles never changes what they say."""

from lyhord.web.assets import Assets, shorter_script, shorter_style


def test_names_are_shortened_but_never_properties_keys_or_words() -> None:
    script = (
        "const counter = 1;\nconst label = { counter: 2 };\n"
        'const shown = [...several, label.counter, "shown", `${counter}`];\n'
        "const several = [];\nconst places = several;\n"
    )

    short = shorter_script(script)

    assert "counter:2" in short
    assert '"shown"' in short
    assert ".counter" in short
    assert "several" not in short
    assert "[...$" in short
    assert "places" not in short


def test_spaces_in_quotes_and_expressions_stay() -> None:
    text = 'const a = "x  =  y" + `b ; c ${a}` + d.replace(/[ ]{2,} ,/g, " ");'

    assert shorter_script(text) == 'const a="x  =  y"+`b ; c ${a}`+d.replace(/[ ]{2,} ,/g," ");'


def test_comments_go() -> None:
    assert shorter_script("// why\nlet b = 1;\n  // more\n") == "let b=1;"
    assert shorter_style("/* why */ a { b: c; }\n") == "a{b:c}"


def test_each_script_has_a_source_of_its_own() -> None:
    assets = Assets.load()

    assert len({assets.script.source, assets.reading.source, assets.notes.source}) == 3
