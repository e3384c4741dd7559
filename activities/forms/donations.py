"""What a liaison types about a donation: money, or goods in lines."""

from decimal import Decimal
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.facts import DonationFacts, Facts, GoodsLine
from activities.forms.fields import number_field
from activities.forms.privacy import refuse_private
from activities.models import Activity, Condition
from activities.sheets import Sheet
from pairing.vocabulary import ActivityType
from records.forms import DayField, TileRadio, UiFormMixin

BLANK_LINES = 3
MOST_LINES = 60


def _yuan(label, **fields) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=Decimal("0.01"),
        decimal_places=2,
        error_messages={
            "min_value": _("An amount has to be more than 0."),
            "max_decimal_places": _("Yuan and fen: two digits after the point at most."),
            "max_digits": _("This number has too many digits. Please check it."),
            "invalid": _("Please enter an amount, for example 3000 or 3000.50."),
        },
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"}),
        **fields,
    )


class DonationForm(UiFormMixin, forms.Form):
    """The part both kinds share. ``facts`` are what ``services.log`` and ``revise`` take."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    giver = forms.ChoiceField(label=_("Who gave it"), widget=TileRadio)
    received_on = DayField(label=_("Received on"))
    purpose = forms.CharField(
        max_length=120,
        label=_("What it is for"),
        validators=[refuse_private],
        help_text=_("No names of pupils: say how many were helped."),
    )
    receipt_number = forms.CharField(
        required=False, max_length=40, label=_("Receipt number"), validators=[refuse_private]
    )

    def __init__(self, *args, sheet: Sheet, activity: Activity | None = None, **kwargs) -> None:
        self.sheet, self.activity = sheet, activity
        kwargs["initial"] = self.initial_of(activity) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        pairing = sheet.pairing
        self.fields["giver"].choices = [
            ("supporting", pairing.supporting_school.label),
            ("receiving", pairing.receiving_school.label),
        ]
        self.fields["received_on"].widget.attrs["max"] = sheet.on.isoformat()

    def initial_of(self, activity: Activity | None) -> dict:
        if activity is None:
            return {"token": uuid4(), "giver": "supporting", "received_on": self.sheet.on}
        donation = getattr(activity, "donation", None)
        giver = next((s.pk for s in activity.done_by.all()), None)
        return {
            "token": activity.form_token,
            "giver": self.sheet.pairing.side_of(giver),
            "received_on": activity.starts_on,
            "purpose": donation.purpose if donation else activity.summary,
            "receipt_number": donation.receipt_number if donation else "",
            "amount": activity.amount or None,
        }

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > self.sheet.on:
            raise forms.ValidationError(
                _("This day has not come yet. Log it once it has taken place."), code="future"
            )
        return day

    def _facts(self, *, lines: tuple[GoodsLine, ...] = (), **measured) -> Facts:
        cleaned, pairing = self.cleaned_data, self.sheet.pairing
        other = "receiving" if cleaned["giver"] == "supporting" else "supporting"
        return Facts(
            starts_on=cleaned["received_on"],
            ends_on=cleaned["received_on"],
            pairings=(pairing,),
            done_by=(pairing.school_on(cleaned["giver"]),),
            school=pairing.school_on(other),
            summary=cleaned["purpose"],
            donation=DonationFacts(
                purpose=cleaned["purpose"],
                receipt_number=cleaned["receipt_number"],
                lines=lines,
            ),
            **measured,
        )


class MoneyForm(DonationForm):
    type = ActivityType.DONATION_MONEY
    amount = _yuan(_("Amount in yuan"), max_digits=12)
    field_order = ("token", "giver", "amount", "received_on", "purpose", "receipt_number")

    def facts(self, lines: tuple[GoodsLine, ...] = ()) -> Facts:
        return self._facts(type=self.type, amount=self.cleaned_data["amount"], lines=lines)


class GoodsForm(DonationForm):
    type = ActivityType.DONATION_GOODS

    def facts(self, lines: tuple[GoodsLine, ...] = ()) -> Facts:
        pieces = sum(line.quantity for line in lines)
        return self._facts(type=self.type, goods=pieces, lines=lines)


class LineForm(UiFormMixin, forms.Form):
    """One kind of goods; a line left empty is no line."""

    name = forms.CharField(
        required=False, max_length=60, label=_("Goods"), validators=[refuse_private]
    )
    quantity = number_field(label=_("Quantity"), least=1, most=1_000_000)
    unit = forms.CharField(required=False, max_length=8, label=pgettext_lazy("goods", "Unit"))
    condition = forms.ChoiceField(
        required=False, label=_("Condition"), choices=Condition.choices
    )
    unit_value = _yuan(_("Value of one, yuan"), required=False, max_digits=10)
    total_value = _yuan(_("or in all, yuan"), required=False, max_digits=12)

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        if not self.has_goods and not self.errors:
            return cleaned
        if not cleaned.get("name") and "name" not in self.errors:
            self._refuse("name", _("Please say what was given."))
        if not cleaned.get("quantity") and "quantity" not in self.errors:
            self._refuse("quantity", _("Please say how many pieces: at least 1."))
        if cleaned.get("unit_value") and cleaned.get("total_value"):
            self._refuse("total_value", _("Enter the value of one or of all, not both."))
        return cleaned

    def _refuse(self, name: str, sentence: str) -> None:
        self.add_error(name, forms.ValidationError(sentence, code="required"))

    @property
    def has_goods(self) -> bool:
        names = ("name", "quantity", "unit", "unit_value", "total_value")
        return any(self.cleaned_data.get(name) for name in names)

    def line(self) -> GoodsLine:
        cleaned = self.cleaned_data
        return GoodsLine(
            name=cleaned["name"],
            quantity=cleaned["quantity"],
            unit=cleaned["unit"],
            condition=cleaned["condition"] or Condition.NEW,
            unit_value=cleaned["unit_value"],
            total_value=cleaned["total_value"],
        )


class BaseLines(forms.BaseFormSet):
    def clean(self) -> None:
        if not any(self.errors) and not self.lines():
            raise forms.ValidationError(
                _("Please enter at least one line of goods."), code="required"
            )

    def lines(self) -> tuple[GoodsLine, ...]:
        return tuple(form.line() for form in self.forms if form.has_goods)


Lines = forms.formset_factory(
    LineForm,
    formset=BaseLines,
    extra=BLANK_LINES,
    max_num=MOST_LINES,
    absolute_max=MOST_LINES,
    validate_max=True,
)


def lines_of(activity: Activity) -> list[dict]:
    """The lines already kept, as the formset shows them first."""
    donation = getattr(activity, "donation", None)
    names = LineForm.base_fields
    rows = donation.lines.all() if donation else ()
    return [{name: getattr(row, name) for name in names} for row in rows]
