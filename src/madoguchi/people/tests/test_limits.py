"""How often somebody may do something: exactly so often, whoever counts at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from madoguchi.hours import TOKYO
from madoguchi.people.limits import allowed, empty_cache
from madoguchi.people.models import Knocks, Salt
from madoguchi.people.purposes import delete_expired

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=TOKYO)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_no_span_of_a_minute_has_more_than_three(database):
    times = [0, 20, 40, 50, 61, 79.9, 81]
    answers = [allowed("report", "203.0.113.7", 3, 60, at=after(second)) for second in times]
    assert answers == [True, True, True, False, True, False, True]


def test_people_and_matters_are_counted_apart(db):
    assert allowed("report", "203.0.113.7", 1, 60, at=NOON)
    assert allowed("report", "203.0.113.8", 1, 60, at=NOON)
    assert allowed("counter", "203.0.113.7", 1, 60, at=NOON)
    assert not allowed("report", "203.0.113.7", 1, 60, at=NOON)


def test_who_it_was_stands_nowhere_and_is_another_the_next_day(database):
    allowed("report", "203.0.113.7", 3, 60, at=NOON)
    today = Knocks.objects.get()
    assert "203.0.113.7" not in str(vars(today))
    allowed("report", "203.0.113.7", 3, 60, at=NOON + timedelta(days=1))
    tomorrow = Knocks.objects.get()
    assert (tomorrow.day, tomorrow.who == today.who) == (date(2026, 11, 28), False)
    assert [salt.day for salt in Salt.objects.all()] == [tomorrow.day]


def test_of_many_at_the_same_moment_exactly_as_many_get_in(shared):
    def knock(_: int) -> bool:
        try:
            return allowed("sign-in", "sato", 5, 600)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(knock, range(16)))
    assert answers.count(True) == 5


def test_the_cache_has_no_addresses_and_is_emptied(database):
    call_command("createcachetable", verbosity=0)
    cache.set("login:ip:203.0.113.7", [1], 3600)
    cache.set("login:ip:203.0.113.8", [2], 3600)
    assert cache.get("login:ip:203.0.113.7") == [1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM kept_for_a_while")
        rows = cursor.fetchall()
    assert (len(rows), "203.0.113" in str(rows)) == (2, False)
    cache.set("login:ip:203.0.113.8", [2], 1)
    assert empty_cache(timezone.now() + timedelta(minutes=1)) == 1
    assert cache.get("login:ip:203.0.113.7") == [1]


def test_the_daily_job_forgets_yesterday(db):
    allowed("report", "203.0.113.7", 3, 60, at=NOON)
    assert delete_expired(NOON + timedelta(hours=11)) == {}
    assert Knocks.objects.count() == 1
    assert delete_expired(NOON + timedelta(hours=13)) == {"people.Knocks": 2}
    assert (Knocks.objects.count(), Salt.objects.count()) == (0, 0)
