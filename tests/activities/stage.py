"""Two paired schools with their people, for the tests of this folder."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from activities import services
from activities.facts import Facts
from activities.models import Activity, ActivityLink
from pairing.models import Pairing, School
from records.models import User
from tests.factories import at, create_member, create_pairing

ON = date(2025, 9, 15)


@dataclass
class Stage:
    """Alice logs for the supporting school, Bob confirms for the receiving one."""

    pairing: Pairing
    alice: User
    bob: User

    @property
    def supporting(self) -> School:
        return self.pairing.supporting_school

    @property
    def receiving(self) -> School:
        return self.pairing.receiving_school

    def facts(self, **fields) -> Facts:
        """A demonstration lesson of two lessons, three people and six."""
        fields = {
            "type": "demo_lesson",
            "starts_on": ON,
            "ends_on": fields.get("starts_on", ON),
            "pairings": (self.pairing,),
            "done_by": (self.supporting,),
            "heads": ((self.supporting, 3), (self.receiving, 6)),
            "school": self.receiving,
            "lessons": 2,
            "summary": "五年级数学",
        } | fields
        return Facts(**fields)

    def log(
        self, *, is_submitted: bool = True, token=None, on: date = ON, **fields
    ) -> Activity:
        return services.log(
            self.facts(**fields),
            school=self.supporting,
            token=token or uuid4(),
            by=self.alice,
            at=at(on),
            is_submitted=is_submitted,
        )

    def link(self, activity: Activity, pairing: Pairing | None = None) -> ActivityLink:
        return activity.links.get(pairing=pairing or self.pairing)


def create_stage(**fields) -> Stage:
    pairing = create_pairing(**fields)
    return Stage(
        pairing=pairing,
        alice=create_member(role="liaison", school=pairing.supporting_school, name="爱丽"),
        bob=create_member(role="liaison", school=pairing.receiving_school, name="鲍勃"),
    )
