/** What the user ended: it is not shown again, though the server keeps it until it is ended once more after its end. Knows nothing of what is shown. */
export class Leaving {
  #api;
  /** By id: the one call that ends it or takes it off the server's list; null where none is under way or done. */
  #calls = new Map();

  /** @param {import('./api.js').Api} api */
  constructor(api) {
    this.#api = api;
  }

  has(id) {
    return this.#calls.has(id);
  }

  /** Ends what runs, takes off what has ended. @throws {Problem} and it stays */
  async end(id) {
    await this.#call(id).catch((problem) => {
      this.#calls.delete(id);
      throw problem;
    });
    this.#calls.set(id, null); // what ran is on the server's list still
  }

  /** Takes off what has ended meanwhile. @param {object[]} sessions that the server lists */
  async takeOff(sessions) {
    const over = sessions.filter((session) => this.has(session.id) && session.state === 'ended');
    await Promise.all(over.map((session) => this.#call(session.id)));
  }

  /** However many lists have it still; one that failed is tried again. */
  #call(id) {
    const asked = this.#calls.get(id) ?? this.#api.end(id).catch((problem) => {
      this.#calls.set(id, null);
      throw problem;
    });
    this.#calls.set(id, asked);
    return asked;
  }
}
