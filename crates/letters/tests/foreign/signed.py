"""Checks the DKIM signature of every mail in a folder with dkimpy, and that nothing can be changed or added under it."""

import pathlib
import sys

import dkim

folder = pathlib.Path(sys.argv[1])
record = (folder / "record").read_bytes()
name, text = record.split(b"\n")


def dns(asked, timeout=5):
    return text if asked.rstrip(b".") == name else None


def good(mail):
    return dkim.verify(mail, dnsfunc=dns, minkey=2048)


count = 0
for path in sorted(folder.glob("*.eml")):
    mail = path.read_bytes()
    assert good(mail), path.name
    # What a mail server may do on the way.
    received = b"Received: from a.example by b.example; Thu, 28 Jan 2027 08:00:00 +0000\r\n"
    assert good(received + mail.replace(b"\r\nMIME-Version: ", b"\r\nMIME-Version:\t  ") + b"\r\n\r\n"), path.name
    head, body = mail.split(b"\r\n\r\n", 1)
    for change in (
        b"Subject: Something else\r\n" + mail,
        b"From: mallory@example.com\r\n" + mail,
        head + b"\r\n\r\n" + b"Pay here.\r\n" + body,
        mail.replace(b"\r\nAuto-Submitted: auto-generated", b"\r\nAuto-Submitted: no"),
        mail.replace(b"List-Unsubscribe=One-Click", b"List-Unsubscribe=Never") if b"One-Click" in mail else b"",
    ):
        assert not change or not good(change), (path.name, change[:40])
    count += 1
print(count)
