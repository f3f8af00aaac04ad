"""How often somebody may do something, counted in the database and without keeping who it was."""

import hashlib
import hmac
import secrets
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction

from madoguchi.hours import TOKYO
from madoguchi.people.models import Knocks, Salt


def allowed(
    what: str, who: str, at_most: int, per_seconds: int, *, at: datetime | None = None
) -> bool:
    """Whether `who` may do `what` now, and if so, counted: never more in any span of that length.

    `who` may be an address or a name: kept is a hash of it whose salt is forgotten at midnight, so
    counting begins anew with every day. `at` is now if left out. Call it outside of a transaction
    that may be undone.
    """
    at = at or datetime.now(TOKYO)
    today, now = at.astimezone(TOKYO).date(), int(at.timestamp() * 1000)
    whose = {"what": what, "who": _hashed(who, today)}
    with transaction.atomic():
        Knocks.objects.get_or_create(**whose, defaults={"day": today})
        knocks = Knocks.objects.select_for_update().get(**whose)
        recent = [one for one in knocks.times if one > now - per_seconds * 1000]
        if len(recent) >= at_most:
            return False
        knocks.times = [*recent, now]
        knocks.save(update_fields=["times"])
    return True


def cache_key(key: str, prefix: str, version: int) -> str:
    """Django's cache (KEY_FUNCTION): likewise without addresses, which django-allauth counts by."""
    return _hashed(f"{prefix}:{version}:{key}", datetime.now(TOKYO).date())


def empty_cache(before: datetime) -> int:
    """Delete what the cache has kept beyond its time, which it only does when it is full."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        over = connection.ops.adapt_datetimefield_value(before.replace(microsecond=0))
        # The name is from our settings.
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [over])  # noqa: S608
        return int(cursor.rowcount)


def forget(before: date) -> int:
    """Delete the salts of earlier days and what was counted with them; how many rows that was."""
    salts, _ = Salt.objects.filter(day__lt=before).delete()
    knocks, _ = Knocks.objects.filter(day__lt=before).delete()
    return salts + knocks


def _hashed(who: str, today: date) -> str:
    salt = Salt.objects.filter(day=today).first()
    if salt is None:
        # The day's first: also forgets where no worker runs.
        forget(today)
        salt, _ = Salt.objects.get_or_create(day=today, defaults={"value": secrets.token_bytes(32)})
    return hmac.new(bytes(salt.value), who.encode(), hashlib.sha256).hexdigest()
