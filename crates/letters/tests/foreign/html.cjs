// Checks every page in a folder with html-validate; says how many there were.
const fs = require("node:fs");
const path = require("node:path");
const { HtmlValidate } = require("html-validate");

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // Mail programs need what pages left behind: tables for layout with their attributes, styles in place.
    "no-inline-style": "off",
    "no-deprecated-attr": "off",
    "attr-delimiter": "off",
    "attribute-boolean-style": "off",
    "doctype-style": "off",
    "void-style": "off",
    "no-trailing-whitespace": "off",
    "no-conditional-comment": "off",
    "long-title": "off",
    "tel-non-breaking": "off",
    "prefer-native-element": "off",
    "text-content": "off",
  },
});

async function main(folder) {
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(".html")).sort();
  let wrong = 0;
  for (const name of names) {
    const report = await validator.validateString(fs.readFileSync(path.join(folder, name), "utf8"), name);
    for (const { messages } of report.results) {
      for (const m of messages) {
        wrong += 1;
        console.error(`${name}:${m.line}: ${m.ruleId}: ${m.message}`);
      }
    }
  }
  console.log(names.length);
  process.exit(wrong ? 1 : 0);
}

main(process.argv[2]);
