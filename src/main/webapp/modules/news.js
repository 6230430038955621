import { visible } from './visible.js';

/** Milliseconds from which on the end of a command is worth a word: shorter ones end before their person looks away. */
const LONG_COMMAND = 10_000;

/** What OSC 9;4 says of progress, by its number. */
const PROGRESS = [null, 'normal', 'failed', 'unknown', 'paused'];

/** Marks, the more pressing later. */
const MARKS = ['output', 'bell', 'finished', 'failed', 'notice'];

/**
 * What happened in one session while its person looked elsewhere; knows nothing of elements. A mark stays until somebody looks, and none replaces a more
 * pressing one.
 */
export class News {
  #now;
  #startedAt = null;
  mark = null;
  /** Of the program that runs: {kind: 'normal' | 'failed' | 'unknown' | 'paused', percent}, or null. */
  progress = null;

  /** @param {() => number} now milliseconds */
  constructor(now) {
    this.#now = now;
  }

  /** Whether somebody should look, not only might. */
  get calls() {
    return MARKS.indexOf(this.mark) > MARKS.indexOf('output');
  }

  /** Somebody looks. */
  seen() {
    this.mark = null;
  }

  /**
   * @param {object} event an EVENT of the session
   * @param {boolean} looking somebody has it before them
   * @returns {{title: string, body: string} | null} what to say aloud
   */
  heard(event, looking) {
    switch (event.type) {
      case 'activity': return this.#noted(event.active ? 'output' : null, looking);
      case 'bell': return this.#noted('bell', looking);
      case 'notify': return this.#notified(event, looking);
      case 'command': return this.#command(event, looking);
      case 'progress': return this.#progressed(event);
      case 'exit': return this.#ended(event, looking);
      default: return null;
    }
  }

  #noted(mark, looking, said = null) {
    if (mark !== null && !looking && MARKS.indexOf(mark) > MARKS.indexOf(this.mark)) {
      this.mark = mark;
    }
    return said;
  }

  #notified({ title, body }, looking) {
    return this.#noted('notice', looking, { title: visible(title ?? ''), body: visible(body ?? '') });
  }

  #command({ state, exitCode }, looking) {
    if (state === 'started') {
      this.#startedAt = this.#now();
      return null;
    }
    const lasted = this.#startedAt === null ? 0 : this.#now() - this.#startedAt;
    this.#startedAt = null;
    if (lasted < LONG_COMMAND) {
      return null;
    }
    const failed = Number.isInteger(exitCode) && exitCode !== 0;
    const body = failed ? `Failed with exit code ${exitCode} after ${duration(lasted)}` : `Finished after ${duration(lasted)}`;
    return this.#noted(failed ? 'failed' : 'finished', looking, looking ? null : { title: '', body });
  }

  #progressed({ state, percent }) {
    const kind = PROGRESS[state] ?? null;
    this.progress = kind === null ? null : { kind, percent };
    return null;
  }

  #ended({ exitCode }, looking) {
    this.progress = null;
    return this.#noted(exitCode === 0 ? 'finished' : 'failed', looking);
  }
}

function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
