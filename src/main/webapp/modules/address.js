/** The part of the page's address that names what is shown, and the browser's history of it; knows nothing of sessions. */
export class Address {
  #window;

  /** @param {Window} window @param {() => void} changed called when Back, Forward or the address bar named something else */
  constructor(window, changed) {
    this.#window = window;
    window.addEventListener('hashchange', changed);
  }

  /** Without its number sign; empty where the address names nothing. */
  get name() {
    return this.#window.location.hash.slice(1);
  }

  /** Names what is shown from now on: Back leads to what was shown before. */
  add(name) {
    if (name !== this.name) {
      this.#window.history.pushState(null, '', this.#to(name));
    }
  }

  /** Names something else in the same entry: what the entry named before is gone, or it named nothing. */
  replace(name) {
    if (name !== this.name) {
      this.#window.history.replaceState(null, '', this.#to(name));
    }
  }

  #to(name) {
    const { pathname, search } = this.#window.location;
    return name === '' ? pathname + search : `#${name}`;
  }
}
