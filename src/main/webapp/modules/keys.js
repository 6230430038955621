/** Final letters of the cursor keys' sequences (xterm ctlseqs, "PC-Style Function Keys"). */
const ARROWS = { up: 'A', down: 'B', right: 'C', left: 'D' };
const PLAIN = { escape: '\x1b', tab: '\t', backtab: '\x1b[Z', interrupt: '\x03' };

/** The keys of the key bar, as a keyboard tells of them. */
const BAR = {
  escape: { key: 'Escape' }, tab: { key: 'Tab' }, backtab: { key: 'Tab', shiftKey: true }, interrupt: { key: 'c', code: 'KeyC', ctrlKey: true },
  up: { key: 'ArrowUp' }, down: { key: 'ArrowDown' }, left: { key: 'ArrowLeft' }, right: { key: 'ArrowRight' },
};

/** A key of the key bar, or a typed character, under the bar's Ctrl and Alt as an event of a keyboard. */
export function keyOfBar(key, { ctrl, alt }) {
  const { shiftKey = false, ctrlKey = ctrl, ...rest } = BAR[key] ?? { key };
  return { type: 'keydown', code: '', location: 0, ...rest, shiftKey, ctrlKey, altKey: alt && key !== 'interrupt', metaKey: false, repeat: false, isComposing: false };
}

/** What a key of the key bar sends. @param {boolean} application the program asked for application cursor keys (DECCKM) */
export function keySequence(key, { ctrl, alt, application }) {
  const letter = ARROWS[key];
  if (!letter) {
    return (alt && key !== 'interrupt' ? '\x1b' : '') + PLAIN[key];
  }
  if (ctrl || alt) {
    return `\x1b[1;${1 + (alt ? 2 : 0) + (ctrl ? 4 : 0)}${letter}`;
  }
  return (application ? '\x1bO' : '\x1b[') + letter;
}

/** What one typed character becomes under the bar's Ctrl and Alt. Longer data, a paste or a sequence, is left alone. */
export function modified(data, { ctrl, alt }) {
  if ([...data].length !== 1) {
    return data;
  }
  return (alt ? '\x1b' : '') + (ctrl ? controlled(data) : data);
}

/** What Ctrl makes of characters other than those from @ to _ and the letters: X.Org's table, which xterm's manual takes for given. */
const CONTROLS = { ' ': 0, 2: 0, '`': 0, 3: 0x1b, 4: 0x1c, 5: 0x1d, 6: 0x1e, '~': 0x1e, 7: 0x1f, '/': 0x1f, 8: 0x7f, '?': 0x7f };

/** ECMA-48 C0: Ctrl takes bits 6 and 7 off the characters from @ to _ and the letters. What Ctrl does not change stays as it is. */
export function controlled(character) {
  const code = character.toUpperCase().charCodeAt(0);
  const control = code >= 0x40 && code <= 0x5f ? code & 0x1f : CONTROLS[character];
  return control === undefined ? character : String.fromCharCode(control);
}

/**
 * What a pressed key sends that xterm.js 6.0.0 takes for another key or for none, while the program asked for nothing: Shift+Enter, and Ctrl with a
 * character that is no letter, by what the keyboard's layout makes of the key.
 *
 * @param {KeyboardEvent} event @param {string | null} shiftEnter what Shift+Enter sends, where that is not what Enter does
 * @returns {string | null} null: what xterm.js makes of it
 */
export function plainKey({ type, key, code = '', shiftKey, ctrlKey, altKey, metaKey, isComposing }, shiftEnter) {
  if (type !== 'keydown' || isComposing || altKey || metaKey) {
    return null;
  }
  if (key === 'Enter' && shiftKey && !ctrlKey) {
    return shiftEnter;
  }
  if (!ctrlKey || [...key].length !== 1 || /[a-z]/i.test(key) || code.startsWith('Numpad')) {
    return null;
  }
  const data = controlled(key);
  return data === key ? null : data;
}
