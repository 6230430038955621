import { Attachment } from './attachment.js';
import { Audience } from './audience.js';
import { copyForProgram } from './clipboard.js';
import { clock } from './clock.js';
import { isEnter } from './keyboard.js';
import { keyOfBar, modified } from './keys.js';
import { News } from './news.js';
import { PasteConsent, askToPaste, pastable } from './paste.js';
import { Screen } from './terminal.js';
import { visible } from './visible.js';

/** Milliseconds that a window's size must hold before the session follows: a drag is one RESIZE, not sixty. */
const SETTLE = 80;
/** Milliseconds that a bell is seen. */
const RING = 150;

/** What Claude's own set-up of a terminal gives Shift+Enter: its prompt begins a new line, and is not sent. */
const NEW_LINE_OF_PROMPT = '\x1b\r';

/** Reports of the mouse (X10 and SGR) and of the focus (xterm's ctlseqs), which nobody typed. */
const isReport = (data) => /^\x1b\[(?:M|<|[IO]$)/.test(data);

/** One session on this page: its screen, its attachment and whose size it has; knows nothing of the list beside it. */
export class Pane {
  #host;
  #encoder = new TextEncoder();
  #screen;
  #attachment;
  #cancelFit = () => {};
  #cancelRing = () => {};
  #shown = false;
  #toldThatItWatches = false;
  #consent = new PasteConsent(askToPaste);
  exit = null;
  audience = new Audience();
  title = '';
  cwd = '';
  news = new News(clock.now);

  /**
   * @param {Screen} screen in its element; opened here unless it is
   * @param {object} options
   * @param {string} options.kind of the session: terminal or claude
   * @param {string} options.address of the channel
   * @param {object} options.viewer see {@link Attachment}
   * @param {number} options.openFor milliseconds that the breaker stays open
   * @param {(url: string, subprotocol: string) => WebSocket} [options.open] where a login is not enough
   * @param {object} options.host `changed()`, `restart()`, `refused(message)`, `explain(message)`, `link(uri)`, `find()`, `top()`, `said({title, body})` and `modifiers`, the key bar's: `take()` gives {ctrl, alt} and releases them
   */
  constructor(screen, { kind, address, viewer, openFor, open = (url, subprotocol) => new WebSocket(url, subprotocol), host }) {
    this.element = screen.element;
    this.#host = host;
    this.#screen = screen;
    screen.serve({
      shiftEnter: kind === 'claude' ? NEW_LINE_OF_PROMPT : null,
      onData: (data) => this.#typed(data),
      onFocus: (focused) => this.#attachment.focused(focused),
      onPaste: (text) => this.#pasted(text),
      onBinary: (bytes) => this.#send(bytes),
      onTitle: (title) => this.#titled(title),
      onSized: () => host.changed(),
      onLink: (uri) => host.link(uri),
      onFind: () => host.find(),
      onTop: () => host.top(),
      onBroken: (error) => this.#attachment.broken(error.message),
    });
    this.#attachment = new Attachment({
      address, viewer, clock, openFor, open,
      screen,
      random: Math.random,
      onState: () => host.changed(),
      onEvent: (event) => this.#happened(event),
    });
    if (!screen.isOpen) {
      if (Screen.knowsSize) {
        this.#attachment.resume(); // the connection is made while the terminal is; its frames find one
      }
      screen.open();
    }
    new ResizeObserver(() => this.#fitSoon()).observe(this.element);
  }

  get state() {
    return this.#attachment.state;
  }

  get columns() {
    return this.#screen.columns;
  }

  get rows() {
    return this.#screen.rows;
  }

  /** Where text can be found; see {@link Find}. */
  get screen() {
    return this.#screen;
  }

  get applicationCursor() {
    return this.#screen.applicationCursor;
  }

  /** See {@link Screen}. */
  dataOfKey(event) {
    return this.#screen.dataOfKey(event);
  }

  /** Whether somebody has it before them. */
  get looked() {
    return this.#shown && !document.hidden;
  }

  /** Shows this pane, and attaches at the first time: only then it has a size to ask for. */
  show() {
    this.#shown = true;
    this.element.hidden = false;
    this.#screen.shown(true);
    this.#fit();
    if (this.state.name === 'idle') {
      this.#attachment.resume();
    }
    this.pageVisible(!document.hidden);
    this.#screen.focus();
  }

  hide() {
    this.#shown = false;
    this.element.hidden = true;
    this.#screen.shown(false);
    this.pageVisible(false);
  }

  /** A pane that nobody sees is in the background, whether its page is hidden or another pane is before it. */
  pageVisible(visible) {
    this.#attachment.visible(visible && this.#shown);
    if (this.looked) {
      this.news.seen();
      this.#host.changed();
    }
  }

  /** See {@link Attachment}. */
  offline() {
    this.#attachment.offline();
  }

  get waitingKeys() {
    return this.#attachment.waitingKeys;
  }

  dropWaiting() {
    this.#attachment.dropWaiting();
    this.#host.changed();
    this.focus();
  }

  hurry() {
    this.#attachment.hurry();
  }

  resume() {
    this.#attachment.resume();
  }

  focus() {
    this.#screen.focus();
  }

  /** Sends a key of the key bar. */
  press(sequence) {
    this.#send(this.#encoder.encode(sequence));
  }

  dispose() {
    this.#cancelFit();
    this.#attachment.leave();
    this.#screen.dispose();
    this.element.remove();
  }

  /** This page drives from now on, as if somebody had typed in it. */
  take() {
    this.#attachment.take();
    this.focus();
  }

  /** Tells which size fills this pane's element. The session takes it while this page drives, and says so; the terminal of another's size is made smaller to be seen whole. */
  #fit() {
    const size = this.#shown ? this.#screen.fitting() : null;
    if (size === null) {
      return;
    }
    const alone = !this.#attachment.resize(size.columns, size.rows);
    if (alone && this.audience.drives) {
      this.#attachment.resizeAlone(size.columns, size.rows);
    }
    this.#screen.squeeze(!this.audience.drives);
  }

  #fitSoon() {
    this.#cancelFit();
    this.#cancelFit = clock.after(SETTLE, () => this.#fit());
  }

  #typed(data) {
    if (this.exit) {
      if (isEnter(data)) {
        this.#host.restart();
      }
      return;
    }
    if (!this.audience.mayType) {
      this.#tellThatItWatches(data);
      return;
    }
    const held = this.#host.modifiers.take();
    const isHeld = (held.ctrl || held.alt) && [...data].length === 1;
    this.#send(this.#encoder.encode((isHeld ? this.#screen.dataOfKey(keyOfBar(data, held)) : null) ?? modified(data, held)));
  }

  /** Says once why nothing happens. A pointer that moves over a program's screen, or a focus that goes, asks nothing. */
  #tellThatItWatches(data) {
    if (!this.#toldThatItWatches && !isReport(data)) {
      this.#toldThatItWatches = true;
      this.#host.explain('You watch this session. What you type is not sent.');
    }
  }

  async #pasted(text) {
    if (this.exit) {
      return;
    }
    if (!this.audience.mayType) {
      this.#tellThatItWatches(text);
      return;
    }
    const harmless = pastable(text);
    if (await this.#consent.allows(harmless, this.#screen.bracketedPaste)) {
      this.#screen.paste(harmless);
    }
    this.focus();
  }

  #send(bytes) {
    if (!this.exit && this.audience.mayType && !this.#attachment.type(bytes)) {
      this.#host.refused('That is too much to send at once while the connection is busy. Nothing of it was typed.');
    }
    if (this.waitingKeys > 0) {
      this.#host.changed();
    }
  }

  #happened(event) {
    const said = this.news.heard(event, this.looked);
    if (said) {
      this.#host.said(said);
    }
    this.#heard(event);
    this.#host.changed();
  }

  #heard(event) {
    switch (event.type) {
      case 'hello': return this.#greeted(event);
      case 'viewers': return this.#joined(event);
      case 'title': return this.#titled(event.title ?? '');
      case 'cwd': return this.#moved(event.cwd ?? '');
      case 'bell': return this.#ring();
      case 'clipboard': return this.#copy(event.text ?? '');
      case 'auth': return this.#host.loginEnds();
      case 'exit':
      case 'lost': return this.#ended(event);
      default: return undefined;
    }
  }

  /** The size that this page had in its query was that of a window as it was then. */
  #greeted(hello) {
    this.#forget();
    this.audience.greeted(hello);
    if (hello.state === 'running') {
      this.#fit();
    }
  }

  #joined(event) {
    const drove = this.audience.drives;
    this.audience.told(event);
    if (drove !== this.audience.drives) {
      this.#fit();
    }
  }

  #titled(title) {
    this.title = visible(title);
    this.#host.changed();
  }

  /** What is in force follows the greeting. */
  #forget() {
    this.title = '';
    this.cwd = '';
    this.news.progress = null;
  }

  #moved(cwd) {
    this.cwd = cwd;
  }

  /** Seen, not heard. */
  #ring() {
    this.element.classList.add('rings');
    this.#cancelRing();
    this.#cancelRing = clock.after(RING, () => this.element.classList.remove('rings'));
  }

  /** Whoever only watches gets nothing into their clipboard. */
  async #copy(base64) {
    if (this.looked && this.audience.mayType) {
      await copyForProgram(base64).catch((error) => console.info(`A program's text was not copied: ${error.message}`));
    }
  }

  #ended(event) {
    this.exit = event;
    this.#host.changed();
  }
}
