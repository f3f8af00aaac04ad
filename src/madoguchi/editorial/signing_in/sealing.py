"""Secrets of second factors lie in the database sealed: who has only the database signs in nowhere.

The key is made from the machine's secret key. Where that is another one than it was (a backup
without it), no code fits any more, and `madoguchi staff reset` lets people set up anew.
"""

import base64
import logging
import secrets

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

_log = logging.getLogger(__name__)
_SECRET_BYTES = 20


def seal(secret: str) -> str:
    """What stands in the database for a secret."""
    return _lock().encrypt(secret.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """The secret again; a new one, which no code fits, where it cannot be read."""
    try:
        return _lock().decrypt(sealed.encode()).decode()
    except InvalidToken:
        _log.warning("A second factor was set up with another secret key; set it up anew.")
        return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode("ascii")


def _lock() -> Fernet:
    key = salted_hmac("madoguchi.second_factors", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
