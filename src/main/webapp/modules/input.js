import { WINDOW_BYTES } from './protocol.js';

/** Bytes of one INPUT frame: a paste must not make one huge frame that delays a PING behind it. */
const FRAME_BYTES = 16 * 1024;
/** Bytes that wait in the page while nothing gets through. A paste beyond it is refused whole, never cut. */
export const PENDING_LIMIT_BYTES = 16 * 1024 * 1024;

/**
 * What was typed and is not yet known to have reached the PTY, numbered by byte; knows nothing of keys or sockets.
 *
 *    #base              #sent               #end
 *      | sent, not acknowledged | not yet sent |
 *
 * The session drops what it already received, so everything from its `input` on may be sent again: no key is lost and none doubled.
 */
export class Input {
  #chunks = [];
  #base = 0;
  #sent = 0;
  #end = 0;
  #greeted = false;

  /** Bytes typed and not acknowledged. */
  get pending() {
    return this.#end - this.#base;
  }

  /** What was typed and is not acknowledged, counted as it came: a key each, a paste as one. */
  get keys() {
    return this.#chunks.length;
  }

  /** Forgets what waits, while nobody is connected. Of what was sent and not acknowledged, the session may have some already. The next greeting gives new numbers. */
  drop() {
    this.#chunks = [];
    this.#renumber(this.#base);
    this.#greeted = false;
  }

  /** @returns {boolean} false when too much waits already; nothing of it was taken then */
  type(bytes) {
    if (bytes.length > PENDING_LIMIT_BYTES - this.pending) {
      return false;
    }
    if (bytes.length > 0) {
      this.#chunks.push(bytes);
      this.#end += bytes.length;
    }
    return true;
  }

  /**
   * A session said how many bytes of this viewer it has; everything from there on is to be sent again.
   *
   * At the first greeting what waits has no number yet and gets its own from there. A number below what was acknowledged comes from a session that
   * forgot this viewer: the same holds. A number above all that we sent comes from another page with this viewer's id (a duplicated tab): whether what
   * waits here arrived before that page wrote cannot be known, and a command run twice is worse than one to type again, so it is dropped.
   */
  greeted(offset) {
    if (!this.#greeted || offset < this.#base) {
      this.#renumber(offset);
    }
    if (offset > this.#end) {
      this.#chunks = [];
      this.#renumber(offset);
    }
    this.#greeted = true;
    this.acknowledged(offset);
    this.#sent = this.#base;
  }

  /** The PTY has everything below that offset. */
  acknowledged(offset) {
    let surplus = Math.min(offset, this.#end) - this.#base;
    while (surplus > 0) {
      const first = this.#chunks[0];
      const dropped = Math.min(first.length, surplus);
      if (dropped === first.length) {
        this.#chunks.shift();
      } else {
        this.#chunks[0] = first.subarray(dropped);
      }
      this.#base += dropped;
      surplus -= dropped;
    }
    this.#sent = Math.max(this.#sent, this.#base);
  }

  /** Takes the next frame's worth that the window allows; null when there is none. Nothing leaves before a greeting. @returns {{offset: number, bytes: Uint8Array} | null} */
  next() {
    const room = WINDOW_BYTES - (this.#sent - this.#base);
    const length = Math.min(FRAME_BYTES, room, this.#end - this.#sent);
    if (!this.#greeted || length <= 0) {
      return null;
    }
    const offset = this.#sent;
    this.#sent += length;
    return { offset, bytes: this.#slice(offset - this.#base, length) };
  }

  #renumber(base) {
    const pending = this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    this.#base = base;
    this.#sent = base;
    this.#end = base + pending;
  }

  #slice(from, length) {
    const bytes = new Uint8Array(length);
    let skipped = from;
    let filled = 0;
    for (const chunk of this.#chunks) {
      if (filled === length) {
        break;
      }
      if (skipped >= chunk.length) {
        skipped -= chunk.length;
        continue;
      }
      const part = chunk.subarray(skipped, skipped + length - filled);
      bytes.set(part, filled);
      filled += part.length;
      skipped = 0;
    }
    return bytes;
  }
}
