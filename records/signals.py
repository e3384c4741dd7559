"""What the apps below announce and the apps above listen to."""

from django.dispatch import Signal

# Sent inside the transaction by every service that changed facts a verdict rests on.
# Arguments: ``pairing_ids`` (a set of int); ``types`` where nothing changed but whether
# activities of these types count (a frozenset of codes), else None or left out.
pairings_changed = Signal()

# Sent inside the transaction when a pairing ends, before ``pairings_changed``.
# Arguments: ``pairing_id``, ``on`` (its last day), ``reason``, ``by`` (User or None), ``at``.
pairing_closed = Signal()

# Sent inside the transaction when an agreement, or an amendment to one, comes into force.
# Arguments: ``agreement_id``, ``by`` (User or None), ``at``.
agreement_in_force = Signal()
