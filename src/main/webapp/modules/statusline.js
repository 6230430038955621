import { clock } from './clock.js';
import { describe, exitText, leftText, waitingText } from './status.js';

/** Milliseconds between two redraws of a countdown. */
const TICK = 250;

/** The line above the terminal and the banner below it: what is shown and how its connection is; knows nothing of sockets. */
export class StatusLine {
  #name;
  #grid;
  #chip;
  #button;
  #banner;
  /** In the banner while keys wait. */
  #drop = document.createElement('button');
  #waiting = document.createElement('span');
  #pane = null;
  #mayRestart;
  #cancelTick = () => {};

  /** @param {Document} page @param {(action: string) => void} act what the banner's button asks for @param {boolean} mayRestart whether what is over can begin anew from here */
  constructor(page, act, mayRestart = true) {
    this.#mayRestart = mayRestart;
    this.#name = page.getElementById('session-name');
    this.#grid = page.getElementById('grid');
    this.#chip = page.getElementById('connection');
    this.#banner = page.getElementById('banner');
    this.#banner.querySelector('p').append(this.#waiting);
    this.#button = this.#banner.querySelector('button');
    Object.assign(this.#drop, { type: 'button', className: 'button small', textContent: 'Drop them' });
    this.#drop.dataset.does = 'drop';
    for (const button of [this.#button, this.#drop]) {
      button.addEventListener('click', (event) => {
        event.stopPropagation();
        act(button.dataset.does);
      });
    }
  }

  /** @param {import('./pane.js').Pane | null} pane */
  show(name, pane) {
    this.#pane = pane;
    put(this.#name, name);
    this.#draw();
  }

  #draw() {
    this.#cancelTick();
    const pane = this.#pane;
    this.#chip.hidden = pane === null;
    this.#banner.hidden = true;
    put(this.#grid, pane ? `${pane.columns} × ${pane.rows}` : '');
    if (pane === null) {
      return;
    }
    const said = describe(pane.state, pane.exit, clock.now());
    this.#chip.dataset.tone = said.tone;
    this.#chip.dataset.state = pane.exit ? 'ended' : pane.state.name;
    put(this.#chip.querySelector('[data-field="text"]'), said.brief);
    put(this.#chip.querySelector('[data-field="countdown"]'), said.countdown);
    this.#drawBanner(said, pane);
    if (pane.state.until !== undefined) {
      this.#cancelTick = clock.after(TICK, () => this.#draw());
    }
  }

  #drawBanner(said, pane) {
    const calm = said.tone === 'good' || (pane.state.name === 'connecting' && !pane.exit);
    this.#banner.hidden = calm;
    if (calm) {
      return;
    }
    this.#banner.dataset.tone = said.tone;
    put(this.#banner.querySelector('[data-field="text"]'), pane.exit ? this.#endText(pane.exit) : said.text);
    put(this.#banner.querySelector('[data-field="countdown"]'), said.countdown);
    this.#drawWaiting(pane);
    const button = this.#button;
    button.hidden = said.action === null || (pane.exit !== null && !this.#mayRestart);
    button.dataset.does = said.action ?? '';
    put(button, said.actionText);
    const close = this.#banner.querySelector('[data-action="end"]');
    if (close) { // a guest has none
      close.hidden = pane.exit === null;
    }
  }

  #drawWaiting(pane) {
    const keys = pane.exit ? 0 : pane.waitingKeys;
    put(this.#waiting, waitingText(keys));
    if (keys > 0 && !this.#drop.isConnected) {
      this.#banner.append(this.#drop);
    }
    if (keys === 0) {
      this.#drop.remove();
    }
  }

  #endText(exit) {
    const next = { lost: 'go on in a new shell in its directory', restored: 'go there' }[exit.type] ?? 'restart';
    return `${exitText(exit)}.${leftText(exit)}${this.#mayRestart ? ` Press Enter to ${next}.` : ''}`;
  }
}

/** Leaves an unchanged text alone: a live region would be read again. */
function put(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
