import assert from 'node:assert/strict';
import { test } from 'node:test';
import headless from '@xterm/headless';
import { keepUnsetColors } from '../../main/webapp/modules/colors.js';

const RESETS = '\x1b]104\x07\x1b]110\x07\x1b]111\x07\x1b]112\x07';
/** xterm.js: a colour is asked for, set, set back. */
const RESTORE = 2;

function sparing() {
  const terminal = new headless.Terminal({ allowProposedApi: true });
  keepUnsetColors(terminal.parser);
  const restored = [];
  terminal._core._inputHandler.onColor((events) => restored.push(...events.filter(({ type }) => type === RESTORE)));
  return { restored, write: (text) => new Promise((parsed) => terminal.write(text, parsed)) };
}

test('colours that nothing set are not set back', async () => {
  const { restored, write } = sparing();
  await write(RESETS + RESETS);
  assert.equal(restored.length, 0);
});

for (const set of ['\x1b]4;1;#112233\x07', '\x1b]10;#112233\x07', '\x1b]11;#112233\x07', '\x1b]12;#112233\x07']) {
  test(`all are set back after ${JSON.stringify(set)}`, async () => {
    const { restored, write } = sparing();
    await write(set + RESETS);
    assert.equal(restored.length, 4);
  });
}
