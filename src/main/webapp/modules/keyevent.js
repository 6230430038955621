/** Modifiers as xterm and the kitty keyboard protocol number them; a sequence carries their sum and one. */
export const SHIFT = 1;
export const ALT = 2;
export const CTRL = 4;

/** What keys have without and with Shift on the layout of a PC in the US, by `code`; letters need no table. */
const US = {
  Backquote: '`~', Digit1: '1!', Digit2: '2@', Digit3: '3#', Digit4: '4$', Digit5: '5%', Digit6: '6^', Digit7: '7&',
  Digit8: '8*', Digit9: '9(', Digit0: '0)', Minus: '-_', Equal: '=+', BracketLeft: '[{', BracketRight: ']}',
  Backslash: '\\|', Semicolon: ';:', Quote: '\'"', Comma: ',<', Period: '.>', Slash: '/?', Space: '  ',
};

/** The character of a key on the US layout, without Shift; undefined for a key that has none. */
export function usCharacter(code = '') {
  return /^Key[A-Z]$/.test(code) ? code[3].toLowerCase() : US[code]?.[0];
}

/**
 * A key's character and the modifiers that are not used up by it. AltGr, and an Option key that types characters, are
 * part of the character.
 *
 * @param {KeyboardEvent} event
 * @param {{isMac: boolean, optionIsMeta: boolean}} platform whether Alt is Option, and then whether that is Meta
 * @returns {{character: string | null, modifiers: number}} null: the key has no character
 */
export function readKey(event, { isMac, optionIsMeta }) {
  const isOption = isMac && event.altKey;
  const isText = isCharacter(event.key);
  const withoutOption = isOption && (optionIsMeta || event.ctrlKey) && (isText || event.key === 'Dead');
  const character = withoutOption ? characterOf(event) : isText ? event.key : null;
  const altGraph = event.getModifierState?.('AltGraph') ?? false;
  const typesByAlt = character !== null && (altGraph || isOption && !withoutOption);
  const alt = event.altKey && !typesByAlt ? ALT : 0;
  const ctrl = event.ctrlKey && !(altGraph && character !== null) ? CTRL : 0;
  return { character, modifiers: (event.shiftKey ? SHIFT : 0) | alt | ctrl };
}

function isCharacter(key) {
  return [...key].length === 1;
}

/**
 * What the key would be without Option, which changes `key`: a letter by `keyCode`, which follows the layout, another
 * as on the US layout.
 */
function characterOf({ keyCode, code, shiftKey }) {
  if (keyCode >= 65 && keyCode <= 90) {
    const letter = String.fromCharCode(keyCode);
    return shiftKey ? letter : letter.toLowerCase();
  }
  return US[code]?.[shiftKey ? 1 : 0] ?? null;
}

/**
 * What the key of a character has without Shift. A browser does not tell: capitals have their letter, keys of the US
 * layout what they have there, and keys of the digits their digit; another character is taken for the key's own.
 */
export function unshifted(character, { shiftKey, code = '' }) {
  const lower = character.toLowerCase();
  if (lower !== character && isCharacter(lower)) {
    return lower;
  }
  if (shiftKey && US[code]?.[1] === character) {
    return US[code][0];
  }
  return shiftKey && /^Digit\d$/.test(code) && !/\d/.test(character) ? code[5] : character;
}
