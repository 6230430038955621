/**
 * The bytes of longshell.v1 on the page's side, built and read; knows nothing of sockets, terminals or what a frame is for.
 *
 *            0     1              9            11           13
 *  INPUT     | tag | u64 offset   | bytes ...
 *  OUTPUT    | tag | u64 offset   | bytes ...
 *  SNAPSHOT  | tag | u64 offset   | u16 columns | u16 rows | bytes ...
 *  SNAPSHOT_PART
 *            | tag | bytes ...
 *  RESIZE    | tag | u16 columns | u16 rows |
 *  ACK, INPUT_ACK, PING, PONG
 *            | tag | u64          |
 *  VIEW      | tag | u8 |
 *  TAKE      | tag |
 *  EVENT     | tag | UTF-8 JSON ...
 *
 * Integers are big-endian. Offsets are byte counts; a JavaScript number holds them exactly up to 2^53, which is 285 years of a session at 1 MB/s.
 */
export const SUBPROTOCOL = 'longshell.v1';

export const Tag = Object.freeze({
  INPUT: 0x01, RESIZE: 0x02, ACK: 0x03, PING: 0x04, VIEW: 0x05, TAKE: 0x07,
  OUTPUT: 0x81, SNAPSHOT: 0x82, INPUT_ACK: 0x83, PONG: 0x84, EVENT: 0x85, SNAPSHOT_PART: 0x86,
});

/** Bytes that a viewer may leave unacknowledged, either way. */
export const WINDOW_BYTES = 256 * 1024;
/** Bytes of output after which an acknowledgement is due. */
export const ACK_EVERY_BYTES = 64 * 1024;
/** Cells; what the other side clamps to as well. */
export const MAX_COLUMNS = 1000;
export const MAX_ROWS = 500;

const NUMBER_BYTES = 9;
const SNAPSHOT_HEADER_BYTES = 13;

/** A frame that cannot be read: truncated, or an offset beyond 2^53. */
export class MalformedFrame extends Error {
  constructor(message) {
    super(message);
    this.name = 'MalformedFrame';
  }
}

export function inputFrame(offset, bytes) {
  const frame = numberFrame(Tag.INPUT, offset, bytes.length);
  frame.set(bytes, NUMBER_BYTES);
  return frame;
}

export function resizeFrame(columns, rows) {
  const frame = new Uint8Array(5);
  const view = new DataView(frame.buffer);
  view.setUint8(0, Tag.RESIZE);
  view.setUint16(1, clamp(columns, MAX_COLUMNS));
  view.setUint16(3, clamp(rows, MAX_ROWS));
  return frame;
}

/** This viewer drives from now on. */
export function takeFrame() {
  return Uint8Array.of(Tag.TAKE);
}

/** @param {number} offset output parsed up to here */
export function ackFrame(offset) {
  return numberFrame(Tag.ACK, offset, 0);
}

export function pingFrame(number) {
  return numberFrame(Tag.PING, number, 0);
}

/** @param {boolean} visible @param {boolean} focused keys go to it: a visible one only */
export function viewFrame(visible, focused = true) {
  const looks = focused ? 1 : 2;
  return Uint8Array.of(Tag.VIEW, visible ? looks : 0);
}

/**
 * Reads a frame that a session sent.
 *
 * @param {ArrayBuffer} buffer one WebSocket message
 * @returns {{tag: number, offset?: number, number?: number, columns?: number, rows?: number, bytes?: Uint8Array, event?: object} | null}
 *          null for a tag that this build does not know: it is skipped, that is how v1 grows
 * @throws {MalformedFrame}
 */
export function read(buffer) {
  if (buffer.byteLength < 1) {
    throw new MalformedFrame('an empty frame');
  }
  const view = new DataView(buffer);
  const reader = READERS.get(view.getUint8(0));
  return reader ? reader(view, buffer) : null;
}

const READERS = new Map([
  [Tag.OUTPUT, (view, buffer) => ({ tag: Tag.OUTPUT, offset: numberOf(view), bytes: new Uint8Array(buffer, NUMBER_BYTES) })],
  [Tag.SNAPSHOT, readSnapshot],
  [Tag.SNAPSHOT_PART, (view, buffer) => ({ tag: Tag.SNAPSHOT_PART, bytes: new Uint8Array(buffer, 1) })],
  [Tag.INPUT_ACK, (view) => ({ tag: Tag.INPUT_ACK, offset: numberOf(view) })],
  [Tag.PONG, (view) => ({ tag: Tag.PONG, number: numberOf(view) })],
  [Tag.EVENT, readEvent],
]);

function readSnapshot(view, buffer) {
  if (view.byteLength < SNAPSHOT_HEADER_BYTES) {
    throw new MalformedFrame(`a SNAPSHOT of ${view.byteLength} bytes`);
  }
  return {
    tag: Tag.SNAPSHOT,
    offset: numberOf(view),
    columns: view.getUint16(9),
    rows: view.getUint16(11),
    bytes: new Uint8Array(buffer, SNAPSHOT_HEADER_BYTES),
  };
}

function readEvent(view, buffer) {
  const text = new TextDecoder().decode(new Uint8Array(buffer, 1));
  try {
    return { tag: Tag.EVENT, event: JSON.parse(text) };
  } catch (error) {
    throw new MalformedFrame(`an EVENT that is no JSON (${error.message}): ${text.slice(0, 80)}`);
  }
}

function numberOf(view) {
  if (view.byteLength < NUMBER_BYTES) {
    throw new MalformedFrame(`tag ${view.getUint8(0).toString(16)} with ${view.byteLength} bytes`);
  }
  const number = view.getUint32(1) * 0x100000000 + view.getUint32(5);
  if (!Number.isSafeInteger(number)) {
    throw new MalformedFrame(`a number beyond 2^53 behind tag ${view.getUint8(0).toString(16)}`);
  }
  return number;
}

function numberFrame(tag, number, payloadBytes) {
  const frame = new Uint8Array(NUMBER_BYTES + payloadBytes);
  const view = new DataView(frame.buffer);
  view.setUint8(0, tag);
  view.setUint32(1, Math.floor(number / 0x100000000));
  view.setUint32(5, number >>> 0);
  return frame;
}

function clamp(cells, most) {
  return Math.max(1, Math.min(most, Math.floor(cells) || 1));
}
