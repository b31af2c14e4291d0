// Incidents of our own making, one for each state in which a page can be: few and many sites, none
// of them down, no claims, no probes, names of any script, names and claims that would run.

const START = Date.UTC(2025, 10, 18, 6);
const MINUTE = 60_000;
/** Minutes between the probes of a site, and their number. */
const [STEP, PROBES] = [5, 120];

const at = (minute) => new Date(START + minute * MINUTE).toISOString().slice(0, 19) + "Z";
const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (rows) => rows.map((row) => row.map(cell).join(",")).join("\n") + "\n";

/** Probes of the sites: each is down from minute `from` to `until` of its entry, if it has one. */
const probes = (sites, vantages = ["zurich"]) => {
  const rows = [["timestamp", "site", "vantage", "status_code"]];
  for (let probe = 0; probe < PROBES; probe += 1) {
    for (const { id, down = [] } of sites) {
      for (const [place, vantage] of vantages.entries()) {
        const minute = probe * STEP + place;
        const fails = down.some(([from, until]) => minute >= from && minute < until);
        rows.push([at(minute), id, vantage, fails ? "503" : "200"]);
      }
    }
  }
  return csv(rows);
};

const list = (sites) => csv([
  ["site", "name", "url", "group", "operator"],
  ...sites.map((one) => [one.id, one.name ?? one.id, "", one.group ?? "", one.operator ?? ""]),
]);

const HEAD = ["claim", "claimant", "role", "kind", "published", "asserted", "targets", "url", "quote",
  "note"];
const claim = (...cells) => HEAD.map((_, place) => cells[place] ?? "");

const toml = (title, more = "") => `title = ${JSON.stringify(title)}\n${more}
[[probes]]
name = "monitor"
files = "probes.csv"
cadence = "poll"
`;

/** Numbered sites of which every `nth` is down, one after the other. */
const numbered = (count, nth) => Array.from({ length: count }, (_, place) => ({
  id: `site-${String(place + 1).padStart(3, "0")}.example`,
  group: ["north", "south", "east"][place % 3],
  down: place % nth ? [] : [[120 + (place % 40) * 5, 200 + (place % 50) * 5]],
}));

const post = (targets) => csv([
  HEAD,
  claim("post", "Crew", "attacker", "attack", at(110), "", targets, "https://crew.example/post",
    "all of them are down"),
  claim("press", "Daily Press", "media", "outage", at(260), at(150), targets,
    "https://press.example/story", "the sites cannot be reached"),
  claim("back", "Operator", "operator", "restored", at(420), at(400), targets,
    "https://operator.example/status", "all systems work again"),
]);

const many = (count, nth) => {
  const sites = numbered(count, nth);
  return {
    "incident.toml": toml(`${count} sites`, 'zone = "Europe/Berlin"'),
    "probes.csv": probes(sites),
    "sites.csv": list(sites),
    "claims.csv": post("group:north;group:south"),
  };
};

const twelve = () => {
  const sites = numbered(12, 2);
  return {
    "incident.toml": toml("Twelve sites", 'zone = "America/New_York"\nnotice = "For tests."'),
    "probes.csv": probes(sites, ["zurich", "virginia"]),
    "sites.csv": list(sites),
    "claims.csv": post("group:north;site-002.example"),
    "maintenance.csv": csv([
      ["site", "from", "until", "note"],
      ["site-003.example", at(300), at(360), "announced work"],
    ]),
  };
};

const SCRIPTS = [
  "Министерство внутренних дел", "Ελληνική Αστυνομία", "הרשות הלאומית לסייבר", "وزارة الداخلية",
  "東京都庁ウェブサイト", "서울특별시청", "北京市人民政府门户网站", "Bundesamt für Sicherheit in der Informationstechnik",
  `https://${"very-long-name.".repeat(12)}example/a/path/without/any/blank`,
];

const scripts = () => {
  const sites = SCRIPTS.map((name, place) => ({
    id: `s${place + 1}.example`,
    name,
    group: place % 2 ? "группа" : "קבוצה",
    down: [[100 + place * 10, 200 + place * 15]],
  }));
  return {
    "incident.toml": toml("Імена всіх письменностей", 'zone = "Asia/Tokyo"'),
    "probes.csv": probes(sites),
    "sites.csv": list(sites),
    "claims.csv": csv([
      HEAD,
      claim("a", "Команда", "attacker", "attack", at(95), "", "group:группа", "", "все сайты лежат"),
      claim("b", "نشطاء", "attacker", "attack", at(99), "", "group:קבוצה", "", "كل المواقع لا تعمل"),
      claim("c", "運営者", "operator", "restored", at(400), at(390), "s5.example", "", "復旧しました"),
    ]),
  };
};

/** Each of these would say so in `window.ran`, if anything of it ran. */
export const HOSTILE = [
  "<script>window.ran=1</script>",
  "</script><script>window.ran=2</script>",
  '"><img src=x onerror="window.ran=3">',
  "</style><svg onload=window.ran=4>",
  "' onfocus='window.ran=5' autofocus='",
  "javascript:window.ran=6",
  "{{ 7 * 7 }}{% raw %}",
  "</title><iframe srcdoc='<script>parent.ran=7</script>'>",
  "\u202Egnp.exe\u202C 13 sites of 2 fit",
  "]]><script>window.ran=8</script>",
];

const hostile = () => {
  const sites = HOSTILE.map((name, place) => ({
    id: `h${place + 1}.example`,
    name,
    group: name.replaceAll(";", " "),
    down: [[100 + place * 5, 200 + place * 5]],
  }));
  const rows = HOSTILE.map((text, place) => claim(
    `c${place}`, text, "attacker", "attack", at(95 + place), "", `h${place + 1}.example`,
    `javascript:window.ran=${20 + place}`, text, text));
  return {
    "incident.toml": toml(HOSTILE[1] + HOSTILE[7]),
    "probes.csv": probes(sites),
    "sites.csv": list(sites),
    "claims.csv": csv([HEAD, ...rows]),
  };
};

/** Incidents by name; each is its files by name. */
export const incidents = () => ({
  one: {
    "incident.toml": toml("One site"),
    "probes.csv": probes([{ id: "shop.example", down: [[120, 240]] }]),
  },
  twelve: twelve(),
  sixty: many(60, 3),
  fivehundred: many(500, 4),
  healthy: {
    "incident.toml": toml("No outage"),
    "probes.csv": probes(numbered(5, 1).map(({ id }) => ({ id }))),
    "claims.csv": post("site-001.example;site-002.example"),
  },
  unprobed: {
    "incident.toml": 'title = "No probes"\nzone = "Europe/Berlin"\n',
    "sites.csv": list([{ id: "shop.example" }, { id: "bank.example" }]),
    "claims.csv": post("shop.example;bank.example"),
  },
  unclaimed: {
    "incident.toml": toml("No claims"),
    "probes.csv": probes(numbered(8, 3)),
  },
  scripts: scripts(),
  hostile: hostile(),
});
