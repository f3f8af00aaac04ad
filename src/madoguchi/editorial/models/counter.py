"""How often which language was asked for at the counter: numbers of an hour, never a person."""

from typing import ClassVar

from django.db import models


class CounterTap(models.Model):
    """How often within an hour at a place, and whether it could be served in that language.

    `place` is the id of the window or section where somebody counted, or empty. `last_tap` is the
    mark of the last tap that changed the number, by which its repetition is known.
    """

    class Served(models.TextChoices):
        UNSAID = "unsaid"
        YES = "yes"
        INTERPRETER = "interpreter"
        NO = "no"

    hour = models.DateTimeField(db_index=True)
    language = models.CharField(max_length=8)
    place = models.CharField(max_length=200, blank=True)
    served = models.CharField(max_length=12, choices=Served.choices, default=Served.UNSAID)
    count = models.PositiveIntegerField(default=0)
    last_tap = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["hour", "language", "place", "served"], name="one_number_an_hour"
            )
        ]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H} {self.language} {self.served}: {self.count}"
