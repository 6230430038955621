import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import headless from '@xterm/headless';
import { mend } from '../../main/webapp/modules/mend.js';

/** A terminal in its alternate buffer that got narrower and wider again; what it then shows at the right edge. */
function lastCellAfterwards(mended) {
  const terminal = new headless.Terminal({ allowProposedApi: true, cols: 80, rows: 24 });
  assert.ok(!mended || mend(terminal));
  terminal._core._writeBuffer.writeSync(`\x1b[?47h${'x'.repeat(80)}`);
  terminal.resize(40, 24);
  terminal.resize(80, 24);
  return terminal.buffer.active.getLine(0).getCell(79).getChars();
}

test('a mended terminal does not show what was cut off', () => {
  assert.equal(lastCellAfterwards(false), 'x');
  assert.equal(lastCellAfterwards(true), '');
});

/** What the first row shows of a text that is written byte by byte. */
function byteByByte(text, mended) {
  const terminal = new headless.Terminal({ allowProposedApi: true, cols: 80, rows: 24 });
  assert.ok(!mended || mend(terminal));
  for (const byte of new TextEncoder().encode(text)) {
    terminal._core._writeBuffer.writeSync(Uint8Array.of(byte));
  }
  return terminal.buffer.active.getLine(0).translateToString(true);
}

test('a mended terminal loses no character that comes in pieces', () => {
  assert.notEqual(byteByByte('a…b', false), 'a…b');
  assert.equal(byteByByte('a…b — “é” 怗 😀\u{10000}c', true), 'a…b — “é” 怗 😀\u{10000}c');
});

test('a mended terminal drops a character that is never completed, as it does with one in a single piece', () => {
  const whole = new headless.Terminal({ allowProposedApi: true, cols: 80, rows: 24 });
  const broken = Uint8Array.of(0x61, 0xe2, 0x80, 0x62, 0xf0, 0x9f, 0x1b, 0x5b, 0x34, 0x43, 0x63, 0xff, 0xc3, 0x64);
  whole._core._writeBuffer.writeSync(broken);
  const pieces = new headless.Terminal({ allowProposedApi: true, cols: 80, rows: 24 });
  assert.ok(mend(pieces));
  broken.forEach((byte) => pieces._core._writeBuffer.writeSync(Uint8Array.of(byte)));
  const [once, bytewise] = [whole, pieces].map((terminal) => terminal.buffer.active.getLine(0).translateToString(true));
  assert.equal(once, 'ab    cd');
  assert.equal(bytewise, once);
});

/** Where a terminal stands that was scrolled up by twelve lines before the program erased what is above and drew everything anew. */
function behindRepaint(erased, mended) {
  const terminal = new headless.Terminal({ allowProposedApi: true, cols: 80, rows: 24 });
  assert.ok(!mended || mend(terminal));
  const turns = (name) => Array.from({ length: 100 }, (_, number) => `${name} ${number}`).join('\r\n');
  terminal._core._writeBuffer.writeSync(turns('row'));
  terminal.scrollLines(-12);
  terminal._core._writeBuffer.writeSync(`${erased}${turns('turn')}`);
  const { viewportY, baseY } = terminal.buffer.active;
  return baseY - viewportY;
}

test('a mended terminal follows the output behind an erased history, and stays scrolled up behind nothing else', () => {
  assert.equal(behindRepaint('\x1b[2J\x1b[3J\x1b[H', false), 76);
  assert.equal(behindRepaint('\x1b[2J\x1b[3J\x1b[H', true), 0);
  assert.ok(behindRepaint('\x1b[2J\x1b[H', true) > 12);
  assert.ok(behindRepaint('\x1b[?1049h\x1b[3J\x1b[?1049l', true) > 12);
});

test('a terminal that looks different is left alone', () => {
  assert.equal(mend({}), false);
  assert.equal(mend({ _core: {} }), false);
  const buffers = { normal: { lines: { get: () => ({}) } }, resize: () => 'as it was' };
  assert.equal(mend({ _core: { buffers } }), false);
  assert.equal(buffers.resize(), 'as it was');
});

test('the release that the page uses has what is mended', async () => {
  const source = await readFile(new URL('../../../node_modules/@xterm/xterm/lib/xterm.mjs', import.meta.url), 'utf8');
  for (const name of ['get buffers()', 'copyCellsFrom(', '._combined', '._extendedAttrs', '.savedX', '.savedY', 'this.tabs', 'maxLength', 'getNullCell(', '_utf8Decoder.decode(', '.isUserScrolling']) {
    assert.ok(source.includes(name), `${name} is not in xterm.js: mend.js mends nothing`);
  }
});
