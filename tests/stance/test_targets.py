"""The targets file: what a user may write, and what is said of mistakes in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import StanceError
from analysis.records import Paragraph
from analysis.stance.holders import find_voices
from analysis.stance.mentions import find_in_text
from analysis.stance.targets import Targets, load_targets

TWO = """
hide = ["Freedonia Times"]

[[target]]
name = "Freedonia"
names = ["Freedonia"]
demonyms = ["Freedonian", "Freedonians"]
capitals = ["Fredville"]
institutions = ["Marble Hall"]
leaders = ["Firefly, Rufus"]

[[target]]
name = "Sylvania"
names = ["Sylvania"]
demonyms = ["Sylvanian"]
capitals = ["Sylvan City"]
officials = ["Trentino, Vera"]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "targets.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_packaged_file_holds_japan_korea_and_the_us() -> None:
    assert load_targets(None).names == ("Japan", "Korea", "U.S.")


def test_a_loaded_set_can_be_hashed_and_compared(tmp_path: Path) -> None:
    path = written(tmp_path, TWO)
    assert load_targets(path) == load_targets(path)
    assert hash(load_targets(path)) == hash(load_targets(path))


def test_countries_of_a_users_own_file_work_like_the_packaged_ones(tmp_path: Path) -> None:
    targets = load_targets(written(tmp_path, TWO))
    text = (
        "Fredville criticized Sylvania's levy, the Freedonia Times reported. Firefly met Vera "
        "Trentino at Marble Hall; Trentino said the Freedonians were being unreasonable."
    )
    mentions = find_in_text(text, targets)
    assert [(m.target, text[m.start : m.end]) for m in mentions] == [
        ("Freedonia", "Fredville"),
        ("Sylvania", "Sylvania"),
        ("Freedonia", "Firefly"),
        ("Sylvania", "Vera Trentino"),
        ("Freedonia", "Marble Hall"),
        ("Sylvania", "Trentino"),
        ("Freedonia", "Freedonians"),
    ]
    (voices,) = find_voices([Paragraph(0, "body", text)], [mentions], targets)
    assert {voice.holder for voice in voices} >= {"Freedonia", "Sylvania"}


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "targets.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TWO.encode())
    assert load_targets(path).names == ("Freedonia", "Sylvania")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "lists no target"),
        ("target = 3", "lists no target"),
        ("target = [3]", "is not a table"),
        ("[[target]]\nnames = ['A']", "field 'name'"),
        ("[[target]]\nname = 'A'", "field 'names'"),
        ("[[target]]\nname = 'A'\nnames = 'A'", "is not a list"),
        ("[[target]]\nname = 'A'\nnames = [3]", "is not a word or phrase"),
        ("[[target]]\nname = 'A'\nnames = ['--']", "is not a word or phrase"),
        ("[[target]]\nname = 'A'\nnames = ['A']\ncapital = ['B']", "field 'capital'"),
        ("[[target]]\nname = 'A'\nnames = ['A']\nleaders = ['Bond']", "Surname, Given name"),
        ("[[target]]\nname = 'A'\nnames = ['A']\nsurname_first = 1", "true nor false"),
        ("[[target]]\nname = 'other'\nnames = ['A']", "the name of a holder"),
        ("colour = 1\n[[target]]\nname = 'A'\nnames = ['A']", "field 'colour'"),
        ("[[target]", "is not valid TOML"),
        ("hide = ['A']\n[[target]]\nname = 'A'\nnames = ['A']", "hidden"),
        (
            "[[target]]\nname='A'\nnames=['A']\n[[target]]\nname='A'\nnames=['B']",
            "two targets are named 'A'",
        ),
        (
            "[[target]]\nname='A'\nnames=['A','X']\n[[target]]\nname='B'\nnames=['B','X']",
            "'X' already belongs to A",
        ),
        (
            "[[target]]\nname='A'\nnames=['A']\nleaders=['Lee, Ann']\n"
            "[[target]]\nname='B'\nnames=['B']\nleaders=['Lee, Bob']",
            "list both persons as officials",
        ),
    ],
)
def test_a_mistake_is_named_with_its_field_and_a_remedy(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(StanceError) as caught:
        load_targets(written(tmp_path, text))
    assert said in str(caught.value)
    assert "targets.toml" in caught.value.where
    assert caught.value.remedy.endswith(".")


def test_a_missing_file_and_a_binary_one_are_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(StanceError, match="cannot be read"):
        load_targets(tmp_path / "none.toml")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StanceError, match="UTF-8"):
        load_targets(binary)


def test_every_phrase_of_the_packaged_file_is_found_by_itself() -> None:
    targets: Targets = load_targets(None)
    for target in targets.each:
        for phrase in (*target.names, *target.demonyms, *target.capitals, *target.institutions):
            found = find_in_text(f"Officials said {phrase} would wait.", targets)
            spans = [(m.target, m.start, m.end) for m in found]
            assert spans == [(target.name, 15, 15 + len(phrase))], phrase
