"""Parts of the overview that come by the hundred: written in one go, not by a template each."""

from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

register = template.Library()


@register.simple_tag
def heat_head(row):
    """The head of a row of the heat table: the school, who supports it, whether it is filed."""
    pairing = row.pairing
    receiving = escape(pairing.receiving_school.label)
    supported = _("supported by %(school)s") % {"school": pairing.supporting_school.label}
    filed = ""
    if row.is_filed:
        word = escape(pgettext("school year", "Filed"))
        filed = f' <span class="ui-tag is-force">{word}</span>'
    return mark_safe(
        f'<th scope="row"><a href="{escape(row.address)}"><b>{receiving}</b></a>'
        f"<small>{escape(supported)}</small>{filed}</th>"
    )
