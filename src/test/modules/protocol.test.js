import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MalformedFrame, Tag, ackFrame, inputFrame, pingFrame, read, resizeFrame, viewFrame } from '../../main/webapp/modules/protocol.js';
import { server } from './fakes.js';

const hex = (bytes) => Buffer.from(bytes).toString('hex');

test('framesHaveTheBytesOfTheProtocolPage', () => {
  assert.equal(hex(inputFrame(258, new TextEncoder().encode('ls\r'))), '010000000000000102' + '6c730d');
  assert.equal(hex(resizeFrame(120, 32)), '0200780020');
  assert.equal(hex(ackFrame(2 ** 32 + 5)), '030000000100000005');
  assert.equal(hex(pingFrame(7)), '040000000000000007');
  assert.equal(hex(viewFrame(true)), '0501');
  assert.equal(hex(viewFrame(false)), '0500');
  assert.equal(hex(viewFrame(true, false)), '0502');
  assert.equal(hex(viewFrame(false, false)), '0500');
});

test('sizesAreClampedToWhatATerminalMayBe', () => {
  assert.equal(hex(resizeFrame(0, 100_000)), '02000101f4');
  assert.equal(hex(resizeFrame(Number.NaN, -3)), '0200010001');
  assert.equal(hex(resizeFrame(100_000, 1)), '0203e80001');
});

test('readsWhatASessionSends', () => {
  const bytes = Uint8Array.of(1, 2, 3);
  assert.deepEqual(read(server.output(2 ** 40, bytes).buffer), { tag: Tag.OUTPUT, offset: 2 ** 40, bytes });
  assert.deepEqual(read(server.snapshot(9, 1000, 500, bytes).buffer), { tag: Tag.SNAPSHOT, offset: 9, columns: 1000, rows: 500, bytes });
  assert.deepEqual(read(server.inputAck(12).buffer), { tag: Tag.INPUT_ACK, offset: 12 });
  assert.deepEqual(read(server.pong(3).buffer), { tag: Tag.PONG, number: 3 });
  assert.deepEqual(read(server.event({ type: 'title', title: 'größer' }).buffer), { tag: Tag.EVENT, event: { type: 'title', title: 'größer' } });
});

test('skipsTagsThatItDoesNotKnow', () => {
  assert.equal(read(Uint8Array.of(0x90, 1, 2).buffer), null);
});

test('refusesWhatIsTruncatedOrBeyondExactNumbers', () => {
  for (const frame of [[], [0x81, 0, 0], [0x82, 0, 0, 0, 0, 0, 0, 0, 0, 0, 80], [0x83], [0x85, 0x7b], [0x81, 0, 0x20, 0, 0, 0, 0, 0, 0]]) {
    assert.throws(() => read(Uint8Array.from(frame).buffer), MalformedFrame, `frame ${frame}`);
  }
});
