"""The first administrator, made at a real terminal in a new folder of data."""

import os
import pty
import sqlite3
import subprocess
import sys

PASSWORD = "three windows, one door"
# A terminal of its own, which a hidden question asks for.
AT_A_TERMINAL = (
    "import fcntl, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "from madoguchi.project.command import main; sys.exit(main(['administrator', '--if-none']))"
)


def test_who_starts_it_first_answers_three_questions(tmp_path):
    ours, theirs = pty.openpty()
    # As on a machine that nobody has set up.
    plain = {name: value for name, value in os.environ.items() if "MADOGUCHI" not in name}
    plain.pop("DATABASE_URL", None)
    process = subprocess.Popen(
        [sys.executable, "-c", AT_A_TERMINAL],
        env=plain | {"MADOGUCHI_DATA": str(tmp_path), "MADOGUCHI_PACK": "example"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    said = b""
    for question, answer in (
        (b"Name: ", "Ono"),
        (b"E-mail address: ", "ono@city.example.jp"),
        (b"choose it): ", PASSWORD),
        (b"once more: ", PASSWORD),
    ):
        while not said.endswith(question):
            said += os.read(ours, 1)
        os.write(ours, f"{answer}\n".encode())
    while chunk := _read(ours):
        said += chunk
    assert process.wait(timeout=60) == 0, said
    os.close(ours)
    assert b"Ono (ono@city.example.jp) is an administrator." in said
    assert b"The packs are in the database now" in said
    assert PASSWORD.encode() not in said
    with sqlite3.connect(tmp_path / "madoguchi.db") as database:
        rows = database.execute("SELECT email, roles, password FROM editorial_staffmember")
        [(email, roles, password)] = rows.fetchall()
    database.close()
    assert (email, roles) == ("ono@city.example.jp", '["administrator"]')
    assert password.startswith("pbkdf2_sha256$")


def _read(terminal: int) -> bytes:
    """What is said next; nothing once the other end is closed."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
