import { exitText } from './status.js';

/** Read aloud beside a row's name. */
const MARKS = { output: 'new output', bell: 'bell', finished: 'finished', failed: 'failed', notice: 'has something to say' };

/** What to call a session: its name, what its program called it, what it runs. */
export function nameOf(session, title) {
  return session.name || title || session.title || lastPart(session.command) || session.kind;
}

/** The list beside the terminal; knows what a session looks like and nothing of connections. */
export class SessionList {
  #list;
  #template;
  #empty;
  #sessions = new Map();
  /** Lists that were asked for and changes that were made here, numbered in turn; and the last of them that is shown. */
  #turns = 0;
  #shown = 0;

  /** @param {HTMLElement} list of rows that the server drew @param {HTMLTemplateElement} template of one row @param {HTMLElement} empty shown for none */
  constructor(list, template, empty) {
    this.#list = list;
    this.#template = template;
    this.#empty = empty;
    for (const row of list.children) {
      this.#sessions.set(row.dataset.id, sessionOf(row));
    }
    this.#finish();
  }

  get all() {
    return [...this.#sessions.values()];
  }

  get(id) {
    return this.#sessions.get(id) ?? null;
  }

  /** To be called before a list is asked for. @returns {number} its turn */
  ask() {
    this.#turns += 1;
    return this.#turns;
  }

  /** @param {number} turn of a list that came @returns {boolean} whether something newer is shown: a list that was asked for later, or what was done here since */
  isOld(turn) {
    return turn < this.#shown;
  }

  /** Shows exactly these, in their order. Rows that stay are kept, so that the focus does not jump. @param {number} [turn] when they were asked for */
  show(sessions, turn = this.ask()) {
    this.#shown = turn;
    this.#sessions = new Map(sessions.map((session) => [session.id, session]));
    const rows = new Map([...this.#list.children].map((row) => [row.dataset.id, row]));
    this.#list.replaceChildren(...sessions.map((session) => draw(rows.get(session.id) ?? this.#row(), session)));
    this.#finish();
  }

  put(session) {
    this.show([session, ...this.all.filter((other) => other.id !== session.id)]);
  }

  remove(id) {
    this.show(this.all.filter((session) => session.id !== id));
  }

  /** Marks the present one; null for none. */
  present(id) {
    for (const row of this.#list.children) {
      row.querySelector('[data-action="show"]').setAttribute('aria-current', String(row.dataset.id === id));
    }
  }

  /** Shows what happened in a session while nobody looked, and how far its program is. @param {import('./news.js').News} news */
  tell(id, news) {
    const row = this.#rowOf(id);
    if (!row) {
      return;
    }
    row.dataset.mark = news.mark ?? '';
    text(row, 'mark', MARKS[news.mark] ?? '');
    const bar = row.querySelector('progress');
    bar.hidden = news.progress === null;
    bar.dataset.kind = news.progress?.kind ?? '';
    if (news.progress?.kind === 'unknown') {
      bar.removeAttribute('value');
    } else {
      bar.value = news.progress?.percent ?? 0;
    }
  }

  /** Shows what this page knows better than the last list. */
  mark(id, { title, cwd, exit, state }) {
    const session = this.get(id);
    const row = this.#rowOf(id);
    if (!session || !row) {
      return;
    }
    text(row, 'name', nameOf(session, title));
    if (!exit && !isOver(session) && state.name === 'connected') {
      row.dataset.state = 'running';
      row.querySelector('.session-stay').hidden = true; // somebody is there: this page
      text(row, 'detail', cwd || session.cwd || '');
    }
    if (exit) {
      row.dataset.state = exit.type === 'exit' ? 'ended' : exit.type;
      text(row, 'detail', exitText({ ...session, ...exit }));
      drawEnding(row, true, nameOf(session, title));
    }
  }

  #rowOf(id) {
    return this.#list.querySelector(`[data-id="${CSS.escape(id)}"]`);
  }

  #row() {
    return this.#template.content.firstElementChild.cloneNode(true);
  }

  #finish() {
    this.#empty.hidden = this.#sessions.size > 0;
    this.#list.hidden = this.#sessions.size === 0;
  }
}

function draw(row, session) {
  row.dataset.id = session.id;
  row.dataset.kind = session.kind;
  row.dataset.state = session.state;
  const name = nameOf(session, '');
  text(row, 'name', name);
  text(row, 'detail', detailOf(session));
  row.querySelector('.session-stay').hidden = !willEnd(session);
  row.querySelector('[data-action="release"]').hidden = !session.kept;
  row.querySelector('[data-action="rename"]').setAttribute('aria-label', `Rename ${name}`);
  drawEnding(row, isOver(session), name);
  return row;
}

function drawEnding(row, over, name) {
  const button = row.querySelector('[data-action="end"]');
  button.dataset.over = String(over);
  nameEnding(button, name);
}

/** What runs is ended; what has ended is closed, which takes it off the list. @param {HTMLElement} button with `data-over` */
export function nameEnding(button, name) {
  const over = button.dataset.over === 'true';
  const words = over ? `Close ${name}` : `End ${name}`;
  if (button.getAttribute('aria-label') !== words) {
    button.setAttribute('aria-label', words);
    button.title = over ? 'Close: take it off the list' : 'End';
  }
}

/** Nothing runs in it any more. */
export function isOver(session) {
  return ['ended', 'lost', 'restored'].includes(session.state);
}

/** Where it is, or how it came to its end. */
export function detailOf(session) {
  if (isOver(session)) {
    return exitText({ ...session, type: session.state });
  }
  if (session.state === 'opening') {
    return 'Starting';
  }
  return willEnd(session) ? `Ends in ${Math.ceil(session.endsInSeconds / 60)} min: nobody is there` : session.cwd ?? '';
}

/** A session that nobody needs is not ended without a word: whoever opens it, or extends it, keeps it. */
export function willEnd(session) {
  return Number.isInteger(session.endsInSeconds);
}

function text(row, field, value) {
  const element = row.querySelector(`[data-field="${field}"]`);
  if (element.textContent !== value) {
    element.textContent = value;
    element.title = value;
  }
}

function sessionOf(row) {
  const { id, kind, state, name, title, command } = row.dataset;
  return { id, kind, state, name, title, command, cwd: row.querySelector('[data-field="detail"]').textContent };
}

function lastPart(command) {
  return command ? command.split(' ')[0].split('/').at(-1) : '';
}
