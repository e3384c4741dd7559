"""One departure from the even pace, as the stories of the demo county name it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What happens otherwise in one window of one duty."""

    skip: int = 0  # so many of the last events never take place
    extra: int = 0  # so many more than asked
    small: int = 0  # so many events come with one person too few
    waiting: int = 0  # so many of the last wait for the other school
    returned: int = 0
    voided: int = 0
    late_days: int = 0  # a document comes so many days after its due day
    entered_late: int = 0  # entered so many days after they took place
    without_topic: bool = False  # the share (其中) is not met
    waived: str = ""  # the bureau's reason
    make_up: bool = False  # what was skipped is made up for in the next window, and accepted
