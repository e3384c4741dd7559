"""Addresses of decisions about windows; ``compliance.urls`` includes them."""

from django.urls import path

from compliance.views import decisions, follow_up

WINDOW = "pairings/<int:pk>/verdicts/<int:obligation_id>/<date:starts_on>"

urlpatterns = [
    path("follow-up/", follow_up.follow_up_list, name="follow_up_list"),
    path(f"{WINDOW}/waive/", decisions.waiver_grant, name="waiver_grant"),
    path(f"{WINDOW}/violations/", decisions.violation_record, name="violation_record"),
    path(
        f"{WINDOW}/violations/<int:violation_id>/strike/",
        decisions.violation_strike,
        name="violation_strike",
    ),
    path(f"{WINDOW}/follow-up/<slug:act>/", decisions.follow_up_step, name="follow_up_step"),
    path(f"{WINDOW}/make-up/", decisions.make_up, name="make_up"),
]
