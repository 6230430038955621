import { FitAddon } from '@xterm/addon-fit';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { WebglAddon } from '@xterm/addon-webgl';
import { Terminal } from '@xterm/xterm';
import { copy } from './clipboard.js';
import { palette } from './palette.js';
import { isReply } from './replies.js';

const MONOSPACE = 'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace';

/**
 * xterm.js as the screen that {@link Attachment} draws on; knows nothing of sockets or offsets.
 *
 * Writes go to xterm.js at once. Only a restart waits until all before it is parsed, for xterm.js resets and resizes out of turn; what comes behind it waits too.
 */
export class Screen {
  /** True once WebGL was refused to this page. */
  static withoutWebgl = false;

  #element;
  #terminal;
  #fit = new FitAddon();
  #webgl = null;
  #writing = 0;
  #replaying = 0;
  #held = [];
  #onRestarted;

  /**
   * @param {HTMLElement} element empty, to be filled
   * @param {object} options
   * @param {number} options.scrollback lines
   * @param {(data: string) => void} options.onData typed, pasted or answered
   * @param {(bytes: Uint8Array) => void} options.onBinary mouse reports that are not UTF-8
   * @param {(title: string) => void} options.onTitle
   * @param {() => void} options.onRestarted the terminal has a size that the session gave
   */
  constructor(element, { scrollback, onData, onBinary, onTitle, onRestarted }) {
    this.#element = element;
    this.#onRestarted = onRestarted;
    this.#terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: true,
      fontFamily: MONOSPACE,
      fontSize: matchMedia('(max-width: 640px)').matches ? 12 : 14,
      lineHeight: 1.15,
      linkHandler: { activate: (event, uri) => follow(uri), allowNonHttpProtocols: false },
      macOptionIsMeta: true,
      scrollback,
      theme: palette(),
    });
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.loadAddon(new WebLinksAddon((event, uri) => follow(uri)));
    this.#terminal.loadAddon(new Unicode11Addon());
    this.#terminal.unicode.activeVersion = '11';
    this.#terminal.onData((data) => this.#replaying > 0 && isReply(data) ? undefined : onData(data));
    this.#terminal.onBinary((data) => onBinary(Uint8Array.from(data, (character) => character.charCodeAt(0))));
    this.#terminal.onTitleChange(onTitle);
    this.#terminal.attachCustomKeyEventHandler((event) => this.#isForTerminal(event));
    this.#terminal.open(element);
    document.documentElement.addEventListener('themechange', this.#repaint);
  }

  get columns() {
    return this.#terminal.cols;
  }

  get rows() {
    return this.#terminal.rows;
  }

  /** The program asked for application cursor keys (DECCKM). */
  get applicationCursor() {
    return this.#terminal.modes.applicationCursorKeysMode;
  }

  write(bytes, replayed, parsed) {
    this.#inTurn(false, () => this.#write(bytes, replayed, parsed));
  }

  restart(columns, rows, bytes, parsed) {
    this.#inTurn(true, () => {
      this.#terminal.reset();
      this.#terminal.resize(columns, rows);
      this.#write(bytes, true, () => {
        parsed();
        this.#onRestarted();
      });
    });
  }

  /** The size that fills the element, or null while it is not shown. */
  fitting() {
    const size = this.#element.offsetParent === null ? undefined : this.#fit.proposeDimensions();
    return size && Number.isFinite(size.cols) && Number.isFinite(size.rows) ? { columns: size.cols, rows: size.rows } : null;
  }

  resize(columns, rows) {
    if (columns !== this.columns || rows !== this.rows) {
      this.#terminal.resize(columns, rows);
    }
  }

  /** Types as if it came from the keyboard; bracketed when the program asked for it. */
  paste(text) {
    this.#terminal.paste(text);
  }

  focus() {
    this.#terminal.focus();
  }

  /** Draws with WebGL while shown: browsers keep about 16 contexts, fewer than sessions. */
  shown(shown) {
    if (!shown) {
      this.#releaseWebgl();
      return;
    }
    if (this.#webgl === null && !Screen.withoutWebgl) {
      this.#drawWithWebgl();
    }
  }

  dispose() {
    document.documentElement.removeEventListener('themechange', this.#repaint);
    this.#releaseWebgl();
    this.#terminal.dispose();
  }

  #drawWithWebgl() {
    const addon = new WebglAddon();
    addon.onContextLoss(() => this.#releaseWebgl());
    try {
      this.#terminal.loadAddon(addon);
      this.#webgl = addon;
    } catch (error) {
      // No WebGL 2 here: xterm.js goes on drawing with elements, and no other terminal of this page needs to try.
      Screen.withoutWebgl = true;
      console.info(`The terminal draws without WebGL: ${error.message}`);
      addon.dispose();
    }
  }

  #releaseWebgl() {
    this.#webgl?.dispose();
    this.#webgl = null;
  }

  #inTurn(alone, action) {
    if (this.#held.length > 0 || (alone && this.#writing > 0)) {
      this.#held.push({ alone, action });
      return;
    }
    action();
  }

  #write(bytes, replayed, parsed) {
    this.#writing += 1;
    this.#replaying += replayed ? 1 : 0;
    this.#terminal.write(bytes, () => {
      this.#writing -= 1;
      this.#replaying -= replayed ? 1 : 0;
      parsed();
      this.#release();
    });
  }

  #release() {
    while (this.#held.length > 0 && !(this.#held[0].alone && this.#writing > 0)) {
      this.#held.shift().action();
    }
  }

  /** Ctrl+Shift+C copies, as in every terminal; Ctrl+Shift+V is left to the browser, whose paste xterm.js receives. */
  #isForTerminal(event) {
    if (!event.ctrlKey || !event.shiftKey || event.altKey || event.metaKey) {
      return true;
    }
    if (event.code === 'KeyV') {
      return false;
    }
    if (event.code !== 'KeyC') {
      return true;
    }
    event.preventDefault();
    if (event.type === 'keydown' && this.#terminal.hasSelection()) {
      copy(this.#terminal.getSelection()).catch((error) => console.warn(`Nothing was copied: ${error.message}`));
    }
    return false;
  }

  #repaint = () => {
    this.#terminal.options.theme = palette();
  };
}

/** Opens a link that a program printed: http and https only, and without a way back to this page. */
function follow(uri) {
  if (/^https?:\/\//i.test(uri)) {
    window.open(uri, '_blank', 'noopener,noreferrer');
  }
}
