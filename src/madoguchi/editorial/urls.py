"""All addresses of the staff's rooms, below /staff/."""

from importlib import import_module

from django.urls import URLPattern, URLResolver

from madoguchi.editorial.screens import SCREENS

urlpatterns: list[URLPattern | URLResolver] = [
    pattern
    for name in SCREENS
    for pattern in import_module(f"madoguchi.editorial.screens.{name}").urlpatterns
]
