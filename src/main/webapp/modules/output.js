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
  #restarts = 0;
  #refused = false;
  #sizeNumber = 0;

  /**
   * From where a new connection continues: the end of what was parsed, or, while a restart waits for its turn, the end of what stands in line behind it.
   * null: a snapshot is wanted.
   */
  get from() {
    if (this.#refused) {
      return null;
    }
    return this.#restarts > 0 ? this.#received : this.#parsed;
  }

  /** Whether nothing ever came: what is shown is as new. */
  get untouched() {
    return this.#received === null && this.#restarts === 0 && this.#parsed === null;
  }

  /**
   * What of an OUTPUT is new. The very first one, or the first after a restart without an offset, starts where it starts.
   *
   * @returns {{bytes: Uint8Array, end: number} | 'duplicate' | 'gap'} bytes without what was received before
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
    this.#received = end;
    return { bytes: fresh, end };
  }

  /** A change of size, in its place among the OUTPUTs. @param {number | undefined} number of an older keeper's: none @returns {boolean} whether it is new */
  receiveSize(number) {
    if (number <= this.#sizeNumber) {
      return false;
    }
    this.#sizeNumber = number ?? this.#sizeNumber;
    return true;
  }

  /** A SNAPSHOT stands for everything below that offset: the next OUTPUT starts there. @param {number | null} offset null: wherever it starts */
  restart(offset) {
    this.#refused = false;
    this.#restarts += 1;
    this.#received = offset;
  }

  /** The terminal has done a restart; what it parsed before counted under the old one. */
  restarted(offset) {
    this.#restarts -= 1;
    if (this.#restarts === 0) {
      this.#parsed = offset;
    }
  }

  /** The terminal has parsed everything below that offset. */
  parsed(offset) {
    if (this.#restarts === 0) {
      this.#parsed = offset;
    }
  }

  /** After a gap, or when what is shown is not what came: the next connection asks for a snapshot. */
  refuse() {
    this.#refused = true;
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
}
