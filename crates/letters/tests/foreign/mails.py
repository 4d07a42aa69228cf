"""Reads every mail in a folder with Python's own parser and its calendars with `icalendar`; says how many there were."""

import datetime
import email
import email.policy
import pathlib
import sys
import zoneinfo

import icalendar

UTC = datetime.timezone.utc
ZONES = dict(
    en="Africa/Lagos", et="Europe/Tallinn", fr="America/St_Johns", hy="Asia/Yerevan", lt="Europe/Vilnius", lv="UTC",
    ru="Africa/Casablanca", sw="Africa/Nairobi",
)
begins = {}
uids = {}
count = 0
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml")):
    kind, locale, _ = path.name.split(".")
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    for part in mail.walk():
        assert not part.defects, (path.name, part.get_content_type(), part.defects)
    plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
    assert "Amara Žukė-Պետրոսյան" in plain.get_content(), path.name
    assert f'lang="{locale}"' in rich.get_content(), path.name
    assert mail["To"].addresses[0].addr_spec == "amara@example.org", path.name
    assert mail["To"].addresses[0].display_name == "Amara Žukė-Պետրոսյան", path.name
    assert mail["Subject"] and "\n" not in mail["Subject"], path.name
    assert mail["Content-Language"] == locale, path.name
    assert mail["Auto-Submitted"] == "auto-generated", path.name
    assert mail["References"] == mail["In-Reply-To"], path.name

    calendars = [p for p in mail.walk() if p.get_content_type() in ("text/calendar", "application/ics")]
    wanted = kind == "deadline-moved" or kind == "deadline-reminder" or kind.startswith("interview-")
    assert bool(calendars) == wanted, (path.name, len(calendars))
    for part in calendars:
        raw = part.get_payload(decode=True)
        assert all(len(line) <= 75 for line in raw.split(b"\r\n")), path.name
        assert b"\n" not in raw.replace(b"\r\n", b""), path.name
        calendar = icalendar.Calendar.from_ical(raw)
        assert not calendar.errors, (path.name, calendar.errors)
        (event,) = calendar.walk("VEVENT")
        assert not event.errors, (path.name, event.errors)
        method = str(calendar["METHOD"])
        if part.get_content_type() == "text/calendar":
            assert part.get_param("method") == method, path.name
        begin = event.decoded("DTSTART")
        assert event["DTSTART"].params.get("TZID", "UTC") == ZONES[locale], path.name
        # The zone as the machine knows it, and as the file itself tells it.
        there = begin.astimezone(zoneinfo.ZoneInfo(ZONES[locale]))
        assert begin.utcoffset() == there.utcoffset(), (path.name, begin, there)
        for told in calendar.walk("VTIMEZONE"):
            told = told.to_tz(lookup_tzid=False)
            assert begin.replace(tzinfo=told).utcoffset() == there.utcoffset(), (path.name, told)
        assert bool(calendar.walk("VTIMEZONE")) == (ZONES[locale] != "UTC"), path.name
        # Whatever the clock on the wall, one moment for all readers.
        assert begins.setdefault(kind, begin) == begin, path.name
        assert begin > datetime.datetime(2027, 1, 28, 8, tzinfo=UTC), path.name
        if method == "PUBLISH":
            assert "ORGANIZER" not in event and "DTEND" not in event, path.name
        else:
            assert event.decoded("DTEND") - begin == datetime.timedelta(minutes=30), path.name
            assert event["ORGANIZER"] == "mailto:berth@mail.example.org", path.name
            assert event["ATTENDEE"] == "mailto:amara@example.org", path.name
            assert event["ATTENDEE"].params["CN"] == "Amara Žukė-Պետրոսյան", path.name
            uids[kind, locale] = (str(event["UID"]), event["SEQUENCE"], method, str(event["STATUS"]))
    count += 1

for steps in ("invitation", "moved", "cancelled"), ("host", "host-cancelled"):
    for locale in ZONES:
        told = [uids["interview-" + step, locale] for step in steps]
        for number, (uid, sequence, *what) in enumerate(told):
            assert (uid, sequence) == (told[0][0], number), (locale, told)
            last = number + 1 == len(steps)
            assert what == (["CANCEL", "CANCELLED"] if last else ["REQUEST", "CONFIRMED"]), (locale, told)
print(count)
