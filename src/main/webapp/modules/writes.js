import { holdScrollbar } from './scrollbar.js';

/** Milliseconds without progress, after an error in this page, that tell a terminal which froze from one that is busy. */
const FROZEN_AFTER = 250;

/**
 * What is written to one xterm.js, in turn; knows nothing of sockets, offsets or elements.
 *
 * Writes go to xterm.js at once. A restart or a new size waits until all before it is parsed, for xterm.js resets and resizes out of turn; what comes
 * behind it waits too.
 *
 * xterm.js 6.0.0 throws while it parses some sequences (`CSI 24;80H CSI 1J` in a terminal without history), out of its own timer, and never parses again.
 * The keeper's screen does not: so a terminal that froze is said to be broken, once, and is to be replaced by a new one with a snapshot.
 */
export class Writes {
  #terminal;
  #clock;
  #onBroken;
  #writing = 0;
  #parsed = 0;
  #held = [];
  #broken = false;

  /**
   * @param {{write: Function, reset: Function, resize: Function}} terminal
   * @param {object} world
   * @param {{after: (milliseconds: number, action: () => void) => (() => void)}} world.clock
   * @param {(error: Error) => void} world.onBroken told once; nothing is parsed or called back after it
   */
  constructor(terminal, { clock, onBroken }) {
    this.#terminal = terminal;
    this.#clock = clock;
    this.#onBroken = onBroken;
  }

  /** @param {() => void} parsed called when the terminal has the bytes */
  write(bytes, parsed) {
    this.#inTurn(false, () => this.#write(bytes, parsed));
  }

  /** As if new, of that size, after everything written before. */
  restart(columns, rows, bytes, parsed) {
    this.#inTurn(true, () => {
      this.#terminal.reset();
      this.#terminal.resize(columns, rows);
      const release = holdScrollbar(this.#terminal);
      this.#write(bytes, () => {
        release();
        parsed();
      });
    });
  }

  /** Another size, between what was written before and what comes behind. */
  resize(columns, rows, done) {
    this.#inTurn(true, () => {
      this.#terminal.resize(columns, rows);
      done();
    });
  }

  /** Something threw in this page, perhaps this terminal's parser: is it at work still? */
  suspect(error) {
    const before = this.#parsed;
    if (this.#writing > 0) {
      this.#clock.after(FROZEN_AFTER, () => this.#writing > 0 && this.#parsed === before && this.#breaks(error));
    }
  }

  /** The terminal is gone: what was written to it is nobody's any more. */
  stop() {
    this.#broken = true;
    this.#held = [];
  }

  #inTurn(alone, action) {
    if (this.#held.length > 0 || (alone && this.#writing > 0)) {
      this.#held.push({ alone, action });
      return;
    }
    this.#attempt(action);
  }

  #write(bytes, parsed) {
    this.#writing += 1;
    this.#terminal.write(bytes, () => {
      if (this.#broken) {
        return;
      }
      this.#writing -= 1;
      this.#parsed += 1;
      parsed();
      this.#release();
    });
  }

  #release() {
    while (this.#held.length > 0 && !(this.#held[0].alone && this.#writing > 0)) {
      this.#attempt(this.#held.shift().action);
    }
  }

  /** Behind a key press xterm.js parses within write(). */
  #attempt(action) {
    if (this.#broken) {
      return;
    }
    try {
      action();
    } catch (error) {
      this.#breaks(error);
    }
  }

  #breaks(error) {
    if (!this.#broken) {
      this.stop();
      this.#onBroken(error);
    }
  }
}
