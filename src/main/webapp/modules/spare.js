import { clock } from './clock.js';
import { Screen } from './terminal.js';

/** Milliseconds after a terminal was taken until the next is made: what the click was for comes first. */
const AFTER_CLICK = 250;

/** The next terminal of a page, made ahead while nothing else is to do: making one takes longer than to fetch what it shows. Knows nothing of sessions. */
export class Spare {
  #stage;
  #scrollback;
  #screen = null;
  #cancelMaking = () => {};

  /** @param {HTMLElement} stage holds the terminals @param {number} scrollback lines */
  constructor(stage, scrollback) {
    this.#stage = stage;
    this.#scrollback = scrollback;
  }

  /** @returns {Screen} in an element of the stage; not open yet when the last was taken a moment ago */
  take() {
    const screen = this.#screen ?? this.#place();
    this.#screen = null;
    screen.endRehearsal();
    screen.element.className = 'terminal';
    this.makeSoon();
    return screen;
  }

  makeSoon() {
    this.#cancelMaking();
    this.#cancelMaking = clock.after(AFTER_CLICK, () => whenIdle(() => this.#make()));
  }

  #make() {
    if (this.#screen === null) {
      this.#screen = this.#place();
      this.#screen.open();
      this.#screen.rehearse();
    }
  }

  #place() {
    const element = document.createElement('div');
    element.className = 'spare';
    this.#stage.append(element);
    return new Screen(element, this.#scrollback);
  }
}

/** Safari has no idle callbacks. */
function whenIdle(action) {
  if (globalThis.requestIdleCallback) {
    requestIdleCallback(action);
    return;
  }
  action();
}
