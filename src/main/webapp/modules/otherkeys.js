import { controlled } from './keys.js';
import { ALT, CTRL, SHIFT, readKey } from './keyevent.js';

const NAMED = { Enter: 13, Tab: 9, Escape: 27, Backspace: 127 };
/** `location` of a key on the numeric keypad. */
const KEYPAD = 3;

/**
 * What a pressed key sends under modifyOtherKeys of xterm: CSI 27 ; modifiers ; character ~ (ctlseqs, "Alt and Meta
 * Keys"; the rules are those of its input.c with metaSendsEscape). Shift alone makes another character and is no
 * modifier of one, at either level: xterm sends A and Shift+Space as sequences at level 2, which a program may take for
 * no text.
 *
 * @param {number} level 1 or 2
 * @returns {string | null} null: what the key sends otherwise
 */
export function otherKey(event, level, platform) {
  if (event.type !== 'keydown' || event.location === KEYPAD) {
    return null;
  }
  const { character, modifiers } = readKey(event, platform);
  const code = NAMED[event.key] ?? (/^[ -~]$/.test(character ?? '') ? character.charCodeAt(0) : null);
  if (modifiers === 0 || code === null) {
    return null;
  }
  const isModified = Object.hasOwn(NAMED, event.key)
    ? changesNamed(event.key, modifiers, level)
    : changesCharacter(character, modifiers, level);
  return isModified ? `\x1b[27;${modifiers + 1};${code}~` : null;
}

/** Level 1 leaves what has a meaning of its own: Shift+Tab is CSI Z, Ctrl+Backspace BS. */
function changesNamed(key, modifiers, level) {
  switch (key) {
    case 'Enter': return true;
    case 'Tab': return modifiers !== SHIFT;
    case 'Backspace': return level === 2 && modifiers !== CTRL;
    default: return modifiers !== SHIFT && (level === 2 || modifiers !== CTRL); // Escape
  }
}

/** Level 1 leaves Alt, which sends ESC first, and what Ctrl makes a control character of. */
function changesCharacter(character, modifiers, level) {
  if (level === 2) {
    return modifiers !== SHIFT;
  }
  return (modifiers & CTRL) !== 0 && (modifiers & ALT) === 0 && controlled(character) === character;
}
