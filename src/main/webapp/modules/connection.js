import { Backoff, GOOD_AFTER } from './backoff.js';
import { Tag, pingFrame, read } from './protocol.js';

/** Milliseconds between PINGs while the page is visible. */
const PING_EVERY = 10_000;
/** Milliseconds without a single frame after which the connection counts as lost: two PINGs without an answer. */
const SILENCE_LIMIT = 20_000;
/** Milliseconds for an answer once the browser says that the network is gone: it errs, above all about loopback. */
const OFFLINE_LIMIT = 2_000;
/** WebSocket.OPEN (WHATWG WebSockets, section 3.1). */
const OPEN = 1;

/** Close codes after which trying again is pointless or not ours to decide; all others are tried again. */
const FINAL = new Map([[1000, 'ended'], [4400, 'stopped'], [4401, 'login'], [4403, 'stopped'], [4404, 'stopped'], [4409, 'taken']]);
/** Close codes whose reason may carry milliseconds to wait. */
const ASKED = new Set([1012, 4429, 4503]);

/**
 * One socket at a time to a session, and when to try the next; knows nothing of terminals, offsets or elements.
 *
 *   connecting --hello--> connected --lost--> waiting --time, online, visible, now--> connecting
 *        |                                       |
 *        +--fails 5 times in a row--> breaker ---+        ended, stopped, login, taken: until resume()
 *
 * States are told as objects with a `name`; `until` is in the clock's milliseconds, `roundTrip` in milliseconds or null.
 */
export class Connection {
  #connect;
  #clock;
  #backoff;
  #onFrame;
  #onState;
  #socket = null;
  #state = { name: 'idle' };
  #visible = true;
  #openedAt = null;
  #heardAt = 0;
  #pings = { number: 0, sentAt: null };
  #cancelTry = () => {};
  #cancelPing = () => {};
  #cancelSilence = () => {};

  /**
   * @param {object} world
   * @param {() => WebSocket} world.connect opens a socket for binary messages
   * @param {{now: () => number, after: (milliseconds: number, action: () => void) => (() => void)}} world.clock `after` gives its cancellation
   * @param {() => number} world.random in [0, 1)
   * @param {number} world.openFor milliseconds that the breaker stays open
   * @param {(frame: object) => void} world.onFrame every frame but PONG; throws MalformedFrame for one that it cannot use
   * @param {(state: object) => void} world.onState
   */
  constructor({ connect, clock, random, openFor, onFrame, onState }) {
    this.#connect = connect;
    this.#clock = clock;
    this.#backoff = new Backoff(random, openFor);
    this.#onFrame = onFrame;
    this.#onState = onState;
  }

  get state() {
    return this.#state;
  }

  /** Tries now, whatever it waited for. Nothing happens to a connection that lives. */
  resume() {
    if (this.#socket === null) {
      this.#try();
    }
  }

  /** Tries now if it only waits for time: the network came back, the page became visible, somebody pressed "now". */
  hurry() {
    if (this.#state.name === 'waiting' || this.#state.name === 'breaker') {
      this.#try();
    }
  }

  /** The browser says that the network is gone. A connection that does not answer soon is lost then; one that does lives on. */
  offline() {
    if (this.#state.name !== 'connected' || !this.#visible) {
      return;
    }
    this.#tell({ name: 'connected', roundTrip: null, offline: true });
    this.#ping();
    const since = this.#clock.now();
    this.#cancelSilence();
    this.#cancelSilence = this.#clock.after(OFFLINE_LIMIT, () => {
      if (this.#heardAt > since) {
        this.#expectWithin(SILENCE_LIMIT);
        return;
      }
      this.#drop(4000, 'offline');
      this.#lost('the network is gone');
    });
  }

  /** The session greeted: the connection is one. */
  established() {
    this.#tell({ name: 'connected', roundTrip: null });
    this.#ping();
  }

  /** Leaves the session; no further try. */
  leave() {
    this.#drop(1000, 'left');
    this.#tell({ name: 'ended', code: 1000, reason: '' });
  }

  /** Ends this connection as if it had been lost; the next one begins anew. */
  abandon(reason) {
    this.#drop(4400, reason);
    this.#lost(reason);
  }

  /** Ends this connection and begins the next at once. */
  renew(reason) {
    this.#drop(1000, reason);
    this.#try();
  }

  /** @returns {boolean} false when nobody is there to receive it */
  send(frame) {
    if (this.#state.name !== 'connected' || this.#socket.readyState !== OPEN) {
      return false;
    }
    this.#socket.send(frame);
    return true;
  }

  /** A hidden page neither pings nor concludes anything from silence: browsers throttle its timers. */
  visible(visible) {
    this.#visible = visible;
    if (!visible) {
      this.#cancelPing();
      this.#cancelSilence();
      return;
    }
    this.hurry();
    if (this.#state.name === 'connected') {
      this.#listen();
      this.#ping();
    }
  }

  #try() {
    this.#cancelTry();
    this.#openedAt = null;
    this.#tell({ name: 'connecting' });
    const socket = this.#connect();
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.#ofPresent(socket, () => { this.#openedAt = this.#clock.now(); });
    socket.onmessage = (message) => this.#ofPresent(socket, () => this.#heard(message.data));
    socket.onclose = (close) => this.#ofPresent(socket, () => this.#closed(close.code, close.reason));
    this.#listen();
  }

  /** What a socket says that was given up counts no more. */
  #ofPresent(socket, action) {
    if (this.#socket === socket) {
      action();
    }
  }

  #heard(data) {
    this.#heardAt = this.#clock.now();
    try {
      const frame = read(data);
      if (frame?.tag === Tag.PONG) {
        this.#ponged(frame.number);
        return;
      }
      if (frame !== null) {
        this.#onFrame(frame);
      }
    } catch (error) {
      if (error.name !== 'MalformedFrame') {
        throw error;
      }
      this.abandon(error.message);
    }
  }

  #closed(code, reason) {
    this.#silence();
    const name = FINAL.get(code);
    if (name) {
      this.#tell({ name, code, reason });
      return;
    }
    const asked = ASKED.has(code) ? /\d+/.exec(reason) : null;
    if (asked) {
      this.#wait(this.#backoff.asked(Number(asked[0])), code, reason);
      return;
    }
    this.#lost(reason, code);
  }

  #lost(reason, code = 1006) {
    const good = this.#openedAt !== null && this.#clock.now() - this.#openedAt >= GOOD_AFTER;
    this.#wait(good ? this.#backoff.lost() : this.#backoff.failed(), code, reason);
  }

  #wait({ wait, open }, code, reason) {
    this.#cancelTry = this.#clock.after(wait, () => this.#try());
    const opened = this.#openedAt !== null;
    this.#tell({ name: open ? 'breaker' : 'waiting', until: this.#clock.now() + wait, code, reason, opened, failures: this.#backoff.failures });
  }

  #listen() {
    this.#heardAt = this.#clock.now();
    this.#expectWithin(SILENCE_LIMIT);
  }

  #expectWithin(milliseconds) {
    this.#cancelSilence();
    this.#cancelSilence = this.#clock.after(milliseconds, () => {
      const silent = this.#clock.now() - this.#heardAt;
      if (silent < SILENCE_LIMIT) {
        this.#expectWithin(SILENCE_LIMIT - silent);
        return;
      }
      this.#drop(4000, 'silent');
      this.#lost(`nothing heard for ${Math.round(silent / 1000)} s`);
    });
  }

  #ping() {
    this.#cancelPing();
    if (!this.#visible) {
      return;
    }
    this.#pings = { number: this.#pings.number + 1, sentAt: this.#clock.now() };
    this.send(pingFrame(this.#pings.number));
    this.#cancelPing = this.#clock.after(PING_EVERY, () => this.#ping());
  }

  #ponged(number) {
    if (number === this.#pings.number && this.#state.name === 'connected') {
      this.#tell({ name: 'connected', roundTrip: this.#clock.now() - this.#pings.sentAt });
    }
  }

  #drop(code, reason) {
    const socket = this.#socket;
    this.#silence();
    socket?.close(code, reason.slice(0, 100));
  }

  #silence() {
    this.#socket = null;
    this.#cancelTry();
    this.#cancelPing();
    this.#cancelSilence();
  }

  #tell(state) {
    this.#state = state;
    this.#onState(state);
  }
}
