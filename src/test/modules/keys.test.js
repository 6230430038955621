import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainKey } from '../../main/webapp/modules/keys.js';
import { OptionKeys, chooseOption, hasOption, optionChoice } from '../../main/webapp/modules/option.js';

/** A key as a browser tells of it, such as `Ctrl+Shift+@`. */
function pressed(keys, more = {}) {
  const [, held, key] = /^((?:\w+\+)*)(.+)$/.exec(keys);
  return {
    type: 'keydown', key, code: '', isComposing: false,
    shiftKey: held.includes('Shift'), ctrlKey: held.includes('Ctrl'), altKey: held.includes('Alt'),
    metaKey: held.includes('Meta'),
    ...more,
  };
}

/** The story: Shift+Enter sent the prompt of a Claude session, where a new line of it was meant. */
test('Shift+Enter is no Enter where a session gives it something else', () => {
  assert.equal(plainKey(pressed('Shift+Enter'), '\x1b\r'), '\x1b\r');
  for (const keys of ['Enter', 'Ctrl+Enter', 'Alt+Enter', 'Shift+Alt+Enter', 'Shift+Meta+Enter']) {
    assert.equal(plainKey(pressed(keys), '\x1b\r'), null, keys);
  }
  assert.equal(plainKey(pressed('Shift+Enter'), null), null);
  assert.equal(plainKey(pressed('Shift+Enter', { type: 'keyup' }), '\x1b\r'), null);
  assert.equal(plainKey(pressed('Shift+Enter', { isComposing: true }), '\x1b\r'), null, 'it ends what is composed');
});

/** X.Org's table of what Ctrl makes of characters, as input.c of xterm lists it; Ctrl+/ and Ctrl+2 sent nothing. */
test('Ctrl with a character that is no letter sends the control character that xterm sends', () => {
  const sent = {
    ' ': 0, 2: 0, '@': 0, '`': 0, 3: 0x1b, '[': 0x1b, 4: 0x1c, '\\': 0x1c, 5: 0x1d, ']': 0x1d,
    6: 0x1e, '^': 0x1e, '~': 0x1e, 7: 0x1f, '/': 0x1f, _: 0x1f, 8: 0x7f, '?': 0x7f,
  };
  for (const [key, code] of Object.entries(sent)) {
    assert.equal(plainKey(pressed(`Ctrl+${key}`), null), String.fromCharCode(code), key);
  }
  assert.equal(plainKey(pressed('Ctrl+Shift+/'), null), '\x1f', 'where / stands above another character');
  const unchanged = ['1', '9', '0', '-', '=', 'é', 'a', 'Dead', 'F1', 'Alt+/'].map((key) => `Ctrl+${key}`);
  for (const keys of [...unchanged, 'Meta+/', '/', '2']) {
    assert.equal(plainKey(pressed(keys), null), null, keys);
  }
  assert.equal(plainKey(pressed('Ctrl+2', { code: 'Numpad2' }), null), null);
});

/** Of a test's own. */
function newStorage() {
  const items = new Map();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => items.set(key, value) };
}

/** The story: on a German Mac neither @ nor brackets could be typed, because Option was always Meta. */
test('an Option key types characters until this browser is told that it is Meta, each side by itself', () => {
  const storage = newStorage();
  const options = { macOptionIsMeta: false };
  const keys = new OptionKeys(options, storage);
  const meansMeta = (code) => {
    keys.heard({ type: 'keydown', code });
    keys.heard({ type: 'keydown', code: 'KeyL' });
    keys.heard({ type: 'keyup', code: code === 'AltLeft' ? 'AltRight' : 'AltLeft' });
    return options.macOptionIsMeta;
  };
  assert.deepEqual([meansMeta('AltLeft'), meansMeta('AltRight')], [false, false]);
  chooseOption('AltRight', 'meta', storage);
  assert.deepEqual([meansMeta('AltLeft'), meansMeta('AltRight')], [false, true]);
  chooseOption('AltLeft', 'meta', storage);
  chooseOption('AltRight', 'character', storage);
  assert.deepEqual([meansMeta('AltLeft'), meansMeta('AltRight')], [true, false]);
  assert.deepEqual([optionChoice('AltLeft', storage), optionChoice('AltRight', storage)], ['meta', 'character']);
});

test('Alt is Option on a Mac', () => {
  assert.equal(hasOption({ platform: 'MacIntel' }), true);
  assert.equal(hasOption({ platform: 'Linux x86_64' }), false);
  assert.equal(hasOption({ platform: 'Win32' }), false);
});
