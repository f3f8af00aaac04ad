"""What makes the guide open without a network: copies of languages, the worker, the manifest."""

import gzip
import hashlib
import json
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse

import madoguchi
from madoguchi.edition.live import Served
from madoguchi.language import WRITTEN, WrittenLanguage
from madoguchi.outlets.serving import has_copy, live
from madoguchi.outlets.site.assets import asset
from madoguchi.outlets.site.offline_copy import ASSETS, offline_copy
from madoguchi.outlets.site.responses import tokyo_now
from madoguchi.outlets.site.words import plain, plain_say

# Made once a day and sent thousands of times.
_LEVEL = 9
# A worker keeps the copies of today in memory, compressed.
_KEPT = len(WRITTEN)
_UNFINISHED = ".unfinished-"
_ABANDONED_SECONDS = 3600
_THEME, _PAPER = "#083f35", "#fbfaf5"
_ICONS = (192, 512)


def copy(request: HttpRequest, language: str) -> HttpResponse:
    """The copy of a language, made anew each day."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        raise Http404
    packed, etag = packed_copy(live().now(), page_language, tokyo_now().date())
    response: HttpResponse
    if has_copy(request, etag):
        response = HttpResponseNotModified()
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(packed, content_type="application/json")
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(packed), content_type="application/json")
    response["ETag"] = etag
    response["Vary"] = "Accept-Encoding"
    # Asked for again each time; most answers are 304.
    response["Cache-Control"] = "no-cache"
    return response


def packed_copy(served: Served, language: WrittenLanguage, day: date) -> tuple[bytes, str]:
    """The copy as gzip holds it, and its ETag, from `derived/` if it was made before."""
    name = f"{served.edition.id}/offline-{day}-{program()}-{language.code}.json.gz"
    path = derived() / name
    kept = _kept(path)
    if kept is None:
        _write(path, as_json(served, language, day))
        kept = _kept(path) or _packed(as_json(served, language, day))
    return kept


def derived() -> Path:
    """Where things lie that can be made again from editions, beside these."""
    editions: Path = settings.EDITIONS
    return editions.parent.parent / "derived" / editions.name


def as_json(
    served: Served, language: WrittenLanguage, day: date, whole: Mapping[str, str] | None = None
) -> bytes:
    """The copy as JSON; `whole` are its pages, for whoever has rendered them already."""
    made = offline_copy(served, language, day, whole)
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


@lru_cache(maxsize=_KEPT)
def _read(path: Path) -> tuple[bytes, str]:
    packed = path.read_bytes()
    return packed, f'"{hashlib.sha256(packed).hexdigest()[:32]}"'


def _kept(path: Path) -> tuple[bytes, str] | None:
    # Anything in `derived` may be deleted at any time.
    with suppress(OSError):
        return _read(path)
    return None


def _packed(content: bytes) -> tuple[bytes, str]:
    packed = gzip.compress(content, _LEVEL, mtime=0)
    return packed, f'"{hashlib.sha256(packed).hexdigest()[:32]}"'


def _write(path: Path, content: bytes) -> None:
    """Put the copy in its place, whole or not at all, and take away those of other days.

    Several workers may do so at once: all write the same. Where nothing can be written, the copy
    is served all the same, only made more often.
    """
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=_UNFINISHED, delete=False) as file:
            file.write(_packed(content)[0])
        Path(file.name).replace(path)
        _clear_away(path)


def _clear_away(current: Path) -> None:
    """Delete copies of other days and editions, and what a killed worker left behind."""
    today = "-".join(current.name.split("-")[:4])
    for folder in current.parent.parent.iterdir():
        for one in folder.glob("offline-*.json.gz"):
            # Another version of the program may serve beside this one for a while.
            if folder != current.parent or not one.name.startswith(f"{today}-"):
                one.unlink(missing_ok=True)
        for one in folder.glob(f"{_UNFINISHED}*"):
            if time.time() - one.stat().st_mtime > _ABANDONED_SECONDS:
                one.unlink(missing_ok=True)
        with suppress(OSError):
            # Only what is empty can be removed; others may keep things there too.
            folder.rmdir()


@lru_cache(maxsize=1)
def program() -> str:
    """Twelve letters that change whenever what renders the pages does."""
    root = Path(madoguchi.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".html", ".po", ".css", ".js"} and "tests" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, at the root so that it may answer for all pages."""
    response = HttpResponse(worker_text(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def worker_text() -> str:
    """The service worker with the addresses of what it keeps: another when any of them changes."""
    text = files("madoguchi.outlets.site").joinpath("worker.js").read_text(encoding="utf-8")
    kept = [asset(name) for name in ASSETS]
    return text.replace('["ASSETS"]', json.dumps(kept)).replace(
        '["LANGUAGES"]', json.dumps(list(WRITTEN))
    )


def manifest(_request: HttpRequest, language: str) -> HttpResponse:
    """What a phone needs to put the guide of a language on its first screen."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        raise Http404
    response = JsonResponse(
        manifest_of(live().now(), page_language), content_type="application/manifest+json"
    )
    response["Cache-Control"] = "public, max-age=900"
    return response


def manifest_of(served: Served, language: WrittenLanguage) -> dict[str, object]:
    """The web app manifest of a language."""
    code = language.code
    pack = plain(served.guide.pack.text("name").read(code).value)
    icons: list[dict[str, str]] = [
        {"src": asset("mark.svg"), "sizes": "any", "type": "image/svg+xml"}
    ]
    for size in _ICONS:
        drawn = {"src": asset(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        icons += [drawn | {"purpose": purpose} for purpose in ("any", "maskable")]
    return {
        "name": f"Madoguchi · {pack}",
        "short_name": "Madoguchi",
        "description": plain_say(code, "Who can help me now?"),
        "lang": language.tag,
        "dir": language.direction,
        "id": f"/{code}/",
        "start_url": f"/{code}/",
        "scope": "/",
        "display": "standalone",
        "theme_color": _THEME,
        "background_color": _PAPER,
        "icons": icons,
    }
