import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { holdScrollbar } from '../../main/webapp/modules/scrollbar.js';

/** What xterm.js 6.0.0 does with its scrollbar. */
class FakeViewport {
  _isSyncing = false;
  synced = 0;

  _sync() {
    if (!this._isSyncing) {
      this.synced += 1;
    }
  }
}

test('a scrollbar that is held follows once, at the end', () => {
  const viewport = new FakeViewport();
  const release = holdScrollbar({ _core: { _viewport: viewport } });
  viewport._sync();
  viewport._sync();
  assert.equal(viewport.synced, 0);
  release();
  assert.equal(viewport.synced, 1);
  viewport._sync();
  assert.equal(viewport.synced, 2);
});

test('a terminal without a viewport, or with another kind of it, is left alone', () => {
  holdScrollbar({})();
  holdScrollbar({ _core: {} })();
  const other = { _core: { _viewport: { update() {} } } };
  holdScrollbar(other)();
  assert.deepEqual(Object.keys(other._core._viewport), ['update']);
});

test('the release that the page uses has what is held', async () => {
  const source = await readFile(new URL('../../../node_modules/@xterm/xterm/lib/xterm.mjs', import.meta.url), 'utf8');
  for (const name of ['_viewport=', '_isSyncing=!1', '_sync(', 'onScroll(()=>this._sync())']) {
    assert.ok(source.includes(name), `${name} is not in xterm.js: scrollbar.js holds nothing`);
  }
});
