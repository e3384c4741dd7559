"""System checks: every code of the engine has its words."""

from django.core.checks import Error, register

from compliance.engine.verdicts import MissCode, ReasonCode
from compliance.wording import misses, reasons


@register()
def every_code_has_words(app_configs, **kwargs):
    missing = [
        *(code.value for code in ReasonCode if code not in reasons.SENTENCES),
        *(code.value for code in MissCode if code not in misses.SENTENCES),
        *(code.value for code in MissCode if code not in misses.TITLES),
    ]
    return [
        Error(
            f"the engine's code {code!r} has no sentence",
            hint="Add it to compliance/wording/reasons.py or misses.py.",
            id="compliance.E001",
        )
        for code in dict.fromkeys(missing)
    ]
