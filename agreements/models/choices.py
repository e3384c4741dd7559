"""What the fields of agreements and obligations may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Party(models.TextChoices):
    SUPPORTING = "supporting", _("Supporting school")
    RECEIVING = "receiving", _("Receiving school")
    BOTH = "both", _("Both together")
    EACH = "each", _("Each of the two")
    BUREAU = "bureau", _("Bureau")


class Venue(models.TextChoices):
    RECEIVING = "receiving", _("At the receiving school")
    SUPPORTING = "supporting", _("At the supporting school")
    COUNTERPART = "counterpart", _("At the other school")
    ALTERNATING = "alternating", _("At both schools in turn")
    ONLINE = "online", _("Online")
    ANYWHERE = "anywhere", _("Anywhere")


class Measure(models.TextChoices):
    EVENTS = "events", pgettext_lazy("measure", "times")
    LESSONS = "lessons", pgettext_lazy("measure", "lessons")
    PEOPLE = "people", pgettext_lazy("measure", "people")
    ATTENDANCES = "attendances", pgettext_lazy("measure", "attendances")
    DAYS = "days", pgettext_lazy("measure", "days")
    ITEMS = "items", pgettext_lazy("measure", "items")
    AMOUNT = "amount", pgettext_lazy("measure", "yuan")
    GOODS = "goods", pgettext_lazy("measure", "pieces")
    PAIRS = "pairs", pgettext_lazy("measure", "pairs")
    PERCENT = "percent", pgettext_lazy("measure", "percent")


class Period(models.TextChoices):
    WEEK = "week", _("Every week")
    FORTNIGHT = "fortnight", _("Every fortnight")
    MONTH = "month", _("Every month")
    TWO_MONTHS = "two_months", _("Every two months")
    QUARTER = "quarter", _("Every quarter")
    HALF_YEAR = "half_year", _("Every half year")
    TERM = "term", _("Every term")
    SCHOOL_YEAR = "school_year", _("Every school year")
    CALENDAR_YEAR = "calendar_year", _("Every calendar year")
    AGREEMENT_YEAR = "agreement_year", _("Every agreement year")
    AGREEMENT = "agreement", _("Within the agreement")
    ONCE = "once", _("Once")


class Modality(models.TextChoices):
    MUST = "must", _("Must")
    SHOULD = "should", _("Should in principle")
    MAY = "may", _("May")
    MUST_NOT = "must_not", _("Must not")
    TEXT_ONLY = "text_only", _("Text only")


class SeasonKind(models.TextChoices):
    SUMMER = "summer", _("Summer break")
    WINTER = "winter", _("Winter break")
    DATES = "dates", _("From one day of the year to another")
    TERM_TIME = "term_time", _("Term time only")


class EachOfKind(models.TextChoices):
    ROLES = "roles", _("Each post")
    TYPES = "types", _("Each type of activity")
    TOPICS = "topics", _("Each topic")
    GRADES = "grades", _("Each grade")
    SUBJECTS = "subjects", _("Each subject")
    SCHOOLS = "schools", _("Each school")
    MENTOR_PAIRS = "mentor_pairs", _("Each mentor pair")
    TEACHERS = "teachers", _("Each teacher")


class CoverageOf(models.TextChoices):
    SUBJECTS = "subjects", _("Subjects")
    TOPICS = "topics", _("Topics")
    TYPES = "types", _("Types of activity")
    GRADES = "grades", _("Grades")
    STAGES = "stages", _("Stages")


class DueKind(models.TextChoices):
    DAY_OF_YEAR = "day_of_year", _("By a day of the year")
    AFTER_SIGNING = "after_signing", _("Within a time after signing")
    AFTER_ACTIVITY = "after_activity", _("Within a time after an activity")
    TERM_END = "term_end", _("Before the term ends")
    MIDTERM = "midterm", _("By mid-term")
    AGREEMENT_END = "agreement_end", _("Before the agreement ends")
    FIXED = "fixed", _("By a date")


class AgreementState(models.TextChoices):
    """What people did with it (``agreements.models.states`` has the moves). Whether it is
    suspended or expired follows from the day: see ``Agreement.standing``."""

    DRAFT = "draft", _("Draft")
    AGREED = "agreed", _("Agreed by both")
    APPROVED = "approved", _("Approved")
    SIGNING = "signing", _("Being signed")
    IN_FORCE = "in_force", _("In force")
    SUSPENDED = "suspended", _("Suspended")
    EXPIRED = "expired", _("Expired")
    TERMINATED = "terminated", _("Terminated")
    SUPERSEDED = "superseded", _("Superseded")


class SignatureMethod(models.TextChoices):
    SYSTEM = "system", _("Confirmed in the system (not a seal)")
    SCAN = "scan", _("Signed and sealed on paper, scan kept")


class Verified(models.TextChoices):
    """How it was seen that a scan shows the text that lies open for signing."""

    QR = "qr", _("by the code read from its pages")
    TYPED = "typed", _("by the code typed from its foot")
