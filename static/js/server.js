/* The server as a page that is open for long asks it: each answer as {status, body}, status 0 where there was none. It notes
   whether the server is away and whether the session is over. */

const PATIENCE = 20_000; // milliseconds for one answer

export class Server {
  /** `here` is the address that gives a fresh token; `tell("signed_out" | "state")` is called when something changed. */
  constructor({ here, csrf, tell }) {
    Object.assign(this, { here, csrf, tell });
    this.away = 0; // how often in a row it did not answer
    this.signIn = ""; // where to sign in again, while that is needed
  }

  get headers() {
    return { Accept: "application/json", "X-CSRFToken": this.csrf };
  }

  post(address, fields) {
    return this.ask(address, { method: "POST", body: new URLSearchParams(fields) });
  }

  async ask(address, options = {}) {
    const headers = options.body ? this.headers : { Accept: "application/json" };
    let answer = null;
    let body = {};
    try {
      answer = await fetch(address, { ...options, headers, signal: AbortSignal.timeout(PATIENCE) });
      if (answer.headers.get("Content-Type")?.includes("json")) body = await answer.json();
      else if (answer.ok) answer = null; // some page in between, such as a hotel's
    } catch {
      answer = null;
    }
    const status = answer?.status ?? 0;
    if (status === 401 || status === 403) {
      this.signIn = body.sign_in ?? this.signIn ?? "";
      this.signIn ||= "/accounts/login/";
      this.tell("signed_out");
    } else if (status === 0 || status >= 500 || status === 429) this.away += 1;
    else this.away = 0;
    this.tell("state");
    return { status, body };
  }

  /** What a page that is closing still sends; nobody waits for the answer. */
  leave(address, body) {
    fetch(address, { method: "POST", body, headers: this.headers, keepalive: true }).catch(() => {});
  }

  /** Whether the session is there again; takes the fresh token. */
  async comeBack() {
    const { status, body } = await this.ask(this.here);
    if (status !== 200) return false;
    this.csrf = body.csrf;
    this.signIn = "";
    this.tell("state");
    return true;
  }
}
