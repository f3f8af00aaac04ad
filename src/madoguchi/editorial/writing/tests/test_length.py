"""Hints on length: what has lost a sentence is noticed, what is as long as usual is not."""

from collections import Counter
from pathlib import Path

import pytest

from madoguchi.editorial.writing.length import RATIOS, characters, length_hint
from madoguchi.guide.reading import read_entry
from madoguchi.language import WRITTEN

JA = "区役所で、くらしの簡単な相談を外国語で受け付けます。区の事業、文化、学習の情報も案内します。"
EN = (
    "Get advice on simple everyday matters at the ward office, in the languages listed here. "
    "Staff can also tell you about the ward's services, culture and learning."
)
KO = (
    "구청에서 간단한 생활 문제를 외국어로 상담할 수 있습니다. "
    "구의 사업, 문화, 학습 정보도 안내합니다."
)


def test_every_written_language_has_its_lengths() -> None:
    assert list(RATIOS) == list(WRITTEN)


@pytest.mark.parametrize(
    ("source", "translation", "language", "source_language", "verdict"),
    [
        (JA, EN, "en", "ja", "fine"),
        (JA, EN.partition(". ")[0][:40], "en", "ja", "short"),
        (JA, EN * 2, "en", "ja", "long"),
        (EN, KO, "ko", "en", "fine"),
        (EN, KO[:14], "ko", "en", "short"),
        (KO, JA, "ja", "ko", "fine"),
        (KO, JA * 2, "ja", "ko", "long"),
        ("窓口", "Window", "en", "ja", "fine"),
        ("窓口", "The window on the second floor where you can ask", "en", "ja", "long"),
    ],
)
def test_a_translation_is_measured_by_its_source(
    source: str, translation: str, language: str, source_language: str, verdict: str
) -> None:
    assert length_hint(source, translation, language, source_language).verdict == verdict


def test_readings_spaces_and_references_do_not_make_a_text_longer() -> None:
    assert characters("{窓口|まどぐち}に {電話|でんわ} [[nerima/desk#phone]]\n") == characters(
        "窓口に電話"
    )


def test_the_words_of_nerima_are_rarely_called_too_short_or_long(packs: Path) -> None:
    verdicts: Counter[str] = Counter()
    for path in sorted((packs / "nerima" / "guidance").glob("[a-c]*.yaml")):
        entry = read_entry(packs, path).entry
        assert entry is not None
        source = dict(entry.words["ja"].texts())
        for code, wording in entry.words.items():
            for place, text in wording.texts():
                if code != "ja" and text and source[place]:
                    verdicts[length_hint(source[place], text, code).verdict] += 1
    assert verdicts["fine"] > 0.95 * verdicts.total() > 100
