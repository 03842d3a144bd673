"""Families of phrasing under the codebook's rules, as rows that read: who is judged, and how."""

from __future__ import annotations

import pytest

from tests.stance.test_codebook import BAD, GOOD, NONE, Row, labels, name

RECEIVERS = [
    Row(
        "Seoul drew praise from Washington for its handling of the outbreak.",
        {"Korea": GOOD, "U.S.": NONE},
    ),
    Row(
        "Tokyo drew sharp criticism from Seoul for its reckless handling of the spill.",
        {"Japan": BAD, "Korea": NONE},
    ),
    Row(
        "Japan won plaudits from South Korea for its prompt rescue effort.",
        {"Japan": GOOD, "Korea": NONE},
    ),
    Row(
        "Washington earned a rebuke from Tokyo for its unfair tariffs.",
        {"U.S.": BAD, "Japan": NONE},
    ),
    Row("Seoul faced fire from Tokyo over its decision.", {"Korea": BAD, "Japan": NONE}),
    Row(
        "The United States came under fire from South Korea for its tariffs.",
        {"U.S.": BAD, "Korea": NONE},
    ),
    Row("Japan provoked the ire of Seoul with its new textbooks.", {"Japan": BAD, "Korea": NONE}),
    Row("Japan has won the trust of South Korea.", {"Japan": GOOD, "Korea": NONE}),
    Row("Seoul earned Tokyo's gratitude.", {"Korea": GOOD, "Japan": NONE}),
    Row("The plan by Washington met with disapproval in Tokyo.", {"U.S.": BAD, "Japan": NONE}),
    Row("Washington has been the target of criticism from Tokyo.", {"U.S.": BAD, "Japan": NONE}),
    Row("The move earned Washington the scorn of Seoul.", {"U.S.": BAD, "Korea": NONE}),
    Row("Japan was praised by the United States for its patience.", {"Japan": GOOD, "U.S.": NONE}),
    Row("Seoul was thanked by Tokyo for sending divers.", {"Korea": GOOD, "Japan": NONE}),
]
"""Judgments that a verb such as "draw" or "earn" hands to its subject, from a giver."""


@pytest.mark.parametrize("row", RECEIVERS, ids=name)
def test_who_draws_praise_or_criticism_is_judged_and_not_who_gives_it(row: Row) -> None:
    found = labels(row.text)
    assert {target: found[target] for target in row.stance} == row.stance


CLAIMS = [
    Row(
        "Tokyo rejected Seoul's claim that it had violated the treaty.",
        {"Japan": NONE, "Korea": BAD},
    ),
    Row(
        "Seoul shrugged off Washington's argument that its steel was unsafe.",
        {"U.S.": BAD, "Korea": NONE},
    ),
    Row(
        "Washington disputed Japan's assertion that its offer was generous.",
        {"Japan": BAD, "U.S.": NONE},
    ),
    Row(
        "Seoul dismissed Japan's accusation that it had leaked the files.",
        {"Korea": BAD, "Japan": BAD},
    ),
    Row("Abe rejected the accusation that Japan was retaliating.", {"Japan": BAD}),
    Row("Tokyo denied that it had spied on the delegation.", {"Japan": BAD}),
    Row("Nobody in Seoul is buying Tokyo's story.", {"Japan": BAD, "Korea": NONE}),
]
"""Rule 2: whoever turns a claim down is not praised for what it said."""


@pytest.mark.parametrize("row", CLAIMS, ids=name)
def test_a_claim_turned_down_counts_against_the_claimant_and_a_denied_charge_against_the_accused(
    row: Row,
) -> None:
    found = labels(row.text)
    assert {target: found[target] for target in row.stance} == row.stance


RELATIVES = [
    Row("South Korea is a reliable ally of the United States.", {"Korea": GOOD, "U.S.": NONE}),
    Row("Japan is a trusted partner of South Korea.", {"Japan": GOOD, "Korea": NONE}),
    Row("Seoul has been a loyal friend to Washington.", {"Korea": GOOD, "U.S.": NONE}),
    Row(
        "Japan, a staunch ally of the United States, sent two ships.", {"Japan": GOOD, "U.S.": NONE}
    ),
    Row("Japan is not a reliable partner for South Korea.", {"Japan": BAD, "Korea": NONE}),
    Row(
        "The minister called Japan a trusted friend of South Korea.", {"Japan": GOOD, "Korea": NONE}
    ),
]
""" "X is a reliable ally of Y" tells of X."""


@pytest.mark.parametrize("row", RELATIVES, ids=name)
def test_an_ally_or_a_neighbor_is_judged_and_not_whose_he_is(row: Row) -> None:
    found = labels(row.text)
    assert {target: found[target] for target in row.stance} == row.stance


CONCERNS = [
    Row(
        "Seoul sees a problem with Tokyo refusing to hand over the logs.",
        {"Japan": BAD, "Korea": NONE},
    ),
    Row("The trouble with Washington ignoring the court is plain, the envoy said.", {"U.S.": BAD}),
    Row("Tokyo expressed concern about Seoul breaching the accord.", {"Korea": BAD, "Japan": NONE}),
    Row(
        "Washington has a problem with Seoul refusing to share the data.",
        {"Korea": BAD, "U.S.": NONE},
    ),
    Row("Seoul is uneasy about Tokyo dodging the inspectors.", {"Japan": BAD, "Korea": NONE}),
    Row("Japan complained of Washington bullying its growers.", {"U.S.": BAD, "Japan": NONE}),
]
"""Concern about what another does."""


@pytest.mark.parametrize("row", CONCERNS, ids=name)
def test_who_sees_a_problem_is_not_the_problem(row: Row) -> None:
    found = labels(row.text)
    assert {target: found[target] for target in row.stance} == row.stance


IDIOMS = [
    Row("Tokyo's explanation does not hold water.", {"Japan": BAD}),
    Row("Seoul's account did not stand up to scrutiny.", {"Korea": BAD}),
    Row("Washington's numbers do not add up.", {"U.S.": BAD}),
    Row("Tokyo's apology rang hollow.", {"Japan": BAD}),
    Row("Japan has done nothing to ease the growers' plight.", {"Japan": BAD}),
    Row("Washington dragged its feet on the repairs.", {"U.S.": BAD}),
    Row("Tokyo turned a deaf ear to the widows.", {"Japan": BAD}),
    Row("Washington has yet to lift a finger.", {"U.S.": BAD}),
    Row("Seoul rode roughshod over the fishermen's rights.", {"Korea": BAD}),
    Row("Washington sat on its hands while the fund ran dry.", {"U.S.": BAD}),
    Row("Tokyo moved the goalposts again.", {"Japan": BAD}),
    Row("Tokyo did not keep its end of the bargain.", {"Japan": BAD}),
    Row("Seoul kept its end of the bargain.", {"Korea": GOOD}),
    Row("Washington rose to the challenge.", {"U.S.": GOOD}),
    Row("Seoul extended an olive branch to Tokyo.", {"Korea": GOOD, "Japan": NONE}),
    Row("Tokyo has been high-handed with the ports.", {"Japan": BAD}),
    Row("Washington took a hard line in the talks.", {"U.S.": BAD}),
]
"""Phrases that judge though none of their words does."""


@pytest.mark.parametrize("row", IDIOMS, ids=name)
def test_idioms_of_disbelief_inaction_and_high_handedness_are_read(row: Row) -> None:
    found = labels(row.text)
    assert {target: found[target] for target in row.stance} == row.stance


ASSERTED = [
    Row("Japan insisted that its rules complied with the agreement.", {"Japan": NONE}),
    Row("Seoul maintained that its inspections were legitimate.", {"Korea": NONE}),
    Row("Washington claimed that its tariffs were fair.", {"U.S.": NONE}),
    Row("Tokyo said its response had been measured.", {"Japan": NONE}),
    Row("Korea defended its move as justified.", {"Korea": NONE}),
    Row(
        "Seoul said that it honors court decisions under the separation of powers.", {"Korea": GOOD}
    ),
]
"""Rule 5: what anybody would say of himself is 0, what is shown as principled is not."""


@pytest.mark.parametrize("row", ASSERTED, ids=name)
def test_a_bare_assertion_of_oneself_is_no_praise(row: Row) -> None:
    found = labels(row.text)
    assert {target: found[target] for target in row.stance} == row.stance


LABELLED = [
    Row("Tokyo dismissed Seoul's concerns as exaggerated.", {"Korea": BAD, "Japan": NONE}),
    Row("Seoul described Japan's offer as generous.", {"Japan": GOOD, "Korea": NONE}),
    Row("Washington branded South Korea's levy as protectionist.", {"Korea": BAD, "U.S.": NONE}),
    Row("Tokyo hailed Seoul's gesture as courageous.", {"Korea": GOOD, "Japan": NONE}),
    Row("Seoul cast Tokyo's audit as payback.", {"Japan": BAD, "Korea": NONE}),
    Row("Seoul painted Tokyo as a bully.", {"Japan": BAD, "Korea": NONE}),
    Row("Seoul's complaint was branded as petty by Tokyo.", {"Korea": BAD, "Japan": NONE}),
    Row("The Japanese proposal was hailed by Seoul as generous.", {"Japan": GOOD, "Korea": NONE}),
]
""" "described X's offer as generous"."""


@pytest.mark.parametrize("row", LABELLED, ids=name)
def test_a_label_given_with_as_falls_on_what_is_labelled(row: Row) -> None:
    found = labels(row.text)
    assert {target: found[target] for target in row.stance} == row.stance


PRIVATE = [
    Row("A court found that the American company had infringed the patent.", {"U.S.": NONE}),
    Row("The Japanese carmaker admitted falsifying its data.", {"Japan": NONE}),
    Row("A South Korean man was convicted of fraud.", {"Korea": NONE}),
    Row("The U.S. firm was accused of dumping.", {"U.S.": NONE}),
    Row("The South Korean actor was praised for his brilliant performance.", {"Korea": NONE}),
    Row("Japan's carmakers flooded the market.", {"Japan": BAD}),
]
"""Rule 7."""


@pytest.mark.parametrize("row", PRIVATE, ids=name)
def test_a_firm_or_a_private_person_does_not_stand_for_the_country(row: Row) -> None:
    found = labels(row.text)
    assert {target: found[target] for target in row.stance} == row.stance


CALLED_FOR = [
    Row("Japan should stop the discharge, an editorial said.", {"Japan": BAD}),
    Row("Seoul demanded that Tokyo stop the discharge.", {"Japan": BAD, "Korea": NONE}),
    Row("Seoul urged Tokyo to join the talks.", {"Korea": NONE, "Japan": NONE}),
    Row("Japan stopped the trains during the storm.", {"Japan": NONE}),
]
"""A demand to stop blames; a request to join does not."""


@pytest.mark.parametrize("row", CALLED_FOR, ids=name)
def test_to_be_told_to_stop_is_blame(row: Row) -> None:
    found = labels(row.text)
    assert {target: found[target] for target in row.stance} == row.stance


WHO_DOES_IT = [
    Row("Japan should open its bond and stock markets, the director said.", {"Japan": BAD}),
    Row("Washington demanded that Japan open its rice market.", {"Japan": BAD, "U.S.": NONE}),
    Row("Japan opened its rice market.", {"Japan": NONE}),
    Row("Tokyo would not be able to comply with the pact, analysts said.", {"Japan": BAD}),
    Row("Tokyo did not intend to harm the talks.", {"Japan": NONE}),
    Row("Seoul did not want to provoke Tokyo.", {"Korea": NONE, "Japan": NONE}),
    Row("Washington warned Tokyo not to violate the pact.", {"Japan": NONE}),
    Row("Tokyo must retract the remark, the assembly said.", {"Japan": BAD}),
    Row("Seoul, in what looks like a reprisal, froze the fund.", {"Korea": BAD}),
    Row("Many point to countries such as Japan and South Korea as models.", {"Japan": NONE}),
    Row("Seoul and Tokyo were both hiding behind procedure.", {"Korea": BAD, "Japan": BAD}),
    Row(
        "Washington thanked Tokyo for sending the files ahead of schedule.",
        {"Japan": GOOD, "U.S.": NONE},
    ),
    Row("Japan's accusations of torture shook the talks.", {"Japan": NONE}),
    Row("Seoul let Tokyo dominate the panel.", {"Korea": NONE}),
    Row(
        "The United States is the steadiest friend Japan could have asked for.",
        {"U.S.": GOOD, "Japan": NONE},
    ),
    Row(
        "Japan froze the fund, and Seoul called the decision reckless.",
        {"Japan": BAD, "Korea": NONE},
    ),
]
"""Who does it, let do it, was told not to do it, or is only named beside it."""


@pytest.mark.parametrize("row", WHO_DOES_IT, ids=name)
def test_the_doer_is_found_through_demands_permissions_and_asides(row: Row) -> None:
    found = labels(row.text)
    assert {target: found[target] for target in row.stance} == row.stance


NEWS = [
    Row(
        "Seoul said Tokyo's export curbs were political retaliation over the court rulings.",
        {"Japan": BAD, "Korea": NONE},
    ),
    Row(
        "Tokyo has accused Seoul of failing to honor the 1965 treaty.",
        {"Korea": BAD, "Japan": NONE},
    ),
    Row('Moon urged Japan to withdraw the "unjust" measures.', {"Japan": BAD, "Korea": NONE}),
    Row(
        "Seoul vowed to respond firmly to Japan's unfair trade measures.",
        {"Japan": BAD, "Korea": NONE},
    ),
    Row(
        "The United States expressed disappointment at Seoul's decision to end the pact.",
        {"Korea": BAD, "U.S.": NONE},
    ),
    Row("Washington voiced hope that the two allies would resolve the dispute.", {"U.S.": NONE}),
    Row("South Korea's boycott of Japanese goods has spread.", {"Korea": NONE}),
    Row(
        "Tokyo removed Seoul from its whitelist without offering evidence.",
        {"Japan": BAD, "Korea": NONE},
    ),
    Row("A panel ruled in favor of South Korea in its dispute with Japan.", {"Korea": GOOD}),
    Row("A panel ruled against Japan.", {"Japan": BAD}),
    Row("U.S. officials declined to take sides.", {"U.S.": NONE}),
    Row("Japan criticized South Korea for politicizing the games.", {"Korea": BAD, "Japan": NONE}),
    Row(
        "South Korea lodged a strong protest with Japan over the shrine visit.",
        {"Japan": BAD, "Korea": NONE},
    ),
    Row("Critics said Washington had stood by while its allies quarrelled.", {"U.S.": BAD}),
    Row("Japan has yet to apologize for the forced labor.", {"Japan": BAD}),
    Row(
        "Seoul's top court ordered Japanese firms to compensate the victims.",
        {"Korea": NONE, "Japan": NONE},
    ),
    Row("Seoul is right to be angry at Tokyo, the paper said.", {"Korea": GOOD, "Japan": BAD}),
    Row("Japan's refusal to talk has baffled even its friends.", {"Japan": BAD}),
    Row("Tokyo turned up the heat on Seoul.", {"Korea": NONE}),
    Row("Seoul's swift response won over skeptics in Washington.", {"Korea": GOOD, "U.S.": NONE}),
    Row("The envoy said that Seoul could not be trusted.", {"Korea": BAD}),
    Row("Tokyo acknowledged that it had erred.", {"Japan": NONE}),
    Row("Washington let its allies down.", {"U.S.": BAD}),
    Row(
        "South Korean prosecutors raided the offices of a Japanese bank.",
        {"Korea": NONE, "Japan": NONE},
    ),
    Row("Japan kept silent on the accusation.", {"Japan": BAD}),
    Row("Seoul scoffed at Tokyo's explanation.", {"Japan": BAD, "Korea": NONE}),
    Row("Analysts credited Seoul's early testing with saving lives.", {"Korea": GOOD}),
    Row("Japan's claim to the islets is groundless, Seoul said.", {"Japan": BAD, "Korea": NONE}),
    Row("Tokyo stands accused of dumping the waste.", {"Japan": BAD}),
    Row("Nobody doubts Seoul's sincerity.", {"Korea": GOOD}),
    Row("Washington is hardly an honest broker.", {"U.S.": BAD}),
    Row("Rather than apologize, Tokyo doubled down.", {"Japan": BAD}),
    Row("Few countries have been as generous as Japan.", {"Japan": GOOD}),
    Row("It was Tokyo, not Seoul, that broke the accord.", {"Japan": BAD, "Korea": NONE}),
    Row("Unlike Tokyo, Seoul kept its word.", {"Korea": GOOD}),
    Row("Washington has only itself to blame.", {"U.S.": BAD}),
]
"""Sentences as the wires write them, of any family."""


@pytest.mark.parametrize("row", NEWS, ids=name)
def test_plain_news_sentences_are_read(row: Row) -> None:
    found = labels(row.text)
    assert {target: found[target] for target in row.stance} == row.stance
