// SPDX-License-Identifier: Apache-2.0
/** The page: joins the gateway's WebSocket and its REST answers to the parts that show them. */
import { connect } from "../quotewire.js";
import { Door } from "./door.js";
import { FaultPanel } from "./faults.js";
import { clock } from "./format.js";
import { Happenings } from "./happenings.js";
import { light } from "./light.js";
import { SourceStrip } from "./strip.js";
import { PriceTable } from "./table.js";

const MOST_ROWS = 200;
const TICKERS_MS = 15_000;
/** While instruments still appear, as they do after a start. */
const TICKERS_SOON_MS = 1_000;
const SOURCES_MS = 1_000;
const DEMO_MS = 2_000;
const LIGHT_MS = 250;
/** Bad credentials, expired, revoked, not authenticated in time. */
const OF_ACCOUNTS = [4001, 4002, 4003, 4005];

/** @param {string} id @returns {any} */
const part = (id) => document.getElementById(id);

const link = { phase: "connecting", tries: 0, retryAtMs: 0, heardMs: performance.now(), heartbeatMs: 15_000 };
const happenings = new Happenings();
const url = new URL("/v1/ws", location.href);
url.protocol = url.protocol.replace("http", "ws");
const doorParts = {
  door: part("door"), form: part("login"), name: part("name"), password: part("password"), refused: part("refused"),
  who: part("who"), user: part("user"), leave: part("leave"), enter: part("enter"),
};
const door = new Door(document.body.dataset.auth, doorParts, {
  renewed: (token) => client.authenticate(token),
  changed: () => location.reload(),
});
const client = connect(url.href, { welcome, disconnected, message: heard, backOffMaxMs: 10_000, ...(await tokens()) });
const parts = { table: part("table"), count: part("count"), empty: part("empty"), filter: part("filter") };
const table = new PriceTable(parts, (recv) => client.age(recv));
const strip = new SourceStrip(part("sources"));
const faultParts = { panel: part("faults"), venues: part("venues"), did: part("did") };
const faults = new FaultPanel(faultParts, (did) => happenings.note("fault", did, Date.now()));
const asked = new Set();
let demo = false;
let shownVersion = 0;

/** Where nobody may look who is not known, nothing is asked for until somebody is; the page is made anew then. */
async function tokens() {
  if (door.mode === "none") return {};
  const token = async () => {
    const given = await door.token();
    if (given === null && door.mode === "required") await loggedOut();
    return given;
  };
  await token().catch(() => {});
  return { token };
}

function loggedOut() {
  document.body.classList.add("out");
  part("light").querySelector(".word").textContent = "Logged out";
  return new Promise(() => {});
}

function welcome(m) {
  if (link.tries > 0) happenings.note("good", "Connected again", Date.now());
  Object.assign(link, { phase: "open", tries: 0, heartbeatMs: 1_000 * m.heartbeat_s });
  if (m.simulated) ribbon("SIMULATED");
  showLight();
}

function disconnected({ code, reason, retryMs }) {
  if (link.phase === "open") happenings.note("bad", `Connection lost${reason ? `: ${reason}` : ""}`, Date.now());
  const phase = retryMs === null ? "ended" : "waiting";
  Object.assign(link, { phase, tries: link.tries + 1, retryAtMs: performance.now() + (retryMs ?? 0) });
  if (OF_ACCOUNTS.includes(code)) door.refused(retryMs === null);
  showLight();
}

function heard() {
  link.heardMs = performance.now();
}

/** A value: of another source, or of another worth, than the one before? */
function data(m) {
  const instrument = m.topic.split(":")[2];
  const before = table.of(instrument);
  if (before !== undefined && before.source !== m.source) {
    happenings.switched(instrument, before.source, m.source, m.was ? m.why : null, Date.now());
  } else if (before !== undefined && before.status !== m.status) {
    happenings.became(instrument, m.status, m.why ?? null, Date.now());
  }
  table.take(m);
}

/** The shape stands in the title too, where only a glance falls. */
function showLight() {
  const nowMs = performance.now();
  if (link.phase === "waiting" && nowMs >= link.retryAtMs + LIGHT_MS) link.phase = "connecting";
  const { phase, tries, heartbeatMs } = link;
  const times = { retryInMs: Math.max(0, link.retryAtMs - nowMs), silentMs: nowMs - link.heardMs };
  const { state, shape, word } = light({ phase, tries, heartbeatMs, ...times, dataAgeUs: table.newestUs });
  const element = part("light");
  element.dataset.state = state;
  element.querySelector(".shape").textContent = shape;
  element.querySelector(".word").textContent = word;
  part("cut").hidden = phase === "open" || table.instruments.length === 0;
  document.body.classList.toggle("apart", phase !== "open");
  const { first } = table;
  document.title = `${state === "good" || !first ? "" : `${shape} `}${first ? `${first.price} ${first.instrument} · ` : ""}Quotewire`;
}

function showHappenings() {
  const spoken = happenings.speak(Date.now());
  if (spoken !== null) part("said").textContent = spoken;
  if (shownVersion === happenings.version) return;
  shownVersion = happenings.version;
  part("no-events").hidden = true;
  part("events").replaceChildren(...happenings.lines.map(({ atMs, kind, text }) => {
    const item = document.createElement("li");
    item.dataset.kind = kind;
    const time = document.createElement("time");
    time.dateTime = new Date(atMs).toISOString();
    time.textContent = clock(atMs);
    item.append(time, ` ${text}`);
    return item;
  }));
}

function ribbon(word) {
  const told = { DEMO: "DEMO · simulated exchanges: no price here is real", SIMULATED: "SIMULATED · no price here is real" };
  part("ribbon").textContent = told[demo ? "DEMO" : word];
  part("ribbon").hidden = false;
}

async function read(target) {
  const response = await fetch(target, { headers: door.headers, signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`${target}: ${response.status}`);
  return response.json();
}

/** Rows for instruments that have a value now and had none before. @returns {Promise<boolean>} whether there were any */
async function lookUpTickers() {
  const found = [];
  let cursor = "";
  do {
    const page = await read(`/v1/tickers?source=best&limit=${MOST_ROWS}${cursor && `&cursor=${cursor}`}`);
    found.push(...page.tickers.filter(({ topic }) => !asked.has(topic)));
    cursor = page.next;
  } while (cursor && found.length + asked.size < MOST_ROWS);
  const fresh = found.slice(0, Math.max(0, MOST_ROWS - asked.size));
  for (const m of fresh) {
    asked.add(m.topic);
    table.take(m);
  }
  if (fresh.length > 0) client.subscribe(fresh.map(({ topic }) => topic), { data });
  return fresh.length > 0;
}

/** Elsewhere than in a demo nothing is at `/demo`, and nothing asks for it. */
async function lookUpHealth() {
  const health = await read("/health");
  if (health.demo && !demo) repeat(lookUpFaults);
  demo = health.demo === true;
  if (demo || health.simulated) ribbon("SIMULATED");
}

async function lookUpFaults() {
  faults.show(await read("/demo"));
  return DEMO_MS;
}

/** Does `work` again and again, each time after it is done and the time that it says; while unseen or apart it rests. */
async function repeat(work) {
  let waitMs = LIGHT_MS;
  try {
    if (link.phase === "open" && !document.hidden) waitMs = await work();
  } catch {
    // The light says whether the gateway is there; what was shown stays, and ages.
  }
  setTimeout(repeat, waitMs, work);
}

repeat(async () => {
  await lookUpHealth();
  return (await lookUpTickers()) || asked.size === 0 ? TICKERS_SOON_MS : TICKERS_MS;
});
repeat(async () => {
  strip.show((await read("/v1/sources")).sources, table.served, table.instruments.length);
  return SOURCES_MS;
});
setInterval(showLight, LIGHT_MS);
setInterval(showHappenings, LIGHT_MS);
setInterval(() => table.tick(), 1_000);
