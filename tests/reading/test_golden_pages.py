"""Copied pages are read as a careful reader reads them."""

from __future__ import annotations

import pytest

from analysis.reading.sources import read_pasted
from analysis.records import Article
from tests.reading.golden_pages import CORPORA, FACTS, Page, pages

GOOD = [page for corpus in CORPORA[:3] for page in pages(corpus)]


def name_of(page: Page) -> str:
    return page.name


def read(page: Page) -> Article:
    (article,) = read_pasted(page.text).articles
    return article


@pytest.mark.parametrize("page", GOOD, ids=name_of)
def test_facts_of_a_copied_page(page: Page) -> None:
    article = read(page)
    found = {name: getattr(article, name).value for name in FACTS}
    found["byline"] = (found["byline"] or "").title() or None
    wanted = {name: page.facts.get(name) for name in FACTS}
    wanted["byline"] = (wanted["byline"] or "").title() or None
    assert found == wanted


@pytest.mark.parametrize("page", GOOD, ids=name_of)
def test_roles_of_a_copied_page(page: Page) -> None:
    found = [(paragraph.role, paragraph.text) for paragraph in read(page).paragraphs]
    assert sorted(found) == sorted(page.paragraphs)


@pytest.mark.parametrize("page", GOOD, ids=name_of)
def test_every_value_names_its_clue_and_every_role_its_reason(page: Page) -> None:
    article = read(page)
    for name in FACTS:
        fact = getattr(article, name)
        assert (fact.value is None) == (fact.clue == "not stated")
        assert fact.value is None or fact.quote
    assert all(paragraph.reason for paragraph in article.paragraphs)
    assert [p.index for p in article.paragraphs] == list(range(len(article.paragraphs)))


@pytest.mark.parametrize("page", [p for p in GOOD if p.facts.get("doubt")], ids=name_of)
def test_a_page_without_a_day_says_what_can_be_said(page: Page) -> None:
    assert any(str(page.facts["doubt"]) in doubt for doubt in read(page).doubts)


@pytest.mark.xfail(strict=True, reason="not told apart yet")
@pytest.mark.parametrize("page", pages("known_failures"), ids=name_of)
def test_known_failures_in_roles(page: Page) -> None:
    found = [(paragraph.role, paragraph.text) for paragraph in read(page).paragraphs]
    assert sorted(found) == sorted(page.paragraphs)
