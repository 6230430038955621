/** Where this browser keeps what each Option key is, by the `code` of its events (UI Events KeyboardEvent code). */
const CHOICES = { AltLeft: 'longshell.option.left', AltRight: 'longshell.option.right' };
const META = 'meta';

/** Whether Alt is Option: on a Mac, by the names that xterm.js 6.0.0 goes by. */
export function hasOption({ platform } = navigator) {
  return ['Macintosh', 'MacIntel', 'MacPPC', 'Mac68K'].includes(platform);
}

/** @param {'AltLeft' | 'AltRight'} code @returns {'character' | 'meta'} */
export function optionChoice(code, storage) {
  return storage.getItem(CHOICES[code]) === META ? META : 'character';
}

export function chooseOption(code, choice, storage) {
  storage.setItem(CHOICES[code], choice);
}

/** Makes a terminal take an Option key for what this browser's user chose: the key that was pressed last counts. */
export class OptionKeys {
  #options;
  #storage;

  /** @param {{macOptionIsMeta: boolean}} options of xterm.js, which ignores it where Alt is no Option */
  constructor(options, storage) {
    this.#options = options;
    this.#storage = storage;
  }

  /** To be told of every key before xterm.js is. */
  heard({ type, code }) {
    if (type === 'keydown' && Object.hasOwn(CHOICES, code)) {
      this.#options.macOptionIsMeta = optionChoice(code, this.#storage) === META;
    }
  }
}
