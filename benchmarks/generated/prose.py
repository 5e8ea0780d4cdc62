"""What stands around the figures of a report: how things were done and why.  Knows no numbers of results."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

SELECTION = (
    "Everyone had been seen by a surgeon and a physiotherapist before referral.",
    "Imaging had confirmed the diagnosis, and other causes of the symptoms had been ruled out.",
    "People who could not lie still, who were pregnant or who took blood thinners were not treated.",
    "Those who lived too far away to come back for visits were left out.",
    "A trial of the usual treatment had failed, and an operation had been offered and declined.",
    "People with a pacemaker, a severe illness of the heart or an allergy to the anaesthetic were left out.",
    "Written consent was given by all, and a committee on ethics had approved the protocol.",
    "Only the first treatment of each person counted; later ones were recorded and not analysed.",
)
STEPS = (
    "The skin was cleaned and draped, and a local anaesthetic was injected along the planned path.",
    "A small cut was made, through which the instrument was passed under continuous imaging.",
    "Two views at right angles showed that the tip lay where it should.",
    "Sensors beside the treated area gave warning before healthy tissue came to harm.",
    "Treatment was stopped early when someone felt pain that did not pass.",
    "Where the first position did not cover the whole lesion, the instrument was moved and treatment repeated.",
    "Contrast was injected at the end to show that no leak had arisen.",
    "The wound was closed with a plaster, and people rested for an hour before they went home.",
    "Simple painkillers were advised for the first days, and sport was allowed after the first visit.",
    "All operators had been trained by the maker and had done the procedure before.",
    "A nurse stayed with the patient throughout, and vital signs were written down at regular intervals.",
    "Settings were those that the maker recommends, and were not changed during the study.",
)
DESIGN_NOTES = (
    "Patients were enrolled one after the other, and data were collected from records.",
    "Outcomes were assessed by someone who had taken no part in the treatment.",
    "The size of the study had not been worked out beforehand.",
    "Missing values were left out of the analysis and were not replaced.",
    "The protocol was registered before the first patient was treated.",
    "Concomitant medicines were allowed and were not recorded for everyone.",
    "Questionnaires were sent by post, and those who did not answer were telephoned.",
    "Statistical tests were not corrected for the number of comparisons.",
    "The same team treated all patients, so that a learning curve cannot be ruled out.",
    "The maker of the device had no part in the analysis.",
)
POPULATION_NOTES = (
    "Symptoms had lasted for different times, and earlier treatment was not the same in all people.",
    "Most people had been referred from other hospitals, after several treatments without success.",
    "Severity at the start was described in words and not by a scale.",
    "Both sides were treated in some people, who were counted once.",
    "Many people had other long-term illnesses, which may have had a bearing on their recovery.",
)
CONDITION_NOTES = (
    "How often it occurs is not known exactly, since many people never see a doctor about it.",
    "It becomes more frequent with age, and it can keep people from work, sport and sleep.",
    "The diagnosis rests on what people say, on examination and on imaging.",
    "Some people get better without treatment; in others the symptoms become worse over the years.",
    "The cause is not fully understood, and more than one mechanism has been proposed.",
    "Treatment is chosen together with the person, with regard to other illnesses and to what matters most to them.",
)
PROCEDURE_NOTES = (
    "Energy is delivered in several short steps with pauses between them, so that the tissue around stays cool.",
    "The tissue that was treated shrinks over the weeks that follow and is replaced by a scar.",
    "Imaging during the procedure is meant to keep harm away from nerves and vessels nearby.",
    "The procedure can be done again when symptoms come back.",
    "Compared with an open operation, recovery is expected to be quicker and the hospital stay shorter.",
    "It may be unsuitable for people in whom anatomy makes the approach difficult.",
)
VALIDITY = (
    "Definitions of success differed between studies, which makes comparison difficult.",
    "Most studies were small and came from single centres with a special interest in the procedure.",
    "Outcomes that patients report were not measured in all studies.",
    "Long-term results are known for few people.",
    "The experience of operators was seldom described.",
    "Some authors were paid by makers of devices.",
)


def some(random: Random, sentences: tuple[str, ...], number: int) -> str:
    """So many of the sentences, in an order that differs, as one paragraph."""
    return " ".join(random.sample(sentences, number))
