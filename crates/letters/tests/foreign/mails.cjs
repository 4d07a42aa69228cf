// Reads every mail in a folder with mailparser and its calendars with ical.js; says how many there were.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { simpleParser } = require("mailparser");
const loaded = require("ical.js");
const ICAL = loaded.default ?? loaded;

const ZONES = {
  en: "Africa/Lagos", et: "Europe/Tallinn", fr: "America/St_Johns", hy: "Asia/Yerevan", lt: "Europe/Vilnius", lv: "UTC",
  ru: "Africa/Casablanca", sw: "Africa/Nairobi",
};
const begins = {};

async function main(folder) {
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(".eml")).sort();
  for (const name of names) {
    const [kind, locale] = name.split(".");
    const mail = await simpleParser(fs.readFileSync(path.join(folder, name)), { skipTextToHtml: true });
    assert.equal(mail.to.value[0].address, "amara@example.org", name);
    assert.equal(mail.to.value[0].name, "Amara Žukė-Պետրոսյան", name);
    assert.ok(mail.subject && !mail.subject.includes("\n"), name);
    assert.ok(mail.text.includes("Amara Žukė-Պետրոսյան"), name);
    assert.ok(mail.html.includes(`lang="${locale}"`), name);
    assert.equal(mail.messageId.split("@")[1], "mail.example.org>", name);
    const list = mail.headers.get("list");
    if (list) assert.equal(list.unsubscribe.url, "https://berth.example/stop/7f3k2m9d?t=c2FtcGxl", name);
    for (const file of mail.attachments) {
      assert.match(file.contentType, /^(text\/calendar|application\/ics)$/, name);
      const calendar = new ICAL.Component(ICAL.parse(file.content.toString("utf8")));
      const [component, ...more] = calendar.getAllSubcomponents("vevent");
      assert.equal(more.length, 0, name);
      const event = new ICAL.Event(component, { strictExceptions: true });
      assert.ok(event.uid && event.summary, name);
      // By the zone the file itself tells; all readers of a kind have one moment.
      assert.equal(event.startDate.zone.tzid, ZONES[locale], name);
      const begin = event.startDate.toJSDate().toISOString();
      assert.equal((begins[kind] ??= begin), begin, name);
      if (kind.startsWith("interview-")) {
        assert.equal(event.duration.toSeconds(), 1800, name);
        assert.equal(event.attendees.length, 1, name);
        assert.equal(event.organizer, "mailto:berth@mail.example.org", name);
      }
    }
  }
  console.log(names.length);
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exit(1);
});
