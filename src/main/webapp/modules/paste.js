import { ask } from './dialogs.js';

/** Control characters (C0 and C1 of ECMA-48, DEL) but tab and carriage return. */
const CONTROLS = /[\x00-\x08\x0a-\x0c\x0e-\x1f\x7f-\x9f]/g;
/** Lines and UTF-16 units of a text that are shown before it is pasted. */
const SHOWN_LINES = 12;
const SHOWN_LENGTH = 2000;

/**
 * A text as it may be pasted: every line end is the Enter key's, CR, and the other control characters but tab are gone, so that nothing in it ends the paste
 * (xterm's private mode 2004), begins a sequence or presses a key but Enter and Tab. The server has the same rule (PastedText.java); both are tested with the same cases.
 */
export function pastable(text) {
  return text.replace(/\r\n?|\n/g, '\r').replace(CONTROLS, '');
}

/** Lines of a text that may be pasted; a line end at its end begins none. */
export function linesOf(text) {
  return text.replace(/\r$/, '').split('\r');
}

/**
 * Whether several lines may be pasted into a program that does not tell a paste from typing (no bracketed paste) and so runs each of them: somebody is asked, until
 * they say that it is always so.
 */
export class PasteConsent {
  #ask;
  #always = false;

  /** @param {(lines: string[]) => Promise<'once' | 'always' | null>} ask null: it may not */
  constructor(ask) {
    this.#ask = ask;
  }

  /** @param {string} text that may be pasted @param {boolean} bracketed the program has bracketed paste */
  async allows(text, bracketed) {
    const lines = linesOf(text);
    if (bracketed || this.#always || lines.length < 2) {
      return true;
    }
    const answer = await this.#ask(lines);
    this.#always = answer === 'always';
    return answer !== null;
  }
}

/** Asks in the page's `paste-dialog`. @param {string[]} lines at least two @returns {Promise<'once' | 'always' | null>} */
export async function askToPaste(lines) {
  const answer = await ask('paste-dialog', (form) => {
    form.reset();
    form.querySelector('[data-field="lines"]').textContent = lines.length;
    form.querySelector('[data-field="text"]').textContent = excerpt(lines);
  });
  if (answer === null) {
    return null;
  }
  return answer.has('always') ? 'always' : 'once';
}

/** The first lines, and how many more there are. */
export function excerpt(lines) {
  const shown = lines.slice(0, SHOWN_LINES).join('\n');
  const cut = shown.length > SHOWN_LENGTH ? `${shown.slice(0, SHOWN_LENGTH)}…` : shown;
  const more = lines.length - SHOWN_LINES;
  return more > 0 ? `${cut}\n… and ${more} more ${more === 1 ? 'line' : 'lines'}` : cut;
}
