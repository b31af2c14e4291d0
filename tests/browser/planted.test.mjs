// Every check, on a page with a fault of its kind: none of them is blind.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "./checks/axe.mjs";
import { ran } from "./checks/hostile.mjs";
import { unanswered, unreached } from "./checks/keyboard.mjs";
import { badLinks, notRevealed, withoutAnchor } from "./checks/links.mjs";
import { manySheets, notPrinted, smallOnPaper, wideOnPaper, withoutHeads } from "./checks/paper.mjs";
import { clocksStay, notCopied, pale, unfiltered, unsorted, untouched, wordless } from "./checks/tools.mjs";
import { brokenWords, sideways, tooSmall, tooWide, unfilled, unlabelled } from "./checks/widths.mjs";
import { open, start } from "./chromium.mjs";
import { pageOf } from "./reports.mjs";

let browser;
before(async () => { browser = await start(); });
after(() => browser.close());

/** Fault, the check that must find it, how it is put into the page, and how that is opened. */
const PLANTED = [
  ["rows out of order", unsorted, () => document.addEventListener("click", (event) => {
    const body = event.target.closest("table")?.tBodies[0];
    if (body) body.append(body.rows[0]);
  })],
  ["a heading that does not sort", unsorted, () =>
    document.querySelector("table[data-sort] th").replaceChildren("time")],
  ["a row that no filter hides", unfiltered, () => document.addEventListener("input", () => {
    document.querySelector("table[data-filter] tbody tr").hidden = false;
  })],
  ["rows that stay hidden", unfiltered, () => document.addEventListener("input", () => {
    document.querySelector("article.card").hidden = true;
  })],
  ["a clock that stays", clocksStay, () =>
    document.querySelector(".local").style.setProperty("display", "block", "important")],
  ["a button that copies nothing", notCopied, () => {
    navigator.clipboard.writeText = async () => {};
  }],
  ["a link to nowhere", badLinks, () => document.getElementById("O001").removeAttribute("id")],
  ["an id that is there twice", badLinks, () => { document.querySelector("article").id = "O001"; }],
  ["a link to another host", badLinks, () => {
    document.querySelector("nav a").href = "https://elsewhere.example/";
  }],
  ["a card without an anchor", withoutAnchor, () =>
    document.querySelector("article").removeAttribute("id")],
  ["what stays folded", (page) => notRevealed(page, "O001"), () =>
    addEventListener("hashchange", () => { document.getElementById("outages").open = false; })],
  ["a picture without a name", violations, () =>
    document.querySelector("figure").append(document.createElement("img"))],
  ["text of too little contrast", violations, () => {
    document.querySelector(".finding").style.color = "#ccc";
  }],
  ["a verdict that is not printed", notPrinted, () => {
    document.querySelector(".of-verdicts td:last-child").style.visibility = "hidden";
  }],
  ["a sheet of paper that is left empty", manySheets(8), () => {
    for (const one of document.querySelectorAll("article")) one.style.breakBefore = "page";
  }],
  ["a table wider than the paper", wideOnPaper, () => {
    document.querySelector(".of-card").style.minWidth = "800px";
  }],
  ["text too small for paper", wideOnPaper, () => {
    document.querySelector(".of-card td").style.fontSize = "5pt";
  }],
  ["a box wider than the window", tooWide, () => {
    document.querySelector("article").style.width = "3000px";
  }],
  ["a cell without the name of its column", unlabelled, () => {
    document.querySelector(".of-outages thead th:nth-child(3)").textContent = "another";
  }, { width: 360 }],
  ["a bar without its words", wordless, () => document.querySelector(".tip").remove()],
  ["a touch that leaves a drawing", untouched, () => addEventListener("click", (event) => {
    const bar = event.target.closest(".drawing a");
    if (bar) location.hash = bar.getAttribute("href");
  }, true), { width: 360 }],
  ["a second touch that goes nowhere", untouched, () =>
    addEventListener("click", (event) => event.preventDefault(), true), { width: 360 }],
  ["a pale drawing in the dark", pale, () => {
    document.querySelector(".drawing").classList.add("own");
  }, { scheme: "dark" }],
  ["a drawing that scrolls sideways", sideways, () => {
    const box = document.querySelector(".desk");
    box.style.cssText = "overflow-x: auto; width: 400px";
    box.firstElementChild.style.width = "900px";
  }],
  ["a drawing that leaves half of its column empty", unfilled, () => {
    document.querySelector(".tablet svg").style.width = "50%";
  }, { width: 1024 }],
  ["a chart in two forms", unfilled, () => {
    document.querySelector(".phone").style.display = "block";
  }],
  ["small text on paper", smallOnPaper, () => {
    document.querySelector(".paper svg").style.width = "60%";
  }],
  ["a word broken in a table", brokenWords, () => {
    for (const one of document.querySelectorAll("td")) {
      one.style.cssText = "display: block; min-width: 0; width: 1.5rem; overflow-wrap: anywhere";
    }
  }],
  ["small text", (page) => tooSmall(page, 12), () => {
    document.querySelector("nav a").style.fontSize = "8px";
  }],
  ["small text in a drawing", (page) => tooSmall(page, 12), () => {
    document.querySelector(".affected svg text").style.fontSize = "8px";
  }],
  ["keys that do nothing", unanswered, () =>
    addEventListener("keydown", (event) => event.preventDefault(), true)],
  ["a link that no key reaches", unreached, () => {
    document.querySelector("nav").inert = true;
  }],
  ["a link that does not show its focus", unreached, () => {
    document.querySelector("nav a").style.outline = "none";
  }],
  ["a script that ran", (page) => ran(page, []), () => { window.ran = 1; }],
  ["a name that is markup", (page) => ran(page, []), () =>
    document.body.append(document.createElement("iframe"))],
  ["a name that is missing", (page) => ran(page, ["<script>window.ran=1</script>"]), () => {}],
  ["a sign that turns the direction", (page) => ran(page, []), () =>
    document.body.append("\u202Egnp.exe")],
];

for (const [fault, check, plant, settings] of PLANTED) {
  test(`${fault}: found`, async () => {
    const { page, close } = await open(browser, pageOf("twelve"), settings);
    await page.evaluate(plant);
    assert.notDeepEqual(await check(page), []);
    await close();
  });
}

/** What a page may not do, by the word that it is listed under. */
const DONE = [
  ["console", () => console.error("a word")],
  ["error", () => setTimeout(() => { throw new Error("thrown"); })],
  ["dialog", () => setTimeout(() => alert("here"))],
  ["request", () => { location.href = "about.html"; }],
];

for (const [word, act] of DONE) {
  test(`${word}: listed`, async () => {
    const { page, faults, close } = await open(browser, pageOf("twelve"));
    await page.evaluate(act);
    await page.waitForTimeout(200);
    assert.ok(faults.some((fault) => fault.startsWith(`${word}:`)), faults.join("\n"));
    await close();
  });
}

test("the policy of a page lets nothing of another be run or fetched", async () => {
  const { page, faults, close } = await open(browser, pageOf("twelve"));
  const answers = [];
  page.on("response", (response) => answers.push(response.url()));
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = 1";
    document.body.append(script);
    document.body.append(Object.assign(new Image(), { src: "https://elsewhere.example/a.png" }));
    document.querySelector("h1").setAttribute("onclick", "window.ran = 2");
    document.querySelector("h1").click();
  });
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.deepEqual(answers, []);
  const refused = faults.filter((fault) => fault.includes("violates the following Content Security"));
  assert.equal(refused.length, 3, faults.join("\n"));
  await close();
});
