// Names and claims that would run: nothing of them runs, and nothing of them is markup.

/** Lists what ran, and what is an element where there should be text. */
export const ran = (page, texts) => page.evaluate((texts) => {
  const faults = [];
  if (window.ran !== undefined) faults.push(`ran: ${window.ran}`);
  if (document.scripts.length !== 1) faults.push(`${document.scripts.length} scripts`);
  const foreign = document.querySelectorAll("img, iframe, object, embed, base, link, foreignObject");
  for (const one of foreign) faults.push(`element ${one.outerHTML.slice(0, 80)}`);
  for (const one of document.querySelectorAll("*")) {
    for (const { name, value } of one.attributes) {
      if (/^on/i.test(name)) faults.push(`attribute ${name}`);
      if (/^(href|src|xlink:href|action)$/i.test(name) && /^\s*(javascript|data|vbscript):/i.test(value)) {
        faults.push(`${name} ${value}`);
      }
    }
  }
  // A sign that turns the direction would turn the figures that stand behind it.
  if (/[\u202A-\u202E\u2066\u2067]/.test(document.body.textContent)) faults.push("a turned direction");
  const turning = /[\u202A-\u202E\u2066-\u2069]/g;
  const words = document.body.textContent.replace(/\s+/g, " ");
  for (const text of texts) {
    const plain = text.replaceAll(turning, "").replace(/\s+/g, " ");
    if (!words.includes(plain)) faults.push(`"${plain}" is not shown`);
  }
  return faults;
}, texts);
