// Leads axe-core and a keyboard through pages in Chromium, and says what they find.
//
// Standard input: {"chromium": "/usr/bin/chromium", "pages": [{"address": "http://…",
// "cookies": "name=value", "send": false}], "all": false}. Each page is loaded in French and in English, and looked at
// light and dark, 320 and 1440 pixels wide. Standard output: {"looks": …, "findings": ["…"], "heaviest": …}.
//
// Absent on purpose: which pages there are, and what they ought to say (the tests in Rust know both).
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import process from "node:process";
import puppeteer from "puppeteer-core";

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.2 at level AA, with all that came before it, and what axe-core advises beyond. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What a page and all it loads may weigh on the wire, in bytes. */
const HEAVIEST = 60_000;
/** Pages that are looked at together: one for each of two processors. */
const TABS = 2;
/** How long one page may take to load, in milliseconds. */
const PATIENCE = 30_000;

const NARROW = { width: 320, height: 640, deviceScaleFactor: 1 };
const WIDE = { width: 1440, height: 900, deviceScaleFactor: 1 };
/** A window of 1280 pixels at a zoom of 200 %. */
const ZOOMED = { width: 640, height: 450, deviceScaleFactor: 2 };

/**
 * The ways to look at a page in each language: light and dark on both screens when all is asked for.
 * Else four of the eight, chosen so that any two of language, colours and screen meet once: colours
 * and layout hardly hang together, and an hour of looking is longer than anyone waits.
 */
const LOOKS = {
  fr: [{ scheme: "light", screen: WIDE }, { scheme: "dark", screen: NARROW }],
  en: [{ scheme: "dark", screen: WIDE }, { scheme: "light", screen: NARROW }],
};
const ALL_LOOKS = [...LOOKS.fr, ...LOOKS.en];

/** What was found, and what was weighed. */
class Report {
  looks = 0;
  findings = [];
  heaviest = { bytes: 0, address: "" };

  found(where, what) {
    this.findings.push(`${where}: ${what}`);
  }

  weighed(address, bytes) {
    if (bytes > this.heaviest.bytes) this.heaviest = { bytes, address };
  }
}

/** A tab of the browser that notices what a page complains of, fetches and weighs. */
class Tab {
  static async of(browser) {
    const tab = new Tab();
    tab.context = await browser.createBrowserContext();
    tab.page = await tab.context.newPage();
    tab.page.setDefaultTimeout(PATIENCE);
    await tab.page.setCacheEnabled(false);
    tab.wire = await tab.page.createCDPSession();
    await tab.wire.send("Network.enable");
    await tab.wire.send("Emulation.setFocusEmulationEnabled", { enabled: true });
    tab.complaints = [];
    tab.bytes = 0;
    tab.page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) tab.complaints.push(`console: ${message.text()}`);
    });
    tab.page.on("pageerror", (error) => tab.complaints.push(`script: ${error}`));
    tab.page.on("requestfailed", (request) => tab.complaints.push(`not loaded: ${request.url()}`));
    tab.page.on("request", (request) => tab.noteOrigin(request.url()));
    tab.wire.on("Network.loadingFinished", (event) => (tab.bytes += event.encodedDataLength));
    return tab;
  }

  noteOrigin(url) {
    if (url.startsWith("data:") || new URL(url).origin === this.origin) return;
    this.complaints.push(`asks elsewhere: ${url}`);
  }

  async load(address, cookies) {
    this.origin = new URL(address).origin;
    this.complaints.length = 0;
    this.bytes = 0;
    // A page that leads to another one is followed in the same language.
    const language = new URL(address).searchParams.get("langue") ?? "fr";
    await this.page.setExtraHTTPHeaders({ "accept-language": language });
    // Cookies of the page looked at before are gone: a language remembered there is none of this one's.
    await this.page.deleteCookie(...(await this.page.cookies(address)));
    for (const cookie of (cookies ?? "").split("; ").filter(Boolean)) {
      const cut = cookie.indexOf("=");
      const [name, value] = [cookie.slice(0, cut), cookie.slice(cut + 1)];
      await this.page.setCookie({ name, value, url: address });
    }
    const answer = await this.page.goto(address, { waitUntil: "load" });
    // A page of error is a page too, and is judged as one: its status is no complaint.
    return answer.status();
  }

  async look({ scheme, screen }) {
    await this.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await this.page.setViewport(screen);
  }
}

/** The violations that axe-core sees, each with the first elements that it blames. */
async function violations(page) {
  const known = await page.evaluate("typeof axe");
  if (known === "undefined") await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false };
    const { violations } = await globalThis.axe.run(document, options);
    return violations.map(({ id, help, nodes }) => {
      const blamed = nodes.slice(0, 3).map((node) => {
        const why = [...node.any, ...node.all, ...node.none].map((check) => check.message)[0];
        return `${node.html.slice(0, 160)} (${node.target.join(" ")}; ${why ?? ""})`;
      });
      return `axe ${id}, ${nodes.length} times: ${help}: ${blamed.join(" | ")}`;
    });
  }, TAGS);
}

/** By how much the page is wider than its screen. */
function overflow(page) {
  return page.evaluate(() => {
    const root = document.scrollingElement;
    return root.scrollWidth - root.clientWidth;
  });
}

/** Notes each element that gets the focus, and how it looks at that moment. Runs in the page. */
function watchFocus() {
  const look = (element) => {
    const style = getComputedStyle(element);
    return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor].join();
  };
  const stops = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']",
  )].filter((element) => !element.disabled && element.checkVisibility({ visibilityProperty: true }));
  const radios = new Set();
  const expected = stops.filter((element) => {
    if (element.type !== "radio") return true;
    const group = `${element.form?.action} ${element.name}`;
    const first = !radios.has(group);
    radios.add(group);
    return first;
  });
  const before = new Map(stops.map((element) => [element, look(element)]));
  globalThis.judged = { expected, met: [], faults: [] };
  document.addEventListener("focusin", ({ target }) => {
    const { met, faults } = globalThis.judged;
    met.push(target);
    const box = target.getBoundingClientRect();
    const name = target.outerHTML.slice(0, 120);
    if (box.width < 1 || box.height < 1) faults.push(`has no size on focus: ${name}`);
    const { innerWidth, innerHeight } = window;
    if (box.right < 1 || box.bottom < 1 || box.left > innerWidth || box.top > innerHeight) {
      faults.push(`is off the screen on focus: ${name}`);
    }
    if (look(target) === before.get(target)) faults.push(`shows no focus: ${name}`);
  });
  return expected.length;
}

/** What was not met by the keyboard, met twice, or not seen on the way. Runs in the page. */
function whatWasMet() {
  const { expected, met, faults } = globalThis.judged;
  const seen = new Set(met);
  const group = (element) => `${element.form?.action} ${element.name}`;
  const radios = new Set(met.filter((element) => element.type === "radio").map(group));
  for (const element of expected) {
    const reached = seen.has(element) || (element.type === "radio" && radios.has(group(element)));
    if (!reached) faults.push(`is not reached by Tab: ${element.outerHTML.slice(0, 120)}`);
  }
  const stray = met.filter((element) => element.tabIndex > 0);
  for (const element of stray) faults.push(`has an order of its own: ${element.outerHTML.slice(0, 120)}`);
  return faults;
}

/** From the first to the last stop by the keyboard alone. */
async function keyboard(page) {
  const stops = await page.evaluate(watchFocus);
  for (let pressed = 0; pressed < stops; pressed += 1) await page.keyboard.press("Tab");
  // Frames that scroll are stops too: on to the end, where the browser begins again.
  for (let more = 0; more < stops; more += 1) {
    const over = await page.evaluate(() => {
      const { met } = globalThis.judged;
      return met.length > 1 && met.at(-1) === met[0];
    });
    if (over) break;
    await page.keyboard.press("Tab");
  }
  return page.evaluate(whatWasMet);
}

/** Where French lines could break before a high sign or inside guillemets. Runs in the page. */
function looseSpaces() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let text = "";
  while (walker.nextNode()) {
    const { parentElement: around, data } = walker.currentNode;
    text += around.closest("code, pre, textarea, [lang=en]") ? " … " : data;
  }
  return [...text.matchAll(/.{0,30}(?: [:;!?%€](?![\p{L}\p{N}])| »|« )/gu)].map(([found]) => found);
}

/** What axe-core says in each look, and whether the page fits narrow and enlarged. */
async function lookAt(tab, report, where, looks) {
  for (const look of looks) {
    await tab.look(look);
    report.looks += 1;
    const { screen, scheme } = look;
    for (const violation of await violations(tab.page)) {
      report.found(`${where}, ${screen.width} pixels, ${scheme}`, violation);
    }
  }
  for (const screen of [NARROW, ZOOMED]) {
    await tab.page.setViewport(screen);
    const over = await overflow(tab.page);
    if (over > 0) report.found(where, `runs ${over} pixels off a screen of ${screen.width}`);
  }
}

/** Sends the page's form without filling it; false if there is none or it leads nowhere. */
async function sendAsItStands(page) {
  const form = await page.$("main form[method=post]");
  if (!form) return false;
  const answered = page.waitForNavigation();
  await form.evaluate((form) => {
    form.noValidate = true;
    form.requestSubmit();
  });
  await answered;
  return true;
}

/** One page in one language, looked at in every way. */
async function judge(tab, report, { address, cookies, send }, language, looks) {
  const url = new URL(address);
  url.searchParams.set("langue", language);
  const where = `${url.pathname}${url.search}`;
  await tab.look(looks[0]);
  const status = await tab.load(url.href, cookies);
  if (status >= 500) report.found(where, `answers ${status}`);
  const bytes = tab.bytes;
  report.weighed(where, bytes);
  if (bytes > HEAVIEST) report.found(where, `weighs ${bytes} bytes`);
  const told = await tab.page.evaluate(() => document.documentElement.lang);
  if (told !== language) report.found(where, `is in "${told}"`);
  await lookAt(tab, report, where, looks);
  // The order of the stops is the same in both languages.
  if (language === "fr") {
    for (const fault of await keyboard(tab.page)) report.found(where, fault);
    for (const loose of await tab.page.evaluate(looseSpaces)) {
      report.found(where, `has a space that breaks: ${loose}`);
    }
  }
  if (send && (await sendAsItStands(tab.page))) await lookAt(tab, report, `${where}, sent`, looks);
  for (const complaint of tab.complaints) {
    if (/status of 4\d\d/.test(complaint) && (status >= 400 || send)) continue;
    report.found(where, complaint);
  }
}

const asked = JSON.parse(readFileSync(0, "utf8"));
const browser = await puppeteer.launch({
  executablePath: asked.chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"],
});
const report = new Report();
const waiting = asked.pages.flatMap((page) => ["fr", "en"].map((language) => ({ page, language })));
try {
  const tabs = Array.from({ length: TABS }, async () => {
    const tab = await Tab.of(browser);
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const looks = asked.all ? ALL_LOOKS : LOOKS[next.language];
      await judge(tab, report, next.page, next.language, looks);
      if (process.env.JUDGES_TELL) console.error(`${waiting.length} left, ${next.page.address}`);
    }
  });
  await Promise.all(tabs);
} finally {
  await browser.close();
}
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
