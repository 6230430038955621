/** First wait's bound in milliseconds. */
export const FIRST_WAIT = 1000;
/**
 * What every failure multiplies the bound by: 1, 4, 15, 15 s. Pages that wait random(0, 15 s) again and again try at a rate of two in fifteen a second, so a gateway
 * that comes back meets 13 % of them in a second at the most. By doubling, a page is there only after 15 s of outage, and up to 18 % meet one that was gone for ten.
 */
const GROWTH = 4;
/** No jittered wait is longer, in milliseconds. */
export const LONGEST_WAIT = 15_000;
/** A connection that lasted this long, in milliseconds, was a good one: counting starts anew. */
export const GOOD_AFTER = 10_000;
/** Failed tries in a row that open the page's own circuit breaker. */
export const FAILURES_TO_OPEN = 5;
/**
 * Milliseconds of waiting, all failures together, before which the breaker stays closed: full jitter may give five short waits, and a gateway's restart, which takes
 * ten seconds, would then cost a page thirty more.
 */
const SHORTEST_OUTAGE = 12_000;
/** Bounds, in milliseconds, of a wait that the server asks for: neither a stampede nor a page that sleeps for ever. */
const SHORTEST_ASKED_WAIT = 100;
const LONGEST_ASKED_WAIT = 5 * 60_000;

/**
 * How long to wait before the next try: full jitter, then a circuit breaker; knows nothing of sockets, timers or clocks.
 *
 *   closed --5 failures in a row, not before 12 s--> open --wait over, or "now"--> half open (one try) --fails--> open
 *     ^                                                                |
 *     +--------------------- connected for 10 s -----------------------+
 *
 * Full jitter (Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015): clients that lost one server come back spread out.
 */
export class Backoff {
  #random;
  #openFor;
  #failures = 0;
  #waited = 0;

  /**
   * @param {() => number} random in [0, 1)
   * @param {number} openFor milliseconds that the breaker stays open (CIRCUIT_BREAKER_RESET_TIMEOUT)
   */
  constructor(random, openFor) {
    this.#random = random;
    this.#openFor = openFor;
  }

  get failures() {
    return this.#failures;
  }

  /** A try that failed, or a connection lost before it was a good one. @returns {{wait: number, open: boolean}} milliseconds; open: the breaker is */
  failed() {
    this.#failures += 1;
    if (this.#failures >= FAILURES_TO_OPEN && this.#waited >= SHORTEST_OUTAGE) {
      return { wait: this.#openFor, open: true };
    }
    const wait = this.#jittered(this.#failures);
    this.#waited += wait;
    return { wait, open: false };
  }

  /** A good connection was lost. */
  lost() {
    this.#failures = 0;
    this.#waited = 0;
    return { wait: this.#jittered(0), open: false };
  }

  /** The server told when to come back: neither a failure nor a success. @param {number} wait milliseconds */
  asked(wait) {
    return { wait: Math.max(SHORTEST_ASKED_WAIT, Math.min(LONGEST_ASKED_WAIT, wait)), open: false };
  }

  #jittered(n) {
    return this.#random() * Math.min(LONGEST_WAIT, FIRST_WAIT * GROWTH ** n);
  }
}
