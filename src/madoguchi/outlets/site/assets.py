"""Addresses of style sheets and pictures that change when their content does."""

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=64)
def asset(name: str, package: str = "madoguchi.outlets.site") -> str:
    """The address of a static file, with a part that is new for each new content."""
    content = files(package).joinpath("static", name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


@lru_cache(maxsize=1)
def icon() -> str:
    """The mark as a data address, so that a first visit asks for nothing else."""
    drawn = files("madoguchi.outlets.site").joinpath("static", "mark.svg").read_bytes()
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}"
