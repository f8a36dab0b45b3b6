// The web chat: sends what people do, and puts what the server tells into place. All wording comes with the page.

const words = JSON.parse(document.body.dataset.words);
const columns = [...document.querySelectorAll(".column")];
const NEAR_BOTTOM = 120; // pixels within which a new message scrolls the chat along
const TOAST_TIME = 3500; // milliseconds
const TYPING_TIME = 5000;
const LARGEST_FILE = 20_000_000; // bytes that a bot can download

const roomOf = (element) => element.closest(".column")?.querySelector(".room");
const roomsOf = (code) => [...document.querySelectorAll(".room")].filter((room) => room.dataset.code === code);
const fromHtml = (html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim(); // rendered and escaped by the server
  return holder.content;
};

// --- doing ---------------------------------------------------------------------------------------------

async function act(room, deed, content) {
  const isForm = content instanceof FormData;
  const options = isForm
    ? { method: "POST", body: content }
    : { method: "POST", body: JSON.stringify(content ?? {}), headers: { "Content-Type": "application/json" } };
  try {
    const answer = await fetch(`/chat/${encodeURIComponent(room.dataset.code)}/${deed}`, options);
    if (!answer.ok) toast(room, answer.status === 409 ? words.gone : words.failed);
    return answer.ok;
  } catch {
    toast(room, words.failed);
    return false;
  }
}

async function press(button) {
  button.classList.add("waiting");
  const message = button.closest(".message").dataset.id;
  await act(roomOf(button), "press", { message, data: button.dataset.press });
  setTimeout(() => button.classList.remove("waiting"), 600);
}

async function pressKey(button) {
  const room = roomOf(button);
  if ("location" in button.dataset) {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => act(room, "location", { latitude: coords.latitude, longitude: coords.longitude }),
      () => toast(room, words.failed),
    );
    return;
  }
  await act(room, "key", { row: button.dataset.keyRow, column: button.dataset.keyColumn });
}

async function upload(input) {
  const room = roomOf(input);
  const [file] = input.files;
  if (!file) return;
  const form = new FormData();
  form.append("file", file);
  if (file.size > LARGEST_FILE) toast(room, words.too_big);
  else await act(room, "file", form);
  input.value = "";
}

async function send(composer) {
  const text = composer.elements.text.value.trim();
  if (!text) return;
  composer.elements.text.value = "";
  if (!(await act(roomOf(composer), "say", { text }))) composer.elements.text.value = text;
}

async function block(room) {
  if (await act(room, "block")) room.toggleAttribute("data-blocked");
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  toast(roomOf(button), words.copied);
}

async function toggleCommands(button) {
  const list = roomOf(button).querySelector(".commands");
  if (!list.hidden) return closeCommands();
  const answer = await fetch(`/chat/${encodeURIComponent(roomOf(button).dataset.code)}/commands`);
  list.replaceChildren(fromHtml(await answer.text()));
  closeCommands();
  list.hidden = false;
  button.setAttribute("aria-expanded", "true");
  list.querySelector("button")?.focus();
}

function closeCommands() {
  for (const list of document.querySelectorAll(".commands:not([hidden])")) {
    list.hidden = true;
    list.parentElement.querySelector("[data-commands]").setAttribute("aria-expanded", "false");
  }
}

function fold(button) {
  const isFolded = roomOf(button).classList.toggle("folded");
  button.setAttribute("aria-expanded", String(!isFolded));
}

async function become(select) {
  const column = select.closest(".column");
  const answer = await fetch(`/chat/${encodeURIComponent(select.value)}`);
  column.querySelector(".room").replaceWith(fromHtml(await answer.text()));
  column.querySelector(".who .avatar").textContent = select.selectedOptions[0].text.split(" · ")[0].split(" ").at(-1)[0];
  const address = new URL(location.href);
  address.searchParams.set(column.dataset.role, select.value);
  history.replaceState(null, "", address);
  settle(column.querySelector(".room"));
  listen();
}

async function travel(button) {
  button.disabled = true;
  await fetch("/chat/clock", { method: "POST", body: JSON.stringify({ by: button.dataset.travel }) });
  button.disabled = false;
}

const deeds = [
  ["[data-travel]", travel],
  ["[data-press]", press],
  ["[data-key-row]", pressKey],
  ["[data-copy]", copy],
  ["[data-commands]", toggleCommands],
  ["[data-fold]", fold],
  ["[data-do=block]", (button) => block(roomOf(button))],
  ["[data-do=contact]", (button) => act(roomOf(button), "contact")],
  ["[data-say]", (button) => act(roomOf(button), "say", { text: button.dataset.say })],
  ["[data-reveal]", (button) => button.setAttribute("aria-expanded", "true")],
];

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-commands]")) closeCommands();
  for (const menu of document.querySelectorAll(".menu[open]")) {
    if (!menu.contains(event.target) || event.target.closest(".sheet")) menu.open = false;
  }
  const deed = deeds.find(([selector]) => event.target.closest(selector));
  if (deed) deed[1](event.target.closest(deed[0]));
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-file]")) upload(event.target);
  if (event.target.matches("[data-be]")) become(event.target);
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-composer]")) return;
  event.preventDefault();
  send(event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeCommands();
  const isWriting = event.target.matches?.("[data-composer] textarea");
  if (isWriting && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

// --- showing -------------------------------------------------------------------------------------------

function toast(room, text) {
  const line = document.createElement("p");
  line.textContent = text;
  room.querySelector(".toasts").append(line);
  setTimeout(() => line.remove(), TOAST_TIME);
}

function dayBefore(message) {
  const day = document.createElement("p");
  day.className = "day";
  day.textContent = message.dataset.day;
  message.before(day);
}

function divideDays(messages) {
  let last = null;
  for (const message of messages.querySelectorAll(".message")) {
    if (message.dataset.day !== last) dayBefore(message);
    last = message.dataset.day;
  }
}

function settle(room) {
  if (!room) return;
  const messages = room.querySelector(".messages");
  divideDays(messages);
  showPlaceholder(room);
  messages.scrollTop = messages.scrollHeight;
}

function show(room, { id, html, by_bot: byBot }) {
  const messages = room.querySelector(".messages");
  const isNear = messages.scrollHeight - messages.scrollTop - messages.clientHeight < NEAR_BOTTOM;
  const fresh = fromHtml(html).firstElementChild;
  const old = messages.querySelector(`[data-id="${id}"]`);
  if (old) {
    replace(old, fresh);
  } else {
    const before = [...messages.querySelectorAll(".message")].at(-1);
    fresh.classList.add("fresh");
    messages.append(fresh);
    if (before?.dataset.day !== fresh.dataset.day) dayBefore(fresh);
    if (byBot) count(room);
  }
  if (byBot) room.querySelector(".typing").textContent = "";
  if (isNear || !byBot) messages.scrollTop = messages.scrollHeight;
}

document.addEventListener(
  "load",
  ({ target }) => {
    const messages = target.closest?.(".messages");
    if (!messages) return; // only pictures grow after they were put in
    const below = messages.scrollHeight - messages.scrollTop - messages.clientHeight;
    if (below < NEAR_BOTTOM + target.offsetHeight) messages.scrollTop = messages.scrollHeight;
  },
  true,
);

function replace(old, fresh) {
  const buttons = (message) => [...message.querySelectorAll(".button")];
  const focused = buttons(old).indexOf(document.activeElement);
  fresh.classList.add("touched");
  old.replaceWith(fresh);
  if (focused >= 0) (buttons(fresh)[focused] ?? fresh.closest(".messages")).focus();
}

function remove(room, { id }) {
  const message = room.querySelector(`[data-id="${id}"]`);
  const day = message?.previousElementSibling;
  if (day?.matches(".day") && !message.nextElementSibling?.matches(".message")) day.remove();
  message?.remove();
}

function showKeyboard(room, { html }) {
  const below = room.querySelector(".below");
  if (below.dataset.html === html) return;
  below.dataset.html = html;
  below.replaceChildren(fromHtml(html));
  showPlaceholder(room);
}

function showPlaceholder(room) {
  const field = room.querySelector("textarea");
  field.placeholder = room.querySelector(".keys")?.dataset.placeholder ?? field.ariaLabel;
}

function showToast(room, { text, alert, url }) {
  if (url) window.open(url, "_blank", "noopener");
  if (!text) return;
  if (!alert) return toast(room, text);
  const dialog = document.querySelector("#alert");
  dialog.querySelector("p").textContent = text;
  dialog.showModal();
}

function showTyping(room) {
  const line = room.querySelector(".typing");
  line.textContent = words.typing;
  setTimeout(() => (line.textContent = ""), TYPING_TIME);
}

const tellings = { message: show, delete: remove, keyboard: showKeyboard, toast: showToast, typing: showTyping };

// --- listening -----------------------------------------------------------------------------------------

let source;

function listen() {
  source?.close();
  const rooms = [...document.querySelectorAll(".room")];
  const position = Object.fromEntries(rooms.map((room) => [room.dataset.code, Number(room.dataset.seen)]));
  source = new EventSource(`/chat/events?at=${encodeURIComponent(JSON.stringify(position))}`);
  for (const [name, tell] of Object.entries(tellings)) {
    source.addEventListener(name, (event) => {
      remember(event.lastEventId);
      const content = JSON.parse(event.data);
      for (const room of roomsOf(content.person)) tell(room, content);
    });
  }
  source.addEventListener("clock", (event) => {
    document.querySelector("#clock").textContent = JSON.parse(event.data).text;
  });
  source.addEventListener("reload", () => location.reload());
  source.addEventListener("open", () => (document.querySelector("#lost").hidden = true));
  source.addEventListener("error", () => (document.querySelector("#lost").hidden = false));
}

function remember(position) {
  for (const [code, seen] of Object.entries(JSON.parse(position))) {
    for (const room of roomsOf(code)) room.dataset.seen = seen;
  }
}

// --- tabs on narrow screens ----------------------------------------------------------------------------

const tabs = [...document.querySelectorAll("[role=tab]")];

function choose(tab) {
  for (const each of tabs) {
    const isChosen = each === tab;
    each.setAttribute("aria-selected", String(isChosen));
    each.tabIndex = isChosen ? 0 : -1;
    document.getElementById(each.getAttribute("aria-controls")).classList.toggle("chosen", isChosen);
  }
  const unread = tab.querySelector(".unread");
  unread.hidden = true;
  unread.textContent = "";
  const messages = document.getElementById(tab.getAttribute("aria-controls")).querySelector(".messages");
  if (messages) messages.scrollTop = messages.scrollHeight;
}

function count(room) {
  const column = room.closest(".column");
  if (column.offsetParent !== null) return;
  const unread = tabs.find((tab) => tab.getAttribute("aria-controls") === column.id).querySelector(".unread");
  unread.textContent = String(Number(unread.textContent) + 1);
  unread.hidden = false;
}

for (const tab of tabs) {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    choose(next);
    next.focus();
  });
}

// --- light and dark (chat-theme.js has applied what was chosen before) ---------------------------------

document.querySelector("#theme").addEventListener("click", () => {
  const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  localStorage.setItem("theme", theme);
  document.documentElement.dataset.theme = theme;
});

columns.map((column) => column.querySelector(".room")).forEach(settle);
listen();
