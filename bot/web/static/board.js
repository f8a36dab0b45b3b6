// The projector board: shows what the server sends, and says so when nothing comes any more.
const words = JSON.parse(document.body.dataset.words);
const by = (id) => document.getElementById(id);
const SILENCE = 12; // seconds without a word from the server after which the connection counts as lost
const seconds = () => performance.now() / 1000;

let shown = { phase: "wait" };
let shownAt = seconds(); // when it came
let clock = null; // {at: when it came, clock: seconds of the day there, speed}
let heardAt = seconds();
let over = false;

const show = (id, visible) => { by(id).hidden = !visible; };
const put = (id, text) => { if (by(id).textContent !== String(text)) by(id).textContent = text; };

function drawCode() {
  const open = shown.phase === "open";
  const { qr, code, number } = shown;
  document.body.dataset.phase = shown.phase;
  show("card", open && qr);
  show("instead", !(open && qr) && shown.phase !== "wait");
  put("instead", instead());
  if (qr) {
    by("qr").setAttribute("viewBox", `0 0 ${qr.size} ${qr.size}`);
    by("qr").firstElementChild.setAttribute("d", qr.path);
  }
  show("lead", open && qr);
  show("typed", open && code);
  put("digits", code ?? "");
  put("hint", qr ? words.type : words.type_only);
  show("rhythm", open && (qr || code || number));
  show("number", open && number);
  put("number-digits", number ?? "");
  by("names-on").setAttribute("aria-pressed", shown.names);
  by("direct").setAttribute("aria-pressed", shown.direct);
  show("lately", shown.names && by("names").childElementCount);
}

function instead() {
  if (over) return words.gone;
  if (shown.phase === "before") return words.before.replace("{at}", shown.opens);
  if (shown.phase === "open") return shown.code ? `${words.type_only}` : words.roll;
  return words[shown.phase] ?? "";
}

function drawCounts({ present, late, expected, names }) {
  for (const [id, number] of Object.entries({ present, late, expected })) {
    const changed = by(id).textContent !== String(number) && by(id).textContent !== "–";
    put(id, number);
    if (changed) { by(id).classList.remove("fresh"); void by(id).offsetWidth; by(id).classList.add("fresh"); }
  }
  by("names").replaceChildren(...names.map((name) => Object.assign(document.createElement("li"), { textContent: name })));
  show("lately", shown.names && names.length);
}

// What time makes of it: the ring, the seconds, the clock; and whether it can still be trusted.
function tick() {
  const age = seconds() - shownAt;
  if (shown.step && !over) {
    const left = Math.max(0, shown.left - age);
    put("left", Math.ceil(left));
    by("ring").style.strokeDashoffset = 100 - Math.min(100, (left / shown.step) * 100);
  } else {
    put("left", "");
  }
  const lost = !over && seconds() - heardAt > SILENCE;
  const isOld = over || (shown.step && age > shown.left + shown.step);
  show("lost", lost || (broken && !over));
  show("stale", shown.phase === "open" && isOld);
  by("card").classList.toggle("old", Boolean(isOld));
  for (const id of ["digits", "number-digits"]) by(id).style.opacity = isOld ? 0.25 : 1;
  if (clock) {
    const day = (clock.clock + (seconds() - clock.at) * clock.speed) % 86400;
    put("clock", `${String(Math.floor(day / 3600)).padStart(2, "0")}:${String(Math.floor(day / 60) % 60).padStart(2, "0")}`);
  }
}

let broken = false;
let events = null;

function listen() {
  events = new EventSource(`${location.pathname}/events`);
  events.onopen = () => { broken = false; };
  events.onerror = () => {
    broken = true;
    if (events.readyState === EventSource.CLOSED) setTimeout(check, 2000); // refused: gone for good, or a gateway in between
  };
  const on = (name, draw) => events.addEventListener(name, (event) => {
    heardAt = seconds();
    broken = false;
    draw(JSON.parse(event.data));
    tick();
  });
  on("code", (code) => {
    shown = code;
    shownAt = seconds();
    clock = { at: shownAt, clock: code.clock, speed: code.speed };
    drawCode();
  });
  on("counts", drawCounts);
  on("beat", (beat) => { clock = { at: seconds(), ...beat }; });
  on("gone", end);
}

async function check() {
  try {
    const answer = await fetch(location.pathname, { cache: "no-store" });
    if (answer.status === 404) { end(); return; }
  } catch { /* not there: try again */ }
  listen();
}

function end() {
  over = true;
  events.close();
  shown = { ...shown, phase: "gone", qr: null, code: null, number: null };
  drawCode();
  tick();
}

const toggles = {
  "names-on": () => send("names", !shown.names),
  direct: () => send("direct", !shown.direct),
  theme: () => {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", next);
    document.documentElement.dataset.theme = next;
  },
  full: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
};
const KEYS = { n: "names-on", d: "theme", f: "full", q: "direct" };

function send(name, on) {
  fetch(`${location.pathname}/switch`, { method: "POST", body: JSON.stringify({ name, on }) }).catch(() => {});
}

for (const [id, act] of Object.entries(toggles)) by(id).addEventListener("click", act);
addEventListener("keydown", (event) => {
  const wanted = KEYS[event.key.toLowerCase()];
  if (wanted && !event.ctrlKey && !event.altKey && !event.metaKey) toggles[wanted]();
});
listen();
tick();
setInterval(tick, 250);
