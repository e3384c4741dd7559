"""A county in which one duty was not met, and the people who decide about it."""

from datetime import date

from compliance.deciding import WindowKey, standing_of
from compliance.views.loading import Place
from tests.factories import (
    create_activity,
    create_agreement,
    create_bureau,
    create_clause,
    create_member,
    create_obligation,
    create_pairing,
    create_school,
    create_terms,
)

SPRING, AUTUMN = date(2025, 2, 20), date(2025, 9, 1)
TODAY = date(2026, 3, 16)  # the autumn term of 2025 closed on 20 January


class Broken:
    """Two lessons asked in autumn 2025, one held: the window closed short on 20 January."""

    def __init__(self, **fields):
        self.bureau = create_bureau()
        create_terms(self.bureau)
        self.a, self.b = (create_school(bureau=self.bureau) for _ in "ab")
        self.pairing = create_pairing(supporting=self.a, receiving=self.b)
        self.agreement = create_agreement(
            pairing=self.pairing, starts_on=date(2025, 9, 1), signed_on=date(2025, 8, 30)
        )
        self.clause = create_clause(agreement=self.agreement)
        self.duty = create_obligation(clause=self.clause, **fields)
        self.forbidden = create_obligation(
            clause=self.clause,
            name="不得收费",
            modality="must_not",
            minimum=None,
            period="school_year",
        )
        self.held = create_activity(pairing=self.pairing, on=date(2025, 10, 13))
        self.liaison = create_member(role="liaison", school=self.a, name="甲联络员")
        self.principal = create_member(role="principal", school=self.a, name="甲校长")
        self.other = create_member(role="liaison", school=self.b, name="乙联络员")
        self.staff = create_member(role="bureau_staff", bureau=self.bureau, name="局员")
        self.inspector = create_member(role="inspector", bureau=self.bureau, name="督学")

    def key(self, duty=None, starts_on=AUTUMN, trigger=0) -> WindowKey:
        return WindowKey(obligation=duty or self.duty, starts_on=starts_on, trigger=trigger)

    def later(self, on=date(2026, 3, 2), **fields):
        """A lesson of the spring term."""
        return create_activity(pairing=self.pairing, on=on, **fields)

    def verdict(self, *, on=TODAY, duty=None, starts_on=AUTUMN):
        return standing_of(self.key(duty, starts_on), on=on).verdict

    def place(self, duty=None, starts_on=AUTUMN) -> Place:
        return Place(self.pairing.pk, (duty or self.duty).pk, starts_on)
