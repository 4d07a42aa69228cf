// Reads calendars whose names say their instant, `<zone with dashes>.<instant>.ics`, with ical.js, by the zone each file
// itself tells; says how many there were.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const loaded = require("ical.js");
const ICAL = loaded.default ?? loaded;

const names = fs.readdirSync(process.argv[2]).filter((name) => name.endsWith(".ics"));
for (const name of names) {
  const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(path.join(process.argv[2], name), "utf8")));
  const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent"));
  const begin = event.startDate.toJSDate().toISOString().replace(/[-:]|\.000/g, "");
  assert.equal(begin, name.split(".")[1], name);
  assert.equal(event.duration.toSeconds(), 1800, name);
}
console.log(names.length);
