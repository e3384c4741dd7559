"""Activities on a page: their amount, place, state and hints in words."""

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from activities import wording
from activities.hints import Hint
from activities.models import Activity, ActivityState
from activities.needs import STAY_TYPES
from pairing.models import ProposalState
from records.templatetags.ui import mark

register = template.Library()

register.filter("quantity", wording.quantity)
register.filter("place_words", wording.place)
register.filter("about", wording.codes)
register.filter("posts", wording.posts)
register.filter("people_words", wording.people_words)
register.filter("money", wording.money)


@register.simple_tag
def state_tag(state: str):
    """The state of a link as a tag: mark and word."""
    look, name = wording.STATE_LOOKS[ActivityState(state)]
    word = ActivityState(state).label
    return format_html('<span class="ui-tag {}">{}{}</span>', look, mark(name), word)


@register.simple_tag
def proposal_tag(proposal, runs: bool = False):  # noqa: FBT001, FBT002 -- a template gives no names
    """The state of a proposal as a tag; one that runs says so, one that is over too."""
    look, name = wording.PROPOSAL_LOOKS[ProposalState(proposal.state)]
    word = ProposalState(proposal.state).label
    if proposal.is_confirmed and not runs:
        look, name, word = "is-exempt", "exempt", _("Over")
    return format_html('<span class="ui-tag {}">{}{}</span>', look, mark(name), word)


@register.filter
def is_stay(activity: Activity) -> bool:
    """Whether it has the file of a secondee."""
    return activity.type in STAY_TYPES


@register.filter
def yuan(amount) -> str:
    return wording.yuan(amount or 0)


@register.filter
def gap(activity: Activity) -> int:
    """Days between the activity's last day and its entry."""
    entered_on = timezone.localtime(activity.entered_at).date()
    return wording.entry_gap(activity, entered_on=entered_on)


@register.filter
def sentence(hint: Hint) -> str:
    return wording.hint_sentence(hint)
