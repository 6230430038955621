import { ACK_EVERY_BYTES } from './protocol.js';

/**
 * How far a session's output was received, parsed and acknowledged, by absolute byte offset; knows nothing of terminals or sockets.
 *
 * Received bytes are idempotent by offset: an overlap is trimmed, a duplicate dropped, a gap refused.
 */
export class Output {
  #received = null;
  #parsed = null;
  #acknowledged = 0;
  #seen = 0;

  /** From where a new connection continues: the end of what was parsed; null: nothing yet, so a snapshot. */
  get from() {
    return this.#parsed;
  }

  /** The highest offset that any connection ever delivered: what lies below was shown before and must not be answered again. */
  get seen() {
    return this.#seen;
  }

  /**
   * What of an OUTPUT is new. The very first one, or the first after {@link forget}, starts where it starts.
   *
   * @returns {{bytes: Uint8Array, start: number, end: number} | 'duplicate' | 'gap'} bytes without what was received before
   */
  receive(offset, bytes) {
    const end = offset + bytes.length;
    const start = this.#received ?? offset;
    if (offset > start) {
      return 'gap';
    }
    if (end <= start) {
      return 'duplicate';
    }
    const fresh = bytes.subarray(start - offset);
    this.#advance(end);
    return { bytes: fresh, start, end };
  }

  /** A SNAPSHOT stands for everything below that offset: the next OUTPUT starts there. */
  restart(offset) {
    this.#received = offset;
    this.#seen = Math.max(this.#seen, offset);
  }

  /** The terminal has parsed everything below that offset. */
  parsed(offset) {
    this.#parsed = offset;
  }

  /** After a gap: the next connection asks for a snapshot. */
  forget() {
    this.#received = null;
    this.#parsed = null;
  }

  /** A new connection knows of no acknowledgement. */
  reconnected() {
    this.#acknowledged = this.#parsed ?? 0;
  }

  /** @param {boolean} idle nothing came for a moment @returns {number | null} the offset to acknowledge now; null when none is due */
  acknowledge(idle) {
    if (this.#parsed === null || this.#parsed <= this.#acknowledged) {
      return null;
    }
    if (!idle && this.#parsed - this.#acknowledged < ACK_EVERY_BYTES) {
      return null;
    }
    this.#acknowledged = this.#parsed;
    return this.#parsed;
  }

  #advance(end) {
    this.#received = end;
    this.#seen = Math.max(this.#seen, end);
  }
}
