/** Milliseconds within which a size that comes back is taken for the echo of our own. */
const ECHO_WITHIN = 2000;

/**
 * Whose window decides a session's size: the page that was used last; knows nothing of elements.
 *
 * Two pages that both insist would resize each other for ever. So a page follows a size that is not its own, and claims its own
 * again when somebody focuses it, types in it or changes its window.
 */
export class Sizing {
  #now;
  #asked = [];
  #follows = false;

  /** @param {() => number} now milliseconds */
  constructor(now) {
    this.#now = now;
  }

  /** True while another page's size is shown here. */
  get follows() {
    return this.#follows;
  }

  /** This page asks for a size. */
  claim(columns, rows) {
    this.#follows = false;
    this.#asked.push({ columns, rows, at: this.#now() });
    this.#asked = this.#asked.slice(-50);
  }

  /** The session has that size. @returns {boolean} true when it is another page's wish, to be followed */
  told(columns, rows) {
    const ours = this.#asked.some((size) => size.columns === columns && size.rows === rows && this.#now() - size.at <= ECHO_WITHIN);
    const last = this.#asked.at(-1);
    if (ours || (last && !this.#follows && last.columns === columns && last.rows === rows)) {
      return false;
    }
    this.#follows = true;
    return true;
  }
}
