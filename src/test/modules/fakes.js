/** A world for the page's modules without a browser: a clock that moves when told, sockets that say what they are told, chance from a seed. */

/** Timers fire in order as {@link advance} passes them. */
export class FakeClock {
  #now = 0;
  #timers = new Set();

  now() {
    return this.#now;
  }

  after(milliseconds, action) {
    const timer = { at: this.#now + milliseconds, action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  advance(milliseconds) {
    const end = this.#now + milliseconds;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#timers.delete(next);
      this.#now = next.at;
      next.action();
    }
    this.#now = end;
  }

  #next(end) {
    return [...this.#timers].filter((timer) => timer.at <= end).sort((one, other) => one.at - other.at)[0];
  }
}

/** One WebSocket, seen from the server's side by what the test calls. */
export class FakeSocket {
  readyState = 0;
  sent = [];
  closedWith = null;

  constructor(url) {
    this.url = new URL(url);
  }

  open() {
    this.readyState = 1;
    this.onopen();
  }

  /** The server sends a frame. */
  receive(frame) {
    this.onmessage({ data: frame.buffer });
  }

  /** The connection ends, as the browser tells it. */
  end(code, reason = '') {
    this.readyState = 3;
    this.onclose({ code, reason });
  }

  send(frame) {
    this.sent.push(frame);
  }

  close(code, reason) {
    this.readyState = 2;
    this.closedWith = { code, reason };
  }

  sentOf(tag) {
    return this.sent.filter((frame) => frame[0] === tag);
  }
}

/** Numbers in [0, 1) that a seed repeats: mulberry32, by Tommy Ettinger (public domain). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The server's frames, built independently of the page's codec. */
export const server = Object.freeze({
  output: (offset, bytes) => framed(0x81, offset, bytes),
  snapshot(offset, columns, rows, bytes = new Uint8Array(0)) {
    const frame = framed(0x82, offset, new Uint8Array([columns >> 8, columns & 255, rows >> 8, rows & 255, ...bytes]));
    return frame;
  },
  snapshotPart: (bytes) => Uint8Array.of(0x86, ...bytes),
  inputAck: (offset) => framed(0x83, offset, new Uint8Array(0)),
  pong: (number) => framed(0x84, number, new Uint8Array(0)),
  event: (event) => Uint8Array.of(0x85, ...new TextEncoder().encode(JSON.stringify(event))),
  hello: (members) => server.event({ type: 'hello', cols: 80, rows: 24, role: 'driver', input: 0, offset: 0, end: 0, state: 'running', ...members }),
});

function framed(tag, number, bytes) {
  const frame = new Uint8Array(9 + bytes.length);
  frame[0] = tag;
  new DataView(frame.buffer).setBigUint64(1, BigInt(number));
  frame.set(bytes, 9);
  return frame;
}

/** The number behind a frame's tag. */
export function numberIn(frame) {
  return Number(new DataView(frame.buffer, frame.byteOffset).getBigUint64(1));
}
