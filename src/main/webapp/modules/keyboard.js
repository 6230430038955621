import { KeyboardModes } from './keyboardmodes.js';
import { plainKey } from './keys.js';
import { kittyKey } from './kittykeys.js';
import { OptionKeys } from './option.js';
import { otherKey } from './otherkeys.js';

/** `keyCode` of a key that an input method takes (UI Events). */
const COMPOSING = 229;

/** What keys send to the program of one terminal where xterm.js does not know it; knows nothing of where it goes. */
export class Keyboard {
  #terminal;
  #modes;
  #optionKeys;
  #isMac;

  /**
   * @param {import('@xterm/xterm').Terminal} terminal as new
   * @param {{storage: Storage, isMac: boolean}} browser where its choices are kept, and whether its Alt is Option
   */
  constructor(terminal, { storage, isMac }) {
    this.#terminal = terminal;
    this.#modes = new KeyboardModes(terminal);
    this.#optionKeys = new OptionKeys(terminal.options, storage);
    this.#isMac = isMac;
  }

  /**
   * To be asked about every event of a key, before xterm.js is.
   *
   * @param {string | null} shiftEnter what Shift+Enter sends where the program asked for nothing, when that is not what
   *     Enter does
   * @returns {string | null} null: what xterm.js makes of it
   */
  data(event, shiftEnter) {
    this.#optionKeys.heard(event);
    const optionIsMeta = this.#terminal.options.macOptionIsMeta;
    return this.#data(event, shiftEnter, { isMac: this.#isMac, optionIsMeta });
  }

  /** The same of a key that the page made up, whose Alt is no Option. */
  dataOfBar(event) {
    return this.#data(event, null, { isMac: false, optionIsMeta: false });
  }

  #data(event, shiftEnter, platform) {
    const isComposed = event.isComposing || event.keyCode === COMPOSING;
    if (event.type === 'keypress' || isComposed || event.metaKey || this.#isForPage(event)) {
      return null;
    }
    return this.#asAsked(event, platform) ?? plainKey(event, shiftEnter);
  }

  #asAsked(event, platform) {
    const { kittyFlags, modifyOtherKeys } = this.#modes;
    if (kittyFlags !== 0) {
      return kittyKey(event, kittyFlags, platform);
    }
    return modifyOtherKeys === 0 ? null : otherKey(event, modifyOtherKeys, platform);
  }

  /** Shift+PageUp scrolls where there is something to scroll; Ctrl+Insert and Shift+Insert copy and paste. */
  #isForPage({ key, shiftKey, ctrlKey }) {
    const isPage = key === 'PageUp' || key === 'PageDown';
    const scrolls = isPage && shiftKey && this.#terminal.buffer.active.type === 'normal';
    return scrolls || key === 'Insert' && (shiftKey || ctrlKey);
  }
}

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'CapsLock', 'NumLock', 'ScrollLock']);

/**
 * Whether an event of a key is more than a modifier, or a key that is let go, of which a program may be told too: those
 * leave a selection to be copied.
 */
export function isStroke({ type, key }) {
  return type === 'keydown' && !MODIFIERS.has(key);
}

/** Whether that is Enter, however the program asked for it. */
export function isEnter(data) {
  return /^(\r|\x1b\[13(;[\d;]*)?u)$/.test(data);
}
