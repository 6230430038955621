const ID = 'longshell.viewer';
const ATTEMPT = 'longshell.attempt';

/** This tab as sessions know it, over reloads: by its id they know how much of its typing they have, by the attempt which of its connections is the newest. */
export class ThisTab {
  #storage;
  #now;

  /** @param {Storage} storage of this tab @param {() => number} now in milliseconds of a clock that all tabs share */
  constructor(storage = sessionStorage, now = Date.now) {
    this.#storage = storage;
    this.#now = now;
  }

  /** Random. */
  get id() {
    const known = this.#storage.getItem(ID);
    if (known) {
      return known;
    }
    // randomUUID exists in secure contexts only, and a console on a plain http address is none.
    const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
    this.#storage.setItem(ID, id);
    return id;
  }

  /** The number of a connection that is to be made: above that of every one before it, also where a copy of this tab made it. */
  nextAttempt() {
    const attempt = Math.max(Math.trunc(this.#now()), Number(this.#storage.getItem(ATTEMPT)) + 1);
    this.#storage.setItem(ATTEMPT, String(attempt));
    return attempt;
  }
}
