"""The words by which lines of copied pages are told apart, from ``data/reading.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data" / "reading.toml"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One field per list of the file; the file says what each list is for."""

    caption_opening: tuple[str, ...]
    caption_inside: tuple[str, ...]
    scene: frozenset[str]
    no_scene_after: frozenset[str]
    time_words: frozenset[str]
    updated: frozenset[str]
    published: frozenset[str]
    time_labels: frozenset[str]
    site_words: frozenset[str]
    open_ends: frozenset[str]
    needs_object: frozenset[str]
    relatives: frozenset[str]
    hidden: frozenset[str]
    blocks: frozenset[str]
    metas: Mapping[str, tuple[str, ...]]


@cache
def load_vocabulary() -> Vocabulary:
    """The words of the packaged file."""
    with DATA.open("rb") as file:
        data = tomllib.load(file)
    captions, times, cuts, page = data["captions"], data["times"], data["cuts"], data["page"]
    return Vocabulary(
        caption_opening=tuple(captions["opening"]),
        caption_inside=tuple(captions["inside"]),
        scene=frozenset(captions["scene"]),
        no_scene_after=frozenset(captions["no_scene_after"]),
        time_words=frozenset(times["words"]),
        updated=frozenset(times["updated"]),
        published=frozenset(times["published"]),
        time_labels=frozenset(times["words"]) - frozenset(times["weak"]),
        site_words=frozenset(data["site"]["words"]),
        open_ends=frozenset(cuts["open_ends"]),
        needs_object=frozenset(cuts["needs_object"]),
        relatives=frozenset(cuts["relatives"]),
        hidden=frozenset(page["hidden"]),
        blocks=frozenset(page["blocks"]),
        metas={name: tuple(labels) for name, labels in page["meta"].items()},
    )
