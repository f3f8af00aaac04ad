"""How the suite runs: which files come first, and what tests say at its end."""

import pytest
from _pytest.terminal import TerminalReporter
from hypothesis import HealthCheck, settings

# Workers share the cores with browsers and servers: how long an example took says nothing here.
settings.register_profile("workers", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("workers")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that wait for a browser come first, so that no worker is alone with one at the end."""
    waiting = {item.path for item in items if _browses(item)}
    items.sort(key=lambda item: item.path not in waiting)


def _browses(item: pytest.Item) -> bool:
    return any("browser" in name for name in getattr(item, "fixturenames", ()))


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Tells what tests recorded as `said`, also from workers, whose output nobody sees."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "said":
                terminalreporter.write_line(str(value))
