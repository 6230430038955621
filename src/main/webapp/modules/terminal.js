import { SearchAddon } from '@xterm/addon-search';
import { FitAddon } from '@xterm/addon-fit';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { WebglAddon } from '@xterm/addon-webgl';
import { Terminal } from '@xterm/xterm';
import { clock } from './clock.js';
import { copy } from './clipboard.js';
import { keepUnsetColors } from './colors.js';
import { asksToFind } from './find.js';
import { Keyboard, isStroke } from './keyboard.js';
import { letterSize } from './lettersize.js';
import { mend } from './mend.js';
import { hasOption } from './option.js';
import { leastContrast, matchColors, palette, presentMatchColors } from './palette.js';
import { AlternateScroll, FingerScroll, isAtTop } from './scrolling.js';
import { isUnasked, silence } from './silence.js';
import { Finger } from './touch.js';
import { Writes } from './writes.js';

const MONOSPACE = 'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace';

/** Cells of a terminal that nobody has measured yet. */
const USUAL_SIZE = Object.freeze({ columns: 80, rows: 24 });
/** What most screens are made of. */
const LETTERS = String.fromCharCode(...Array.from({ length: 94 }, (_, index) => 0x21 + index));

/**
 * xterm.js as the screen that {@link Attachment} draws on; knows nothing of sockets or offsets. Says nothing by itself: what it emits, somebody did. A terminal
 * that breaks is thrown away and made anew, empty.
 */
export class Screen {
  /** True once WebGL was refused to this page. */
  static withoutWebgl = false;
  /** What filled the last element will fill the next: it may ask for that before its own terminal is there. */
  static #lastFitting = null;

  #element;
  #scrollback;
  #size = Screen.#lastFitting ?? USUAL_SIZE;
  #handlers = null;
  #terminal = null;
  #writes;
  #fit;
  #search = null;
  #sought = '';
  #webgl = null;
  #isShown = false;
  #squeezed = false;
  #rehearsing = false;
  #fingerScroll = null;
  #keyboard = null;

  /** @param {HTMLElement} element empty, to be filled by {@link open} @param {number} scrollback lines */
  constructor(element, scrollback) {
    this.#element = element;
    this.#scrollback = scrollback;
  }

  /**
   * To be called before anything is written to it.
   *
   * @param {object} handlers
   * @param {string | null} handlers.shiftEnter what Shift+Enter sends to a program that did not ask to tell keys apart; null: what Enter does
   * @param {(data: string) => void} handlers.onData typed, pasted, pointed at
   * @param {(focused: boolean) => void} handlers.onFocus keys go to it, or no more
   * @param {(text: string) => void} handlers.onPaste somebody wants to paste a text: it comes as onData when it is given to {@link paste}
   * @param {(bytes: Uint8Array) => void} handlers.onBinary mouse reports that are not UTF-8
   * @param {(title: string) => void} handlers.onTitle
   * @param {() => void} handlers.onSized the terminal has a size that the session gave
   * @param {(uri: string) => void} handlers.onLink somebody follows a link whose text may say something else: http or https
   * @param {() => void} handlers.onFind somebody wants to find text in it
   * @param {() => void} handlers.onTop somebody scrolls up, and there is nothing further up
   * @param {(error: Error) => void} handlers.onBroken everything shown is gone
   */
  serve(handlers) {
    this.#handlers = handlers;
  }

  get element() {
    return this.#element;
  }

  get isOpen() {
    return this.#terminal !== null;
  }

  /** Whether {@link columns} and {@link rows} are, in all likelihood, what will fill the element. */
  static get knowsSize() {
    return Screen.#lastFitting !== null;
  }

  /** Makes the terminal, which takes a while. */
  open() {
    this.#make(this.#size);
    document.documentElement.addEventListener('themechange', this.#repaint);
    addEventListener('error', this.#suspect);
    this.#element.addEventListener('paste', (event) => this.#pasted(event), { capture: true });
    this.#element.addEventListener('wheel', (event) => this.#wheeled(event), { capture: true, passive: true });
    new Finger(this.#element, (...drawn) => this.#fingerScroll.drawn(...drawn), clock);
  }

  get columns() {
    return this.#terminal?.cols ?? this.#size.columns;
  }

  get rows() {
    return this.#terminal?.rows ?? this.#size.rows;
  }

  /** The program asked for application cursor keys (DECCKM). */
  get applicationCursor() {
    return this.#terminal.modes.applicationCursorKeysMode;
  }

  /** What a key that the page made up sends to a program that asked to tell keys apart, else null. */
  dataOfKey(event) {
    return this.#keyboard.dataOfBar(event);
  }

  write(bytes, parsed) {
    this.#writes.write(bytes, parsed);
  }

  restart(columns, rows, bytes, parsed) {
    this.#writes.restart(columns, rows, bytes, () => {
      parsed();
      this.#sized();
    });
  }

  /** The session's size from here on. */
  resize(columns, rows) {
    this.#writes.resize(columns, rows, () => this.#sized());
  }

  #sized() {
    this.#scale();
    this.#handlers.onSized();
  }

  /** The size that fills the element with letters of the usual size, or null while it is not shown. Smaller ones are no measure of it: their cells are whole pixels too. */
  fitting() {
    const smaller = this.#fontSize;
    this.#terminal.options.fontSize = usualFontSize();
    const size = this.#proposed();
    this.#terminal.options.fontSize = smaller;
    if (size === null) {
      return null;
    }
    Screen.#lastFitting = { columns: size.cols, rows: size.rows };
    return Screen.#lastFitting;
  }

  /** @param {boolean} squeezed true: a terminal that is larger than the element gets smaller letters, so that it is seen whole */
  squeeze(squeezed) {
    this.#squeezed = squeezed;
    this.#element.classList.toggle('follows', squeezed);
    this.#scale();
  }

  #scale() {
    const usual = usualFontSize();
    this.#terminal.options.fontSize = this.#squeezed ? letterSize(this, usual, (pixels) => this.#roomAt(pixels)) : usual;
  }

  #roomAt(pixels) {
    this.#terminal.options.fontSize = pixels;
    const size = this.#proposed();
    return size && { columns: size.cols, rows: size.rows };
  }

  get #fontSize() {
    return this.#terminal.options.fontSize;
  }

  #proposed() {
    const size = this.#element.offsetParent === null ? undefined : this.#fit.proposeDimensions();
    return size && Number.isFinite(size.cols) && Number.isFinite(size.rows) ? size : null;
  }

  /** The program can tell a paste from typing (private mode 2004). */
  get bracketedPaste() {
    return this.#terminal.modes.bracketedPasteMode;
  }

  /** Types a text that may be pasted; bracketed when the program asked for it. */
  paste(text) {
    this.#terminal.paste(text);
  }

  focus() {
    this.#terminal.focus();
  }

  /** Rows above the screen that this terminal holds. */
  get rowsAbove() {
    return this.#terminal.buffer.normal.baseY;
  }

  /** See {@link Find}. */
  find(term, back) {
    this.#search ??= this.#newSearch();
    if (term !== this.#sought) {
      this.#sought = term;
      this.#terminal.clearSelection(); // the newest is looked at first
      this.#repaint();
    }
    const found = new Promise((resolve) => {
      const heard = this.#search.onDidChangeResults(({ resultIndex, resultCount }) => {
        heard.dispose();
        resolve({ index: resultIndex, count: resultCount });
      });
    });
    const options = { decorations: matchColors() };
    const isFound = back ? this.#search.findPrevious(term, options) : this.#search.findNext(term, options);
    return isFound ? found : Promise.resolve({ index: -1, count: 0 });
  }

  unfind() {
    this.#sought = '';
    this.#search?.clearDecorations();
    this.#terminal.clearSelection();
    this.#repaint();
  }

  get selection() {
    return this.#terminal.getSelection();
  }

  #newSearch() {
    const search = new SearchAddon();
    this.#terminal.loadAddon(search);
    return search;
  }

  /** Draws, in a terminal that is laid out and not seen yet, what is measured at the first time only: without WebGL, each letter by a layout of its own. */
  rehearse() {
    const { columns, rows } = this.fitting() ?? this;
    this.#terminal.resize(columns, rows);
    this.shown(true);
    if (!Screen.withoutWebgl) {
      return;
    }
    this.#rehearsing = true;
    this.#writes.write(LETTERS, () => {
      if (!this.#rehearsing) {
        this.#terminal.reset(); // it was taken before they were there
        return;
      }
      const drawn = this.#terminal.onRender(() => {
        drawn.dispose();
        this.endRehearsal();
      });
    });
  }

  /** It is as new. */
  endRehearsal() {
    if (this.#rehearsing) {
      this.#rehearsing = false;
      this.#terminal.reset();
    }
  }

  /** Draws with WebGL while shown: browsers keep about 16 contexts, fewer than sessions. */
  shown(shown) {
    this.#isShown = shown;
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
    removeEventListener('error', this.#suspect);
    this.#releaseWebgl();
    this.#writes.stop();
    this.#terminal.dispose();
  }

  #make({ columns, rows }) {
    const terminal = new Terminal({
      allowProposedApi: true,
      cols: columns,
      rows,
      cursorBlink: true,
      fontFamily: MONOSPACE,
      fontSize: usualFontSize(),
      lineHeight: 1.15,
      linkHandler: { activate: (event, uri) => isWeb(uri) && this.#handlers.onLink(uri), allowNonHttpProtocols: false },
      minimumContrastRatio: leastContrast(),
      scrollback: this.#scrollback,
      theme: palette(),
      windowOptions: { pushTitle: true, popTitle: true },
    });
    this.#terminal = terminal;
    this.#search = null;
    this.#fingerScroll = new FingerScroll(terminal, () => this.#handlers.onTop());
    this.#writes = new Writes(terminal, { clock, onBroken: (error) => this.#broke(error) });
    this.#fit = new FitAddon();
    terminal.loadAddon(this.#fit);
    terminal.loadAddon(new WebLinksAddon((event, uri) => follow(uri)));
    terminal.loadAddon(new Unicode11Addon());
    terminal.unicode.activeVersion = '11';
    keepUnsetColors(terminal.parser);
    silence(terminal.parser);
    mend(terminal);
    new AlternateScroll(terminal);
    this.#keyboard = new Keyboard(terminal, { storage: localStorage, isMac: hasOption() });
    this.#listen(terminal);
    terminal.open(this.#element);
    for (const change of ['focus', 'blur']) {
      terminal.textarea.addEventListener(change, () => this.#handlers?.onFocus(change === 'focus'));
    }
  }

  #listen(terminal) {
    terminal.onData((data) => isUnasked(data) ? undefined : this.#handlers?.onData(data));
    terminal.onBinary((data) => this.#handlers.onBinary(Uint8Array.from(data, (character) => character.charCodeAt(0))));
    terminal.onTitleChange((title) => this.#handlers.onTitle(title));
    terminal.attachCustomKeyEventHandler((event) => this.#isForTerminal(event));
  }

  #broke(error) {
    console.warn(`The terminal broke and is made anew: ${error.message}`);
    const focused = this.#element.contains(document.activeElement);
    const { columns, rows } = this;
    this.#releaseWebgl();
    this.#terminal.dispose();
    this.#make({ columns, rows });
    this.shown(this.#isShown);
    if (focused) {
      this.focus();
    }
    this.#handlers.onBroken(error);
  }

  #suspect = (event) => this.#writes.suspect(event.error ?? new Error(event.message));

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

  #isForTerminal(event) {
    if (asksToFind(event, this.#terminal.buffer.active.type === 'alternate')) {
      event.preventDefault();
      this.#handlers.onFind();
      return false;
    }
    if (event.type === 'keydown' && event.shiftKey && event.key === 'PageUp' && isAtTop(this.#terminal)) {
      this.#handlers.onTop();
      return false;
    }
    return !this.#copiesOrPastes(event) && !this.#typed(event);
  }

  /** Ctrl+Shift+C copies, as in every terminal; Ctrl+Shift+V is left to the browser, whose paste xterm.js receives. */
  #copiesOrPastes(event) {
    if (!event.ctrlKey || !event.shiftKey || event.altKey || event.metaKey) {
      return false;
    }
    if (event.code !== 'KeyC') {
      return event.code === 'KeyV';
    }
    event.preventDefault();
    if (event.type === 'keydown' && this.#terminal.hasSelection()) {
      copy(this.#terminal.getSelection()).catch((error) => console.warn(`Nothing was copied: ${error.message}`));
    }
    return true;
  }

  /** Types what a key sends. @returns {boolean} false: it sends what xterm.js makes of it */
  #typed(event) {
    const data = this.#keyboard.data(event, this.#handlers.shiftEnter);
    if (data === null) {
      return false;
    }
    event.preventDefault();
    this.#terminal.input(data, isStroke(event));
    return true;
  }

  /** Before xterm.js hears of it, which would paste the text as it is. */
  #pasted(event) {
    event.preventDefault();
    event.stopPropagation();
    this.#handlers.onPaste(event.clipboardData?.getData('text/plain') ?? '');
  }

  #wheeled(event) {
    if (event.deltaY < 0 && !event.shiftKey && isAtTop(this.#terminal)) {
      this.#handlers.onTop();
    }
  }

  /** What is found is selected: it must not look like what somebody selected. */
  #repaint = () => {
    this.#terminal.options.minimumContrastRatio = leastContrast();
    this.#terminal.options.theme = this.#sought ? { ...palette(), ...presentMatchColors() } : palette();
  };
}

/** Pixels. */
function usualFontSize() {
  return matchMedia('(max-width: 640px)').matches ? 12 : 14;
}

function isWeb(uri) {
  return /^https?:\/\//i.test(uri);
}

/** Opens a link: http and https only, and without a way back to this page. */
export function follow(uri) {
  if (isWeb(uri)) {
    window.open(uri, '_blank', 'noopener,noreferrer');
  }
}
