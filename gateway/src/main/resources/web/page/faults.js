// SPDX-License-Identifier: Apache-2.0
/**
 * The buttons that break a simulated exchange. There is such a thing in a demo only.
 *
 * @typedef {{venue: string, verb: string, symbol?: ?string}} Fault
 * @typedef {{venues: string[], verbs: string[], symbols: string[], faults: Fault[]}} Demo
 */

/** What each does, for those who hover or listen. A verb that is not here is offered all the same. */
const MEANINGS = {
  "kill": "Close all connections and refuse new ones",
  "refuse": "Refuse new connections; those that are open go on",
  "reset": "Cut every connection once",
  "mute": "Keep connections open but send no data",
  "mute-one": "Send no data of the one symbol that is chosen",
  "garbage": "Send broken messages",
  "duplicate": "Send every message twice",
  "reorder": "Swap messages in pairs",
  "stale": "Send data that is a minute old",
  "slow": "Send everything eight seconds late",
  "shutdown-notice": "Announce a shutdown, then close",
  "rate-limit": "Answer everything with 429, too many requests",
  "gap": "Lose one trade and one change of the book",
  "reset-sequence": "Count the books' updates anew",
  "crossed": "Say that bids are above asks",
  "bad-checksum": "Send books that do not add up",
  "zero": "Say that prices are zero",
  "outlier": "Once, say ten times the price",
  "frozen": "Repeat the last values and nothing else",
  "old-snapshot": "Answer with old books over REST",
  "slow-snapshot": "Take 20 seconds for a book over REST",
  "no-ack": "Neither answer nor heed requests to subscribe",
  "refuse-one": "Refuse to subscribe the one symbol that is chosen",
  "halt": "List the one symbol that is chosen, but do not trade it",
  "delist": "Take the one symbol that is chosen off the list",
  "flap": "Be gone for five seconds, there for five, and so on",
  "close-24h": "Close connections after 24 seconds, as for their age",
  "heal": "End all faults",
};
const NEEDS_SYMBOL = ["mute-one", "refuse-one", "halt", "delist"];
const TAKES_SYMBOL = [
  ...NEEDS_SYMBOL, "mute", "garbage", "duplicate", "reorder", "stale", "slow", "gap", "reset-sequence", "crossed",
  "bad-checksum", "zero", "outlier", "frozen", "old-snapshot", "heal",
];
const ALL = "";

export class FaultPanel {
  /** @type {Map<string, {buttons: HTMLButtonElement[], list: HTMLElement}>} */ #venues = new Map();

  /**
   * @param {{panel: HTMLElement, venues: HTMLElement, did: HTMLElement}} parts
   * @param {(did: string) => void} done hears what was done, in a sentence
   */
  constructor(parts, done) {
    Object.assign(this, { parts, done });
  }

  /** @param {Demo} demo */
  show(demo) {
    for (const venue of demo.venues) if (!this.#venues.has(venue)) this.#add(venue, demo);
    this.parts.panel.hidden = false;
    this.#inForce(demo.faults);
  }

  /** @param {Fault[]} faults */
  #inForce(faults) {
    for (const [venue, { buttons, list }] of this.#venues) {
      const own = faults.filter((fault) => fault.venue === venue);
      for (const button of buttons) {
        const pressed = String(own.some(({ verb }) => verb === button.dataset.verb));
        if (button.dataset.verb !== "heal") button.setAttribute("aria-pressed", pressed);
      }
      const texts = own.map(({ verb, symbol }) => (symbol ? `${verb} ${symbol}` : verb));
      list.textContent = own.length === 0 ? "no fault" : `in force: ${texts.join(", ")}`;
      list.dataset.faults = String(own.length);
    }
  }

  #add(venue, { verbs, symbols }) {
    const box = document.createElement("fieldset");
    box.dataset.venue = venue;
    const legend = document.createElement("legend");
    const list = document.createElement("span");
    list.className = "inforce";
    legend.append(`${venue} `, list);
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.add(new Option("all symbols", ALL));
    for (const symbol of symbols ?? []) select.add(new Option(symbol, symbol));
    label.append("of ", select);
    const row = document.createElement("div");
    row.className = "verbs";
    const buttons = verbs.map((verb) => this.#button(venue, verb, select));
    row.append(...buttons);
    box.append(legend, label, row);
    const enable = () => buttons.forEach((each) => {
      each.disabled = NEEDS_SYMBOL.includes(each.dataset.verb) && select.value === ALL;
    });
    select.addEventListener("change", enable);
    enable();
    this.parts.venues.append(box);
    this.#venues.set(venue, { buttons, list });
  }

  #button(venue, verb, select) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = verb;
    button.dataset.verb = verb;
    button.title = MEANINGS[verb] ?? verb;
    if (verb === "heal") button.className = "heal";
    button.addEventListener("click", () => this.#press(venue, verb, TAKES_SYMBOL.includes(verb) ? select.value : ALL));
    return button;
  }

  async #press(venue, verb, symbol) {
    const query = new URLSearchParams(symbol === ALL ? { venue, verb } : { venue, verb, symbol });
    try {
      const response = await fetch(`/demo/fault?${query}`, { method: "POST", signal: AbortSignal.timeout(10_000) });
      const answer = await response.json();
      if (response.ok) this.#inForce(answer.faults);
      this.#tell(response.ok ? answer.did : `${venue} ${verb} was refused: ${answer.detail}`);
    } catch {
      this.#tell(`${venue} ${verb}: the gateway does not answer`);
    }
  }

  #tell(text) {
    this.parts.did.textContent = text;
    this.parts.did.hidden = false;
    this.done(text);
  }
}
