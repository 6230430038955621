import { Connection } from './connection.js';
import { Input } from './input.js';
import { Output } from './output.js';
import { SUBPROTOCOL, Tag, ackFrame, inputFrame, resizeFrame, takeFrame, viewFrame } from './protocol.js';

/** Milliseconds without output after which what was parsed is acknowledged although 64 KiB are not full. */
const IDLE = 50;
/** A screen that breaks twice within these milliseconds breaks on the snapshot itself: then the page backs off before it tries again. */
const BROKEN_AGAIN_WITHIN = 10_000;

/**
 * This page's end of a session, over all its connections: no byte of output lost or shown twice, no key lost or typed twice;
 * knows nothing of xterm.js or elements. What it draws on is a screen:
 *
 *   screen.columns, screen.rows                      its size in cells
 *   screen.write(bytes, parsed)                      `parsed` is called when the terminal has them
 *   screen.restart(columns, rows, bytes, parsed)     as if new, of that size, after everything written before
 *   screen.resize(columns, rows)                     of that size, between what was written before and what comes behind
 */
export class Attachment {
  #address;
  #viewer;
  #screen;
  #clock;
  #connection;
  #onEvent;
  #input = new Input();
  #output = new Output();
  #parts = [];
  #visible = true;
  #focused = false;
  #fresh = true;
  #brokenAt = -Infinity;
  #cancelIdle = () => {};

  /**
   * @param {object} parts
   * @param {string} parts.address `ws:` or `wss:` of the session's channel, without a query
   * @param {{id: string, nextAttempt: () => number}} parts.viewer this page's
   * @param {object} parts.screen see above
   * @param {(url: string, subprotocol: string) => WebSocket} parts.open
   * @param {(state: object) => void} parts.onState see {@link Connection}
   * @param {(event: object) => void} parts.onEvent EVENTs as they come
   */
  constructor({ address, viewer, screen, open, clock, random, openFor, onState, onEvent }) {
    this.#address = address;
    this.#viewer = viewer;
    this.#screen = screen;
    this.#clock = clock;
    this.#onEvent = onEvent;
    this.#connection = new Connection({
      connect: () => open(this.#url(), SUBPROTOCOL),
      clock, random, openFor, onState,
      onFrame: (frame) => this.#received(frame),
    });
  }

  get state() {
    return this.#connection.state;
  }

  /** Connects, or tries again now after a stop: a login, a take-back. */
  resume() {
    this.#connection.resume();
  }

  /** Tries now if it only waits for time. */
  hurry() {
    this.#connection.hurry();
  }

  /** The browser says that the network is gone. */
  offline() {
    this.#connection.offline();
  }

  /** Keys that were typed while nobody is there to receive them. */
  get waitingKeys() {
    return this.#connection.state.name === 'connected' ? 0 : this.#input.keys;
  }

  /** Forgets them: they are not typed when the connection is back. */
  dropWaiting() {
    if (this.#connection.state.name !== 'connected') {
      this.#input.drop();
    }
  }

  /** Leaves the session, which runs on. */
  leave() {
    this.#cancelIdle();
    this.#connection.leave();
  }

  /** @param {Uint8Array} bytes @returns {boolean} false when too much waits to be sent already: nothing of it was taken */
  type(bytes) {
    const taken = this.#input.type(bytes);
    this.#flush();
    return taken;
  }

  /** @returns {boolean} false when nobody is there to hear it */
  resize(columns, rows) {
    return this.#connection.send(resizeFrame(columns, rows));
  }

  /** A size that the session does not know, while nobody is there to hear it: what is shown is no longer the session's, so the next connection asks for a snapshot. */
  resizeAlone(columns, rows) {
    const resuming = this.#connection.state.name === 'connecting' && !this.#fresh;
    if (!resuming && (columns !== this.#screen.columns || rows !== this.#screen.rows)) {
      this.#output.refuse();
      this.#screen.resize(columns, rows);
    }
  }

  take() {
    this.#connection.send(takeFrame());
  }

  /** The screen could not go on and was made anew: so is everything it showed, by a snapshot. */
  broken(reason) {
    const again = this.#clock.now() - this.#brokenAt < BROKEN_AGAIN_WITHIN;
    this.#brokenAt = this.#clock.now();
    this.#output = new Output();
    this.#cancelIdle();
    if (again) {
      this.#connection.abandon(reason);
      return;
    }
    this.#connection.renew(reason);
  }

  visible(visible) {
    this.#visible = visible;
    this.#tellView();
    this.#connection.visible(visible);
  }

  /** @param {boolean} focused keys go to this page's terminal */
  focused(focused) {
    if (focused !== this.#focused) {
      this.#focused = focused;
      this.#tellView();
    }
  }

  #tellView() {
    this.#connection.send(viewFrame(this.#visible, this.#focused));
  }

  #url() {
    const from = this.#output.from;
    this.#fresh = from === null;
    const query = new URLSearchParams({ viewer: this.#viewer.id, attempt: this.#viewer.nextAttempt(), cols: this.#screen.columns, rows: this.#screen.rows });
    if (!this.#fresh) {
      query.set('from', from);
    }
    return `${this.#address}?${query}`;
  }

  #received(frame) {
    switch (frame.tag) {
      case Tag.OUTPUT: return this.#outputReceived(frame);
      case Tag.SNAPSHOT: return this.#snapshotReceived(frame);
      case Tag.SNAPSHOT_PART: return this.#parts.push(frame.bytes);
      case Tag.INPUT_ACK: return this.#inputAcknowledged(frame.offset);
      case Tag.EVENT: return this.#happened(frame.event);
      default: return undefined;
    }
  }

  #happened(event) {
    if (event.type === 'hello') {
      this.#greeted(event);
    }
    if (event.type === 'size' && this.#output.receiveSize(event.number)) {
      this.#screen.resize(event.cols, event.rows);
    }
    this.#onEvent(event);
  }

  #greeted(hello) {
    this.#connection.established();
    this.#output.reconnected();
    this.#parts = [];
    if (this.#fresh && !this.#output.untouched) {
      this.#restart(null, this.#screen.columns, this.#screen.rows, new Uint8Array(0));
    }
    if (this.#fresh || hello.sizeNumber === undefined) { // an older keeper tells no size that changed meanwhile
      this.#screen.resize(hello.cols, hello.rows);
    }
    this.#tellView();
    this.#input.greeted(hello.input ?? 0);
    this.#flush();
  }

  #outputReceived({ offset, bytes }) {
    const fresh = this.#output.receive(offset, bytes);
    if (fresh === 'duplicate') {
      return;
    }
    if (fresh === 'gap') {
      this.#output.refuse();
      this.#connection.abandon(`output from ${offset} on leaves a gap`);
      return;
    }
    this.#screen.write(fresh.bytes, () => this.#parsed(fresh.end));
  }

  #snapshotReceived({ offset, columns, rows, bytes }) {
    const whole = joined([...this.#parts, bytes]);
    this.#parts = [];
    this.#restart(offset, columns, rows, whole);
  }

  #restart(offset, columns, rows, bytes) {
    this.#output.restart(offset);
    this.#screen.restart(columns, rows, bytes, () => {
      this.#output.restarted(offset);
      this.#acknowledgeSoon();
    });
  }

  #parsed(offset) {
    this.#output.parsed(offset);
    this.#acknowledgeSoon();
  }

  #acknowledgeSoon() {
    this.#acknowledge(false);
    this.#cancelIdle();
    this.#cancelIdle = this.#clock.after(IDLE, () => this.#acknowledge(true));
  }

  #acknowledge(idle) {
    if (this.#connection.state.name !== 'connected') {
      return;
    }
    const offset = this.#output.acknowledge(idle);
    if (offset !== null) {
      this.#connection.send(ackFrame(offset));
    }
  }

  #inputAcknowledged(offset) {
    this.#input.acknowledged(offset);
    this.#flush();
  }

  #flush() {
    while (this.#connection.state.name === 'connected') {
      const piece = this.#input.next();
      if (piece === null) {
        return;
      }
      this.#connection.send(inputFrame(piece.offset, piece.bytes));
    }
  }
}

function joined(parts) {
  if (parts.length === 1) {
    return parts[0];
  }
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
