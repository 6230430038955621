/** Final letters of the cursor keys' sequences (xterm ctlseqs, "PC-Style Function Keys"). */
const ARROWS = { up: 'A', down: 'B', right: 'C', left: 'D' };
const PLAIN = { escape: '\x1b', tab: '\t', backtab: '\x1b[Z', interrupt: '\x03' };

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

/** ECMA-48 C0: Ctrl takes bits 6 and 7 off the characters from @ to _ and the letters; space is NUL and ? is DEL. */
function controlled(character) {
  if (character === ' ') {
    return '\0';
  }
  if (character === '?') {
    return '\x7f';
  }
  const code = character.toUpperCase().charCodeAt(0);
  return code >= 0x40 && code <= 0x5f ? String.fromCharCode(code & 0x1f) : character;
}
