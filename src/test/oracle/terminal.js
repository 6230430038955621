// A headless xterm.js terminal, plus a record of everything it emits.
import headless from '@xterm/headless';
import unicode11 from '@xterm/addon-unicode11';
import { KeyboardModes } from '../../main/webapp/modules/keyboardmodes.js';
import { mend } from '../../main/webapp/modules/mend.js';

/**
 * @typedef {object} Size
 * @property {number} cols
 * @property {number} rows
 * @property {number} scrollback  lines of history kept by the terminal
 */

/** @type {Size} */
export const DEFAULT_SIZE = Object.freeze({ cols: 80, rows: 24, scrollback: 1000 });

/**
 * Creates a terminal and starts recording its replies (what it would send to the
 * application), bells and palette changes.
 *
 * @param {Partial<Size>} [size]
 * @param {boolean} [mended]  as the page mends its terminals; false for xterm.js as it comes
 */
export function createTerminal(size = {}, mended = true) {
  const term = new headless.Terminal({ ...DEFAULT_SIZE, ...size, allowProposedApi: true, logLevel: 'off', windowOptions: { pushTitle: true, popTitle: true } });
  term.loadAddon(new unicode11.Unicode11Addon());
  term.unicode.activeVersion = '11';           // as the page does: emoji are two columns wide
  if (mended && !mend(term)) throw new Error('xterm.js looks different: mend.js mends nothing');
  const record = { replies: '', bells: 0, palette: new Map() };
  term.onData(data => { record.replies += data; });
  term.onBell(() => { record.bells++; });
  // The browser terminal keeps the palette outside the core, so keep it here.
  term._core._inputHandler.onColor(events => {
    for (const { type, index, color } of events) {
      if (type === 1) record.palette.set(index, color.join(','));
      else if (type === 2 && index === undefined) deletePaletteBelow(record.palette, 256);
      else if (type === 2) record.palette.delete(index);
    }
  });
  return { term, record, keyboard: new KeyboardModes(term) };
}

function deletePaletteBelow(palette, limit) {
  for (const index of [...palette.keys()]) if (index < limit) palette.delete(index);
}

/**
 * Feeds bytes to a terminal and waits until they have been parsed. Rejects when
 * the parser itself throws (xterm.js 6.0.0 does, for some inputs).
 *
 * @param {{term: object}} terminal
 * @param {Uint8Array} bytes
 */
export function feed({ term }, bytes) {
  // writeSync goes through the same parser as write(), without timers, and lets
  // an exception of the parser reach the caller.
  term._core._writeBuffer.writeSync(bytes);
}

/** @param {string} text */
export function bytesOf(text) {
  return new TextEncoder().encode(text);
}

/** @param {...Uint8Array} parts */
export function concat(...parts) {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) { out.set(part, at); at += part.length; }
  return out;
}
