// Headless Chromium, and pages opened in it that keep what they logged, asked for and showed.

import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Starts Chromium: $CHROMIUM, or the one that the system has. */
export const start = () => {
  const executablePath = process.env.CHROMIUM ?? PLACES.find((path) => existsSync(path));
  if (!executablePath) throw new Error(`no Chromium at ${PLACES.join(", ")}; set CHROMIUM`);
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
};

/** Opens a report. `faults` of what is returned lists what no page may do: log an error, ask for
 * anything but itself, open a dialog or a window. */
export const open = async (browser, path, { width = 1280, scheme = "light", script = true,
  hash = "" } = {}) => {
  const context = await browser.newContext({
    viewport: { width, height: 900 }, colorScheme: scheme, javaScriptEnabled: script,
    isMobile: width < 700, hasTouch: width < 700,
  });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  const own = pathToFileURL(path).href;
  const faults = [];
  page.on("console", (entry) => faults.push(`console: ${entry.type()}: ${entry.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on("popup", (other) => faults.push(`window: ${other.url()}`));
  page.on("request", (request) => {
    const asked = request.url().split("#")[0];
    if (asked !== own) faults.push(`request: ${asked.slice(0, 200)}`);
  });
  await page.goto(own + hash);
  return { page, faults, close: () => context.close() };
};

/** Opens everything that is folded. */
export const unfold = (page) => page.evaluate(() => {
  for (const one of document.querySelectorAll("details")) one.open = true;
});
