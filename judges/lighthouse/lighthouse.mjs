// Lighthouse's figures for the main pages of a caisse that is being served:
// `node lighthouse.mjs http://127.0.0.1:8080 [path…]`. Prints a line for each page and ends badly when
// a category is below 98. Chromium is found in the path, or named by CHROME_PATH.
import process from "node:process";
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const MAIN = [
  "/", "/regles", "/statuts", "/mois", "/comptes",
  "/assemblees", "/propositions", "/projets", "/federation", "/journal",
];
const LEAST = 98;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
/** What a page that search engines are asked to leave alone is not blamed for. */
const NOT_LISTED = ["is-crawlable"];

const [house, ...asked] = process.argv.slice(2);
if (!house) {
  console.error("usage: node lighthouse.mjs ADDRESS [path…]");
  process.exit(2);
}
const chrome = await launch({ chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
let low = false;
try {
  for (const path of asked.length > 0 ? asked : MAIN) {
    const answer = await fetch(new URL(path, house));
    const page = await answer.text();
    const listed = !/<meta name="robots" content="noindex">/.test(page);
    const wide = Boolean(process.env.LIGHTHOUSE_WIDE);
    const { lhr } = await lighthouse(
      answer.url,
      {
        port: chrome.port,
        output: "json",
        onlyCategories: CATEGORIES,
        skipAudits: listed ? [] : NOT_LISTED,
      },
      wide ? desktopConfig : undefined,
    );
    const scores = CATEGORIES.map((name) => [name, Math.round(lhr.categories[name].score * 100)]);
    const told = scores.map(([name, score]) => `${name} ${score}`).join(", ");
    console.log(`${path.padEnd(14)} ${told}${listed ? "" : " (not for search engines)"}`);
    for (const [name, score] of scores) {
      if (score >= LEAST) continue;
      low = true;
      const refs = lhr.categories[name].auditRefs.filter(({ weight }) => weight > 0);
      for (const { id } of refs) {
        const { score: part, title, displayValue } = lhr.audits[id];
        if (part !== null && part < 0.98) console.log(`  ${id} ${part}: ${title} ${displayValue ?? ""}`);
      }
    }
  }
} finally {
  chrome.kill();
}
process.exitCode = low ? 1 : 0;
