"""Pages that show verdicts to schools: what is owed, one pairing, one verdict, one activity."""

from compliance.views.answers import activity_answer
from compliance.views.home import home
from compliance.views.pairings import pairing
from compliance.views.secondments import secondment, secondment_appraise
from compliance.views.trial import obligation_trial
from compliance.views.verdicts import verdict
from compliance.views.whatif import whatif, whatif_job

__all__ = [
    "activity_answer",
    "home",
    "obligation_trial",
    "pairing",
    "secondment",
    "secondment_appraise",
    "verdict",
    "whatif",
    "whatif_job",
]
