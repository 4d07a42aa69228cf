"""Reads calendars whose names say their instant, `<zone with dashes>.<instant>.ics`, with `icalendar`, by the zone each
file itself tells; says how many there were."""

import datetime
import pathlib
import sys

import icalendar

UTC = datetime.timezone.utc
count = 0
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.ics")):
    instant = datetime.datetime.strptime(path.name.split(".")[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    (event,) = calendar.walk("VEVENT")
    for told in calendar.walk("VTIMEZONE"):
        local = event.decoded("DTSTART").replace(tzinfo=told.to_tz(lookup_tzid=False))
        assert local.astimezone(UTC) == instant, (path.name, local, local.utcoffset())
    # Python compares and subtracts by the clock on the wall, unless both are in UTC.
    assert event.decoded("DTSTART").astimezone(UTC) == instant, (path.name, event.decoded("DTSTART"))
    lasts = event.decoded("DTEND").astimezone(UTC) - instant
    assert lasts == datetime.timedelta(minutes=30), (path.name, lasts)
    count += 1
print(count)
