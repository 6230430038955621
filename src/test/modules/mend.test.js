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

test('a terminal that looks different is left alone', () => {
  assert.equal(mend({}), false);
  assert.equal(mend({ _core: {} }), false);
  const buffers = { normal: { lines: { get: () => ({}) } }, resize: () => 'as it was' };
  assert.equal(mend({ _core: { buffers } }), false);
  assert.equal(buffers.resize(), 'as it was');
});

test('the release that the page uses has what is mended', async () => {
  const source = await readFile(new URL('../../../node_modules/@xterm/xterm/lib/xterm.mjs', import.meta.url), 'utf8');
  for (const name of ['get buffers()', 'copyCellsFrom(', '._combined', '._extendedAttrs', '.savedX', '.savedY', 'this.tabs', 'maxLength', 'getNullCell(']) {
    assert.ok(source.includes(name), `${name} is not in xterm.js: mend.js mends nothing`);
  }
});
