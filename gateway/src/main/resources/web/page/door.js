// SPDX-License-Identifier: Apache-2.0
/**
 * Who looks at the page, where the gateway has accounts. The access token is here alone and lasts minutes; what renews it is
 * a cookie that no script can read and that goes to `/v1/auth` only.
 *
 * @typedef {"none" | "optional" | "required"} Mode
 */

/** So long before its end a token is renewed, be a tab ever so slow. */
const RENEW_BEFORE_MS = 60_000;
const SOONEST_MS = 1_000;
/** Between a connection that was refused for good and another try of the whole page. */
const AGAIN_MS = 5_000;
const PATIENCE_MS = 10_000;

export class Door {
  /** @type {?string} */ #token = null;
  #endMs = 0;
  /** @type {?Promise<?string>} */ #renewal = null;
  #timer = 0;

  /**
   * @param {Mode} mode
   * @param {{door: HTMLElement, form: HTMLFormElement, name: HTMLInputElement, password: HTMLInputElement,
   *   refused: HTMLElement, who: HTMLElement, user: HTMLElement, leave: HTMLElement, enter: HTMLElement}} parts
   * @param {{renewed: (token: string) => void, changed: () => void}} told of another token, and of another one who looks
   */
  constructor(mode, parts, told) {
    Object.assign(this, { mode, parts, told });
    parts.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#enter();
    });
    parts.leave.addEventListener("click", () => this.#leave());
    parts.enter.addEventListener("click", () => this.#ask());
  }

  /** The token of who looks, a new one where the old is nearly over; null for nobody. Rejects where that cannot be known. */
  async token() {
    if (this.mode === "none") return null;
    if (this.#token !== null && performance.now() < this.#endMs - RENEW_BEFORE_MS) return this.#token;
    this.#renewal ??= this.#renew().finally(() => (this.#renewal = null));
    return this.#renewal;
  }

  /**
   * A connection has ended because of who looks, or of what may be seen: the token is of no more use, however young.
   *
   * @param {boolean} forGood whether nobody tries again
   */
  refused(forGood) {
    this.#endMs = 0;
    if (!forGood) return;
    const again = (token) => token !== null && setTimeout(() => this.told.changed(), AGAIN_MS);
    this.token().then(again, () => {});
  }

  /** What a request of the page shows of who looks. */
  get headers() {
    return this.#token === null ? {} : { Authorization: `Bearer ${this.#token}` };
  }

  async #renew() {
    const response = await post("/v1/auth/refresh", {});
    if (response.ok) {
      this.#take(await response.json());
    } else if (response.status < 500 && response.status !== 429) {
      this.#forget();
    } else {
      throw new Error(`/v1/auth/refresh: ${response.status}`);
    }
    return this.#token;
  }

  /** How long it lasts is told by the token itself, without asking the clock of this machine what time it is. */
  #take({ access_token: token, user }) {
    const { exp, iat } = JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));
    this.#token = token;
    this.#endMs = performance.now() + 1_000 * (exp - iat);
    clearTimeout(this.#timer);
    const waitMs = Math.max(SOONEST_MS, this.#endMs - performance.now() - RENEW_BEFORE_MS);
    this.#timer = setTimeout(() => this.token().then((next) => next !== null && this.told.renewed(next), () => {}), waitMs);
    this.parts.user.textContent = user;
    this.parts.who.hidden = false;
    this.parts.door.hidden = this.parts.enter.hidden = true;
  }

  #forget() {
    const wasIn = this.#token !== null;
    this.#token = null;
    clearTimeout(this.#timer);
    this.parts.who.hidden = true;
    this.parts.enter.hidden = this.mode === "required";
    if (this.mode === "required") this.#ask();
    if (wasIn) this.told.changed();
  }

  #ask() {
    this.parts.door.hidden = false;
    this.parts.enter.hidden = true;
    this.parts.name.focus();
  }

  async #enter() {
    const { name, password, refused } = this.parts;
    refused.textContent = "";
    try {
      const response = await post("/v1/auth/login", { username: name.value, password: password.value, cookie: true });
      password.value = "";
      if (response.ok) return this.told.changed();
      const { detail } = await response.json();
      const waitS = response.headers.get("Retry-After");
      refused.textContent = waitS === null ? detail : `${detail} (${waitS} s)`;
    } catch {
      refused.textContent = "The gateway does not answer.";
    }
    password.focus();
  }

  async #leave() {
    try {
      await post("/v1/auth/logout", {}); // By the cookie: the token may be over.
    } catch {
      // Then the next page says whether it is still logged in.
    }
    this.told.changed();
  }
}

function post(target, body) {
  return fetch(target, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
}
