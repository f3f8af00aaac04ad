from pathlib import Path

import pytest

from madoguchi.guide.tests.town import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)
