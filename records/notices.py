"""Telling one person one thing, once; and the words of every kind of message."""

from datetime import date, datetime

from django.utils import dateformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from records.models import Notice, User

# kind -> sentence. The holes are facts; a fact that is a day (``…_on``) is written as one.
SENTENCES = {
    "activity_waiting": _(
        "%(school)s logged the activity of %(starts_on)s (%(number)s). Please confirm it or"
        " return it."
    ),
    "activity_confirmed": _("%(school)s confirmed the activity of %(starts_on)s (%(number)s)."),
    "activity_returned": _(
        "%(school)s returned the activity of %(starts_on)s (%(number)s): %(reason)s"
    ),
    "activity_voided": _(
        "%(school)s voided the activity of %(starts_on)s (%(number)s), it no longer counts:"
        " %(reason)s"
    ),
    "agreement_to_agree": _("Please read the text of agreement %(number)s and agree to it."),
    "agreement_agreed": _("Both schools agree to the text of agreement %(number)s."),
    "agreement_to_approve": _("Agreement %(number)s waits for the approval of the bureau."),
    "agreement_approved": _("The bureau approved agreement %(number)s."),
    "agreement_returned": _("%(by)s returned agreement %(number)s: %(note)s"),
    "agreement_reminder": _(
        "Agreement %(number)s waits for you since %(since_on)s; %(by)s reminds you of it."
    ),
    "agreement_superseded": _(
        "Agreement %(number)s ends on %(ends_on)s: %(to)s takes its place from the day after."
    ),
    "agreement_to_sign": _("Agreement %(number)s is ready for your signature."),
    "agreement_signed": _("%(school)s signed agreement %(number)s."),
    "agreement_in_force": _("Agreement %(number)s is in force from %(starts_on)s."),
    "agreement_ended": _("Agreement %(number)s ended on %(ends_on)s: %(reason)s"),
    "waiver_granted": _(
        "The bureau exempts %(duty)s of agreement %(number)s for the time from"
        " %(starts_on)s: %(reason)s"
    ),
    "year_filed": _(
        "The bureau filed the school year %(school_year)s of %(supporting)s and %(receiving)s"
        " (%(by)s). Its figures stay as they are."
    ),
    "report_agreed": _("%(by)s agreed to the report %(report)s: it can be submitted."),
    "report_submitted": _("%(by)s submitted the report %(report)s."),
    "report_returned": _("%(by)s returned the report %(report)s: %(reason)s"),
    "report_accepted": _("%(by)s accepted the report %(report)s. It is filed."),
    "archive_fault": _(
        "The check of %(checked_on)s found faults in files that are kept: %(count)s. They stand"
        " on the page of filed documents."
    ),
    "violation_recorded": _("A violation of %(duty)s on %(held_on)s was recorded: %(note)s"),
    "violation_struck": _(
        "The violation of %(duty)s recorded for %(held_on)s was struck: %(reason)s"
    ),
    "breach_notified": _(
        "%(duty)s was not met in the period from %(starts_on)s. The bureau asks your school to"
        " explain by %(answer_by_on)s: %(text)s"
    ),
    "breach_explained": _(
        "%(school)s explains why %(duty)s was not met in the period from %(starts_on)s."
    ),
    "breach_planned": _(
        "%(school)s plans to make up by %(made_up_by_on)s for %(duty)s of the period from"
        " %(starts_on)s."
    ),
    "breach_closed": _(
        "The bureau leaves it at that for %(duty)s of the period from %(starts_on)s: %(reason)s"
    ),
    "make_up_proposed": _(
        "%(school)s proposes the activity %(number)s as make-up for %(duty)s of the period from"
        " %(starts_on)s."
    ),
    "make_up_accepted": _(
        "The bureau accepts the activity %(number)s as make-up for %(duty)s of the period from"
        " %(starts_on)s: %(reason)s"
    ),
    "make_up_refused": _(
        "The bureau does not accept the activity %(number)s as make-up for %(duty)s of the"
        " period from %(starts_on)s: %(reason)s"
    ),
    "number_proposed": _(
        "%(school)s proposes the number %(count)s for %(duty)s of agreement %(number)s. Please"
        " agree or answer with another."
    ),
    "number_agreed": _(
        "Both schools agree on the number %(count)s for %(duty)s of agreement %(number)s."
    ),
    "activities_same": _(
        "The activities %(number)s and %(other)s are marked as the same event; only %(number)s"
        " counts: %(reason)s"
    ),
    "mentor_group_waiting": _(
        "%(school)s proposed a mentor group: %(group)s. Please confirm it or return it."
    ),
    "mentor_group_confirmed": _("%(school)s confirmed the mentor group %(group)s."),
    "mentor_group_returned": _("%(school)s returned the mentor group %(group)s: %(reason)s"),
    "mentor_end_waiting": _(
        "%(school)s says that the mentor group %(group)s ends on %(last_on)s: %(reason)s"
        " Please confirm it or return it."
    ),
    "mentor_end_confirmed": _(
        "%(school)s confirmed that the mentor group %(group)s ends on %(last_on)s."
    ),
    "mentor_end_returned": _(
        "%(school)s does not agree that the mentor group %(group)s ends on %(last_on)s:"
        " %(answer)s"
    ),
    "stay_end_waiting": _(
        "%(school)s says that the secondment of %(name)s ended on %(last_on)s. Please confirm"
        " it or return it."
    ),
    "stay_end_confirmed": _(
        "%(school)s confirmed that the secondment of %(name)s ended on %(last_on)s."
    ),
    "stay_end_returned": _(
        "%(school)s does not agree that the secondment of %(name)s ended on %(last_on)s:"
        " %(answer)s"
    ),
}


class UnknownNoticeError(LookupError):
    """A kind of message without a sentence."""


def notify(
    recipient: User,
    *,
    kind: str,
    facts: dict,
    at: datetime,
    dedupe_key: str,
    link: str = "",
) -> Notice:
    """Tell ``recipient`` once per ``dedupe_key``. ``facts`` are JSON values, days in ISO form;
    a missing one raises KeyError here and not on the reader's page. ``link``: a path."""
    if kind not in SENTENCES:
        raise UnknownNoticeError(f"{kind}: one of {', '.join(sorted(SENTENCES))}")
    if link and not link.startswith("/"):
        raise ValueError(f"{link}: a message leads to a path of this site")
    str(SENTENCES[kind]) % facts
    message = {"recipient": recipient, "kind": kind, "facts": facts, "link": link, "at": at}
    notice, _is_new = Notice.objects.get_or_create(dedupe_key=dedupe_key, defaults=message)
    return notice


def sentence(notice: Notice) -> str:
    """The message in the reader's language."""
    words = {name: written(name, fact) for name, fact in notice.facts.items()}
    return str(SENTENCES[notice.kind]) % words


def written(name: str, fact) -> str:
    if not name.endswith("_on"):
        return str(fact)
    pattern = pgettext("day without year, date format", "j M")
    return dateformat.format(date.fromisoformat(fact), pattern)
