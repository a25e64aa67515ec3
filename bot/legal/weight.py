"""How much the data weigh: what misuse of each kind could do to a person. Data and questions; no decision."""

from __future__ import annotations

from collections.abc import Mapping

from bot.legal.facts import Facts
from bot.legal.levels import Weight

_LIGHT = (
    "basic contact preferences name names address email phone date_of_birth username dietary subscription"
)
_ORDINARY = (
    "education employment insurance location behaviour attendance grades exam_results photo photos "
    "images video communications correspondence family vehicle device_id ip_address browsing "
    "application cv references tax_code social_status free_text"
)
_HEAVY = (
    "official_id passport national_insurance driving_licence financial bank_account salary payroll "
    "debt benefits free_school_meals payment_card credentials passwords health medical mental_health "
    "send special_needs disability criminal criminal_convictions disciplinary biometric genetic "
    "ethnicity race religion politics political trade_union sex_life sexual_orientation "
    "gender_reassignment special_category"
)
_GRAVE = "safeguarding child_protection protected_address adoption refuge domestic_abuse looked_after"

CATEGORY_WEIGHT: Mapping[str, Weight] = {
    word: weight
    for weight, words in (
        (Weight.LIGHT, _LIGHT),
        (Weight.ORDINARY, _ORDINARY),
        (Weight.HEAVY, _HEAVY),
        (Weight.GRAVE, _GRAVE),
    )
    for word in words.split()
}

# Recital 38 UK GDPR: children merit specific protection. Patients, staff, users are not vulnerable as such.
CHILDREN = frozenset({"pupils", "pupil", "children", "child", "minors", "students_under_18"})
CARE = frozenset({"health", "medical", "mental_health", "send", "safeguarding", "child_protection"})
CARED_FOR = frozenset({"patients", "patient", "service_users", "vulnerable_adults"})


def unweighed(facts: Facts) -> tuple[str, ...]:
    """The data categories that the table does not know; they are taken as possibly anything."""
    return tuple(word for word in facts.data_categories or () if word not in CATEGORY_WEIGHT)


def protected(facts: Facts) -> bool:
    """Whether the people need more protection than others: as stated, else where they are children."""
    if facts.vulnerable_people is not None:
        return facts.vulnerable_people
    return bool(CHILDREN & set(facts.people_types or ()))


def in_care(facts: Facts) -> bool:
    """Whether somebody's care, treatment or safety may hang on the data or the service."""
    return (
        protected(facts)
        or bool(CARE & set(facts.data_categories or ()))
        or bool((CARED_FOR | CHILDREN) & set(facts.people_types or ()))
    )


def weights(facts: Facts) -> tuple[Weight, ...]:
    """The weights that the facts leave possible, lightest first; one when they decide."""
    low, high = _stated(facts)
    if facts.special_category and low < Weight.HEAVY:  # Art. 9: prohibited to process unless excepted
        low, high = Weight.HEAVY, max(high, Weight.HEAVY)
    if facts.direct_identifiers is False:  # ENISA: ease of identification
        low, high = _down(low), _down(high)
    if protected(facts):
        low, high = _up(low), _up(high)
    return tuple(Weight(value) for value in range(low, high + 1))


def _stated(facts: Facts) -> tuple[Weight, Weight]:
    """Lightest and heaviest by category. One known heavy kind bounds it from below whatever else is there."""
    known = [CATEGORY_WEIGHT[word] for word in facts.data_categories or () if word in CATEGORY_WEIGHT]
    if not known:
        return Weight.LIGHT, Weight.GRAVE if facts.special_category is not False else Weight.HEAVY
    heaviest = max(known)
    return heaviest, max(heaviest, Weight.HEAVY) if unweighed(facts) else heaviest


def _up(weight: Weight) -> Weight:
    return Weight(min(weight + 1, Weight.GRAVE))


def _down(weight: Weight) -> Weight:
    return Weight(max(weight - 1, Weight.LIGHT))
