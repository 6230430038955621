import { SHIFT, readKey, unshifted, usCharacter } from './keyevent.js';

/** The flags of the protocol. */
const DISAMBIGUATE = 1;
const EVENT_TYPES = 2;
const ALTERNATES = 4;
const ALL_KEYS = 8;
const TEXT = 16;

const PRESS = 1;
const REPEAT = 2;
const RELEASE = 3;

const CAPS_LOCK = 64;
const NUM_LOCK = 128;

/** `location` of a key on the right, and on the numeric keypad. */
const RIGHT = 2;
const KEYPAD = 3;

/**
 * Keys without a character, as number and final letter: "Functional key definitions". F3 is not CSI R, which would be a
 * cursor's place.
 */
const FUNCTIONAL = {
  Escape: '27u', Enter: '13u', Tab: '9u', Backspace: '127u',
  Insert: '2~', Delete: '3~', PageUp: '5~', PageDown: '6~', Home: '1H', End: '1F',
  ArrowLeft: '1D', ArrowRight: '1C', ArrowUp: '1A', ArrowDown: '1B',
  F1: '1P', F2: '1Q', F3: '13~', F4: '1S', F5: '15~', F6: '17~', F7: '18~', F8: '19~', F9: '20~', F10: '21~',
  F11: '23~', F12: '24~',
  PrintScreen: '57361u', Pause: '57362u', ContextMenu: '57363u',
  ...Object.fromEntries(Array.from({ length: 23 }, (_, index) => [`F${index + 13}`, `${57376 + index}u`])),
};
const KEYPAD_KEYS = {
  ...Object.fromEntries(Array.from({ length: 10 }, (_, digit) => [digit, `${57399 + digit}u`])),
  '.': '57409u', '/': '57410u', '*': '57411u', '-': '57412u', '+': '57413u', Enter: '57414u', '=': '57415u',
  ',': '57416u', ArrowLeft: '57417u', ArrowRight: '57418u', ArrowUp: '57419u', ArrowDown: '57420u', PageUp: '57421u',
  PageDown: '57422u', Home: '57423u', End: '57424u', Insert: '57425u', Delete: '57426u', Clear: '57427u',
};
/** Left and right; told with ALL_KEYS only. */
const MODIFIERS = {
  CapsLock: [57358, 57358], ScrollLock: [57359, 57359], NumLock: [57360, 57360],
  Shift: [57441, 57447], Control: [57442, 57448], Alt: [57443, 57449], AltGraph: [57453, 57453],
};
/** Stay what they are without a modifier, so that somebody can type "reset" behind a program that died. */
const ALWAYS_PLAIN = new Set(['Enter', 'Tab', 'Backspace']);

/**
 * What a key sends under the kitty keyboard protocol (https://sw.kovidgoyal.net/kitty/keyboard-protocol/). Lock keys
 * count as modifiers with ALL_KEYS only: NumLock, which is on at most keyboards, would be a modifier of every arrow.
 *
 * @param {number} flags those that the program set
 * @returns {string | null} null: what the key sends otherwise
 */
export function kittyKey(event, flags, platform) {
  const action = event.type === 'keyup' ? RELEASE : event.repeat ? REPEAT : PRESS;
  const { character, modifiers } = readKey(event, platform);
  const functional = functionalKey(event, flags);
  if (functional === undefined && character === null) {
    return null;
  }
  const text = character !== null && (modifiers & ~SHIFT) === 0 ? character : '';
  const key = { event, action, flags, character, functional, text, modifiers: modifiers | locks(event, flags) };
  return isTold(key) ? sequence(key) : null;
}

/** As number and final letter. */
function functionalKey({ key, location }, flags) {
  if (location === KEYPAD && (flags & DISAMBIGUATE) !== 0) {
    return KEYPAD_KEYS[key];
  }
  const modifier = MODIFIERS[key];
  return modifier ? `${modifier[location === RIGHT ? 1 : 0]}u` : FUNCTIONAL[key];
}

function locks(event, flags) {
  const isOn = (name) => (flags & ALL_KEYS) !== 0 && (event.getModifierState?.(name) ?? false);
  return (isOn('CapsLock') ? CAPS_LOCK : 0) | (isOn('NumLock') ? NUM_LOCK : 0);
}

function isTold({ event, action, flags, text, modifiers }) {
  if (action === RELEASE && (flags & EVENT_TYPES) === 0) {
    return false;
  }
  if ((flags & ALL_KEYS) !== 0) {
    return true;
  }
  if (text !== '' || event.key in MODIFIERS) {
    return false;
  }
  const isPlain = ALWAYS_PLAIN.has(event.key) && event.location !== KEYPAD;
  if ((flags & DISAMBIGUATE) === 0) {
    return action !== PRESS && !isPlain && event.key !== 'Escape';
  }
  return !isPlain || modifiers !== 0 && action !== RELEASE;
}

/** CSI number : shifted : US layout ; modifiers : action ; text u, without what says nothing. */
function sequence({ event, action, flags, character, functional, modifiers, text }) {
  const [number, final] = functional
    ? [functional.slice(0, -1), functional.at(-1)]
    : [numbers(event, character, flags), 'u'];
  const told = action !== PRESS && (flags & EVENT_TYPES) !== 0 ? `:${action}` : '';
  const held = modifiers !== 0 || told !== '' ? `${modifiers + 1}${told}` : '';
  const isText = (flags & ALL_KEYS) !== 0 && (flags & TEXT) !== 0 && action !== RELEASE;
  const fields = withoutEmptyEnd([number, held, isText ? codePoint(text) : ''], ';');
  return `\x1b[${fields === '1' ? '' : fields}${final}`;
}

function numbers(event, character, flags) {
  const own = unshifted(character, event);
  if ((flags & ALTERNATES) === 0) {
    return codePoint(own);
  }
  const us = usCharacter(event.code) ?? own;
  const shifted = event.shiftKey && character !== own ? character : '';
  return withoutEmptyEnd([own, shifted, us === own ? '' : us].map(codePoint), ':');
}

/** In decimal; "" for "". */
function codePoint(character) {
  return character === '' ? '' : String(character.codePointAt(0));
}

function withoutEmptyEnd(fields, separator) {
  return fields.join(separator).replace(new RegExp(`${separator}+$`), '');
}
