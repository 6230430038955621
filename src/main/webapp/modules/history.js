import { colorOf } from './picture.js';

/** Lines of one request: with styles they fit into an answer, and a page is there at once. */
const PAGE = 1000;
/** Pixels before the top at which older lines are fetched. */
const NEAR_TOP = 600;
/** Rows that are there before what is above some is shown: more than a window has. */
const SCREENFUL = 200;
/** Matches that are shown as such; of more, only the one you are at. */
const MOST_MARKED = 2000;
const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/**
 * All lines that the server keeps of a session, as text: to read, to select, to search. What a terminal in a page holds is its end. Lines that the program
 * did not break are whole here. Knows nothing of terminals.
 */
export class History {
  #panel;
  #lines;
  #extent;
  #screenOf;
  #attempt;
  #onClose;
  /** What is open, anew each time: {id, loading}, the page of it that is on its way, or null. */
  #session = null;
  /** Rows at the start that continue an older line. */
  #head = [];
  #from = null;
  #oldest = 0;
  #rows = 0;
  #matches = [];
  #term = '';
  #at = -1;

  /**
   * @param {HTMLElement} panel
   * @param {object} world
   * @param {(id: string, history: {lines: number, before?: number}) => Promise<object>} world.screenOf gives a session's screen with lines above it
   * @param {(action: () => Promise<void>) => void} world.attempt runs what may fail at the server
   * @param {() => void} world.onClose
   */
  constructor(panel, { screenOf, attempt, onClose }) {
    this.#panel = panel;
    this.#lines = panel.querySelector('[data-field="lines"]');
    this.#extent = panel.querySelector('[data-field="extent"]');
    this.#screenOf = screenOf;
    this.#attempt = attempt;
    this.#onClose = onClose;
    this.#lines.addEventListener('scroll', () => this.#lines.scrollTop < NEAR_TOP && this.#attempt(() => this.#older()));
    panel.querySelector('[data-history="close"]').addEventListener('click', () => this.close());
    panel.addEventListener('keydown', (event) => event.key === 'Escape' && this.close());
  }

  get isOpen() {
    return !this.#panel.hidden;
  }

  /** @param {string} id of a session @param {number} above rows at the end that stay below what is shown first: those you came from */
  async open(id, above = 0) {
    const session = { id, loading: null };
    this.#session = session;
    this.#panel.hidden = false;
    this.#clear();
    this.#lines.focus();
    await this.#older();
    while (this.#session === session && above > 0 && this.#rows < above + SCREENFUL && this.#hasOlder) {
      await this.#older();
    }
    if (this.#session === session) {
      this.#lines.scrollTop = this.#lines.scrollHeight - (above > 0 ? this.#heightOf(above) + this.#lines.clientHeight : 0);
    }
  }

  close() {
    if (this.isOpen) {
      this.#panel.hidden = true;
      this.#session = null;
      this.#clear();
      this.#onClose();
    }
  }

  focus() {
    this.#lines.focus();
  }

  /** See {@link Find}: in all lines, so all are fetched first. */
  async find(term, back) {
    const session = this.#session;
    while (session !== null && this.#session === session && this.#hasOlder) {
      await this.#older();
    }
    if (session === null || this.#session !== session) {
      return { index: -1, count: 0 };
    }
    if (term !== this.#term) {
      this.#term = term;
      this.#matches = matchesIn(this.#lines.children, term);
      this.#at = this.#matches.length; // the newest is looked at first
      this.#mark('history-match', this.#matches.slice(0, MOST_MARKED));
      back = true;
    }
    const count = this.#matches.length;
    if (count > 0) {
      this.#at = (this.#at + (back ? -1 : 1) + count) % count;
      this.#show(this.#matches[this.#at]);
    }
    return { index: this.#at, count };
  }

  unfind() {
    this.#term = '';
    this.#matches = [];
    this.#mark('history-match', []);
    this.#mark('history-match-present', []);
  }

  get #hasOlder() {
    return this.#from === null || this.#from > this.#oldest;
  }

  #clear() {
    this.unfind();
    this.#lines.replaceChildren();
    this.#head = [];
    this.#from = null;
    this.#rows = 0;
    this.#extent.textContent = '';
  }

  /** Fetches a page above those that are there; what you look at stays where it is. */
  async #older() {
    const session = this.#session;
    if (!this.#hasOlder || session === null) {
      return;
    }
    session.loading ??= this.#load(session).finally(() => { session.loading = null; });
    await session.loading;
  }

  async #load(session) {
    const first = this.#from === null;
    const screen = await this.#screenOf(session.id, { lines: PAGE, before: this.#from ?? undefined });
    if (this.#session !== session) {
      return;
    }
    const rows = first && !screen.alternate ? [...screen.history, ...withoutBlankEnd(screen.lines)] : screen.history;
    this.#oldest = screen.historyOldest;
    this.#from = screen.history.length === 0 && !first ? this.#oldest : screen.historyFrom;
    this.#rows += rows.length;
    this.#prepend(rows);
    this.#extent.textContent = this.#hasOlder ? `the newest ${this.#rows.toLocaleString('en')} lines` : `${this.#rows.toLocaleString('en')} lines`;
  }

  #prepend(rows) {
    const all = [...rows, ...this.#head];
    const start = this.#hasOlder ? Math.max(0, all.findIndex((row) => !row.wrapped)) : 0;
    this.#head = all.slice(0, start);
    const elements = whole(all.slice(start)).map(element);
    const before = this.#lines.scrollHeight - this.#lines.scrollTop;
    this.#lines.prepend(...elements);
    this.#lines.scrollTop = this.#lines.scrollHeight - before;
  }

  #heightOf(rows) {
    let height = 0;
    let left = rows;
    for (let line = this.#lines.lastElementChild; line && left > 0; line = line.previousElementSibling) {
      height += line.offsetHeight;
      left -= Number(line.dataset.rows);
    }
    return height;
  }

  #show({ line, from, to }) {
    const range = rangeOf(line, from, to);
    this.#mark('history-match-present', [{ line, from, to }]);
    getSelection().removeAllRanges();
    if (!globalThis.CSS?.highlights) {
      getSelection().addRange(range);
    }
    line.scrollIntoView({ block: 'center' });
  }

  /** Without changing the text, where the browser can (CSS Custom Highlight API). */
  #mark(name, matches) {
    globalThis.CSS?.highlights?.set(name, new Highlight(...matches.map(({ line, from, to }) => rangeOf(line, from, to))));
  }
}

/** Rows of a screen without those at its end that nothing was written to. */
function withoutBlankEnd(rows) {
  return rows.slice(0, rows.findLastIndex((row) => row.text !== '') + 1);
}

/** Rows in groups that are one line each. @returns {object[][]} */
export function whole(rows) {
  const lines = [];
  for (const row of rows) {
    if (row.wrapped && lines.length > 0) {
      lines.at(-1).push(row);
    } else {
      lines.push([row]);
    }
  }
  return lines;
}

function element(rows) {
  const line = document.createElement('div');
  line.dataset.rows = rows.length;
  rows.forEach((row, index) => {
    // a row that goes on in the next one is full: blanks at its end belong to it
    const runs = row.runs ?? [{ text: row.text }];
    const last = index === rows.length - 1 ? runs.length : Infinity;
    runs.forEach((run, at) => line.append(piece(at + 1 === last && isPlain(run) ? { ...run, text: run.text.trimEnd() } : run)));
  });
  return line;
}

function isPlain(run) {
  return !run.styles && (run.background === undefined || run.background === null);
}

function piece(run) {
  if (isPlain(run) && (run.foreground === undefined || run.foreground === null)) {
    return run.text;
  }
  const span = document.createElement('span');
  span.textContent = run.text;
  span.className = (run.styles ?? []).map((style) => `is-${style}`).join(' ');
  const inverse = run.styles?.includes('inverse');
  const front = cssColor(run.foreground) ?? (inverse ? 'var(--terminal-foreground)' : null);
  const back = cssColor(run.background) ?? (inverse ? 'var(--terminal-background)' : null);
  span.style.color = (inverse ? back : front) ?? '';
  span.style.backgroundColor = (inverse ? front : back) ?? '';
  return span;
}

/** The sixteen colours that a theme names stay its names: they follow when it changes. */
function cssColor(color) {
  if (color === undefined || color === null || color >= 16) {
    return colorOf(color, {});
  }
  return `var(--terminal-${color < 8 ? '' : 'bright-'}${NAMES[color % 8]})`;
}

/** Where a text is, in any case of letters. @returns {{line: Element, from: number, to: number}[]} */
export function matchesIn(lines, term) {
  const wanted = term.toLowerCase();
  const matches = [];
  for (const line of lines) {
    const text = line.textContent.toLowerCase();
    for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + wanted.length)) {
      matches.push({ line, from, to: from + wanted.length });
    }
  }
  return matches;
}

function rangeOf(line, from, to) {
  const range = document.createRange();
  const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let passed = 0;
  let begun = false;
  while (texts.nextNode()) {
    const { length } = texts.currentNode;
    if (!begun && from < passed + length) {
      range.setStart(texts.currentNode, from - passed);
      begun = true;
    }
    if (begun && to <= passed + length) {
      range.setEnd(texts.currentNode, to - passed);
      return range;
    }
    passed += length;
  }
  range.selectNodeContents(line);
  return range;
}
