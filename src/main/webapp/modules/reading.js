import { Find, asksToFind } from './find.js';
import { History } from './history.js';

/** Milliseconds within which it is not asked again whether there is more than a terminal holds. */
const ASK_AGAIN_AFTER = 3000;

/** Finds text, and reads what is older than a terminal holds; knows nothing of the list of sessions. */
export class Reading {
  #find;
  #history;
  #api;
  #present;
  #askedAt = -Infinity;

  /**
   * @param {object} api gives a session's screen
   * @param {() => {id: string, screen: object} | null} present the session before you and its terminal
   * @param {(action: () => Promise<void>) => void} attempt runs what may fail at the server
   */
  constructor(api, present, attempt) {
    this.#api = api;
    this.#present = present;
    this.#find = new Find(document.getElementById('find'), attempt);
    this.#history = new History(document.getElementById('history'), { screenOf: (id, lines) => api.screen(id, lines), attempt, onClose: () => this.#left() });
    document.addEventListener('keydown', (event) => {
      if (asksToFind(event, false) && !event.target.closest('.terminal, dialog') && (this.#history.isOpen || present())) {
        event.preventDefault();
        this.find();
      }
    });
  }

  find() {
    const present = this.#present();
    if (this.#history.isOpen) {
      this.#find.open(this.#history, getSelection().toString());
    } else if (present) {
      this.#find.open(present.screen, present.screen.selection);
    }
  }

  /** All lines; what is looked for goes on in them. @param {number} above rows at their end that you have seen */
  async read(above = 0) {
    const present = this.#present();
    if (!present) {
      return;
    }
    await this.#history.open(present.id, above);
    if (this.#history.isOpen && this.#find.isOpen) {
      this.#find.open(this.#history, this.#find.term);
    }
  }

  /** Somebody scrolls on where the terminal ends: it goes on in the history, if there is more. */
  async readOn(now) {
    const present = this.#present();
    if (!present || this.#history.isOpen || now - this.#askedAt < ASK_AGAIN_AFTER) {
      return;
    }
    this.#askedAt = now;
    const { historyFrom, historyOldest } = await this.#api.screen(present.id);
    if (this.#present()?.id !== present.id || this.#history.isOpen) {
      return;
    }
    const above = present.screen.rowsAbove;
    if (historyFrom - historyOldest > above) {
      await this.read(above + present.screen.rows);
    }
  }

  /** Another session is before you, or none. */
  leave() {
    this.#history.close();
    this.#find.close();
  }

  #left() {
    this.#find.leave(this.#history);
    this.#present()?.screen.focus();
  }
}
