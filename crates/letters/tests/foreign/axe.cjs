// Opens every page in a folder in Chromium, 320 pixels wide; lets axe look for what people can't read or reach, in the
// English ones, light and dark, and in those of the kinds named after the folder. Says how many there were.
const fs = require("node:fs");
const path = require("node:path");
const puppeteer = require("puppeteer-core");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const TABS = 4;

async function look(browser, folder, names, kinds) {
  const page = await browser.newPage();
  const wrong = [];
  for (let name = names.pop(); name; name = names.pop()) {
    await page.setViewport({ width: 700, height: 900 });
    await page.setContent(fs.readFileSync(path.join(folder, name), "utf8"), { waitUntil: "domcontentloaded" });
    const [kind, locale] = name.split(".");
    // Colours are the same in every language.
    const schemes = locale === "en" ? ["light", "dark"] : kinds.includes(kind) ? ["light"] : [];
    if (schemes.length) await page.evaluate(AXE);
    for (const value of schemes) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
      const found = await page.evaluate(async () => {
        const options = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] };
        const { violations, incomplete } = await window.axe.run(document, options);
        // What axe can't decide about contrast counts as wrong.
        const undecided = incomplete.filter((rule) => rule.id === "color-contrast");
        return [...violations, ...undecided].flatMap((rule) =>
          rule.nodes.map((node) => `${rule.id}: ${node.target}: ${node.failureSummary ?? node.any[0]?.message}`),
        );
      });
      wrong.push(...found.map((what) => `${name}, ${value}: ${what}`));
    }
    await page.setViewport({ width: 320, height: 640 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) wrong.push(`${name}: ${width} pixels wide on a screen of 320`);
    const outside = await page.evaluate(() => document.images.length + document.querySelectorAll("script,iframe,link").length);
    if (outside) wrong.push(`${name}: loads something`);
  }
  return wrong;
}

async function main(folder, ...kinds) {
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(".html"));
  const count = names.length;
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  const wrong = (await Promise.all(Array.from({ length: TABS }, () => look(browser, folder, names, kinds)))).flat();
  await browser.close();
  wrong.slice(0, 40).forEach((what) => console.error(what));
  console.log(count);
  process.exit(wrong.length ? 1 : 0);
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
