"""The staff's rooms as Django knows them."""

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "madoguchi.editorial"
    label = "editorial"
    default_auto_field = "django.db.models.BigAutoField"
