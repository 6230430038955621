import assert from 'node:assert/strict';
import { test } from 'node:test';
import headless from '@xterm/headless';
import { Keyboard, isEnter, isStroke } from '../../main/webapp/modules/keyboard.js';
import { keyOfBar } from '../../main/webapp/modules/keys.js';

const PC = { storage: { getItem: () => null }, isMac: false };

/** What a key sends behind that output of a program; null: what xterm.js makes of it. */
async function sent(asked, event, { options = {}, shiftEnter = null, isMac = false } = {}) {
  const terminal = new headless.Terminal({ allowProposedApi: true });
  const keyboard = new Keyboard(terminal, { ...PC, isMac });
  await new Promise((resolve) => terminal.write(asked, resolve));
  Object.assign(terminal.options, options);
  return keyboard.data(event, shiftEnter);
}

/** A key as a browser tells of it: `Ctrl+Shift+a` is the key that has a, with the character that it makes then. */
function key(keys, more = {}) {
  const [, held, name] = /^((?:\w+\+)*)(.+)$/.exec(keys);
  const modifiers = ['Shift', 'Ctrl', 'Alt', 'Meta'];
  const [shiftKey, ctrlKey, altKey, metaKey] = modifiers.map((modifier) => held.includes(modifier));
  const isLetter = /^[a-z]$/.test(name);
  return {
    type: 'keydown', location: 0, repeat: false, shiftKey, ctrlKey, altKey, metaKey, isComposing: false,
    key: isLetter && shiftKey ? name.toUpperCase() : name,
    code: isLetter ? `Key${name.toUpperCase()}` : '',
    keyCode: isLetter ? name.toUpperCase().charCodeAt(0) : 0,
    getModifierState: () => false,
    ...more,
  };
}

const released = { type: 'keyup' };
const repeated = { repeat: true };
const numLock = { getModifierState: (name) => name === 'NumLock' };
const keypad = { location: 3 };
const pressed1 = { code: 'Digit1' };

/**
 * Flags, key, what is sent: the protocol's sections "Disambiguate escape codes" to "Report associated text", and its
 * table of functional keys.
 */
const KITTY = [
  [1, key('a'), null], [1, key('Shift+a'), null], [1, key('Enter'), null], [1, key('Tab'), null],
  [1, key('Backspace'), null],
  [1, key('Escape'), '\x1b[27u'], [1, key('Shift+Enter'), '\x1b[13;2u'], [1, key('Ctrl+Enter'), '\x1b[13;5u'],
  [1, key('Ctrl+Shift+Enter'), '\x1b[13;6u'],
  [1, key('Alt+Enter'), '\x1b[13;3u'], [1, key('Shift+Tab'), '\x1b[9;2u'], [1, key('Ctrl+Shift+Tab'), '\x1b[9;6u'],
  [1, key('Ctrl+Backspace'), '\x1b[127;5u'],
  [1, key('Ctrl+c'), '\x1b[99;5u'], [1, key('Ctrl+i'), '\x1b[105;5u'], [1, key('Ctrl+Shift+a'), '\x1b[97;6u'],
  [1, key('Alt+a'), '\x1b[97;3u'], [1, key('Shift+Alt+a'), '\x1b[97;4u'],
  [1, key('Ctrl+Alt+a'), '\x1b[97;7u'], [1, key('Alt+['), '\x1b[91;3u'], [1, key('Ctrl+ '), '\x1b[32;5u'],
  [1, key('Ctrl+/'), '\x1b[47;5u'], [1, key('Ctrl+с'), '\x1b[1089;5u'],
  [1, key('Ctrl+Shift+!', pressed1), '\x1b[49;6u'], [1, key('Ctrl+Shift+/', { code: 'Digit7' }), '\x1b[55;6u'],
  [1, key('Ctrl+Shift+1', pressed1), '\x1b[49;6u'],
  [1, key('ArrowUp'), '\x1b[A'], [1, key('Ctrl+ArrowLeft'), '\x1b[1;5D'], [1, key('Home'), '\x1b[H'],
  [1, key('Delete'), '\x1b[3~'], [1, key('Shift+Delete'), '\x1b[3;2~'],
  [1, key('F1'), '\x1b[P'], [1, key('Ctrl+F3'), '\x1b[13;5~'], [1, key('F12'), '\x1b[24~'],
  [1, key('F13'), '\x1b[57376u'], [1, key('ContextMenu'), '\x1b[57363u'],
  [1, key('Enter', keypad), '\x1b[57414u'], [1, key('ArrowLeft', keypad), '\x1b[57417u'],
  [1, key('Ctrl+7', keypad), '\x1b[57406;5u'], [1, key('7', keypad), null],
  [1, key('ArrowUp', numLock), '\x1b[A'], [1, key('Shift'), null], [1, key('Ctrl+c', released), null],
  [1, key('ArrowUp', repeated), '\x1b[A'],
  [1, key('Insert'), '\x1b[2~'], [1, key('Shift+Insert'), null], [1, key('Shift+PageUp'), null],
  [1, key('Ctrl+PageUp'), '\x1b[5;5~'], [1, key('Meta+c'), null],
  [1, key('Dead'), null], [1, key('Process', { keyCode: 229 }), null],
  [1, key('Ctrl+Alt+q', { key: '@', getModifierState: (name) => name === 'AltGraph' }), null],

  [2, key('Escape'), null], [2, key('Ctrl+c'), null], [2, key('ArrowUp'), null],
  [2, key('ArrowUp', repeated), '\x1b[1;1:2A'], [2, key('ArrowUp', released), '\x1b[1;1:3A'],
  [2, key('Ctrl+/'), '\x1f'], [2, key('a', released), null],
  [3, key('Ctrl+c', released), '\x1b[99;5:3u'], [3, key('Escape', repeated), '\x1b[27;1:2u'],
  [3, key('Shift+Enter', released), null], [3, key('a', repeated), null],

  [5, key('Ctrl+Shift+a'), '\x1b[97:65;6u'], [5, key('Ctrl+с', { code: 'KeyC' }), '\x1b[1089::99;5u'],
  [5, key('Ctrl+Shift+С', { code: 'KeyC' }), '\x1b[1089:1057:99;6u'],
  [5, key('Ctrl+a'), '\x1b[97;5u'], [5, key('Ctrl+Shift++', { code: 'Equal' }), '\x1b[61:43;6u'],

  [8, key('a'), '\x1b[97u'], [8, key('Shift+a'), '\x1b[97;2u'], [8, key('Enter'), '\x1b[13u'],
  [8, key('Tab'), '\x1b[9u'], [8, key('Backspace'), '\x1b[127u'],
  [8, key('a', numLock), '\x1b[97;129u'], [8, key('Shift', { shiftKey: true }), '\x1b[57441;2u'],
  [8, key('Control', { ctrlKey: true, location: 2 }), '\x1b[57448;5u'],
  [8, key('7', keypad), '\x1b[55u'], [9, key('7', keypad), '\x1b[57406u'],
  [10, key('a', released), '\x1b[97;1:3u'], [10, key('Enter', released), '\x1b[13;1:3u'],
  [10, key('Shift', released), '\x1b[57441;1:3u'],
  [24, key('Shift+a'), '\x1b[97;2;65u'], [24, key('a'), '\x1b[97;;97u'], [24, key('Ctrl+a'), '\x1b[97;5u'],
  [24, key('Enter'), '\x1b[13u'], [26, key('a', released), '\x1b[97;1:3u'],
  [31, key('Shift+a', repeated), '\x1b[97:65;2:2;65u'], [16, key('a'), null],
];

test('keys are those of the kitty keyboard protocol under its flags', async () => {
  for (const [flags, event, expected] of KITTY) {
    assert.equal(await sent(`\x1b[=${flags}u`, event), expected, `${flags} ${JSON.stringify(event)}`);
  }
});

/** Level, key, what is sent: xterm's input.c, and its author's tables of modified keys. */
const OTHER = [
  [1, key('Enter'), null], [1, key('Shift+Enter'), '\x1b[27;2;13~'], [1, key('Ctrl+Enter'), '\x1b[27;5;13~'],
  [1, key('Alt+Enter'), '\x1b[27;3;13~'],
  [1, key('Ctrl+Tab'), '\x1b[27;5;9~'], [1, key('Shift+Tab'), null], [1, key('Ctrl+Shift+Tab'), '\x1b[27;6;9~'],
  [1, key('Shift+Backspace'), null], [1, key('Ctrl+Escape'), null],
  [1, key('Ctrl+a'), null], [1, key('Ctrl+Shift+a'), null], [1, key('Alt+a'), null], [1, key('Shift+a'), null],
  [1, key('Shift+ '), null],
  [1, key('Ctrl+1'), '\x1b[27;5;49~'], [1, key('Ctrl+;'), '\x1b[27;5;59~'], [1, key('Ctrl+Shift+:'), '\x1b[27;6;58~'],
  [1, key('Ctrl+2'), '\0'], [1, key('Ctrl+/'), '\x1f'],
  [1, key('Ctrl+1', keypad), null], [1, key('Ctrl+ArrowUp'), null], [1, key('Ctrl+é'), null],
  [2, key('Shift+Enter'), '\x1b[27;2;13~'], [2, key('Ctrl+a'), '\x1b[27;5;97~'],
  [2, key('Ctrl+Shift+a'), '\x1b[27;6;65~'], [2, key('Alt+a'), '\x1b[27;3;97~'],
  [2, key('Ctrl+ '), '\x1b[27;5;32~'], [2, key('Ctrl+/'), '\x1b[27;5;47~'], [2, key('Ctrl+['), '\x1b[27;5;91~'],
  [2, key('Shift+Backspace'), '\x1b[27;2;127~'],
  [2, key('Ctrl+Backspace'), null], [2, key('Shift+Tab'), null], [2, key('Ctrl+Escape'), '\x1b[27;5;27~'],
  [2, key('Shift+Escape'), null],
  [2, key('Shift+a'), null], [2, key('a'), null], [2, key('Ctrl+с'), null], [2, key('Ctrl+a', released), null],
];

test('keys are those of xterm under modifyOtherKeys', async () => {
  for (const [level, event, expected] of OTHER) {
    assert.equal(await sent(`\x1b[>4;${level}m`, event), expected, `${level} ${JSON.stringify(event)}`);
  }
});

/** The story: three keys that are not Enter sent what Enter sends, and no program could tell them apart. */
test('Shift+Enter is what the program asked for, else what the session gives it', async () => {
  const claude = { shiftEnter: '\x1b\r' };
  assert.equal(await sent('', key('Shift+Enter'), claude), '\x1b\r');
  assert.equal(await sent('\x1b[>4;1m', key('Shift+Enter'), claude), '\x1b[27;2;13~');
  assert.equal(await sent('\x1b[>4;2m\x1b[>1u', key('Shift+Enter'), claude), '\x1b[13;2u');
  assert.equal(await sent('\x1b[>1u\x1b[<u', key('Shift+Enter'), claude), '\x1b\r');
  assert.equal(await sent('\x1b[>1u\x1b[?1049h', key('Shift+Enter'), claude), '\x1b\r', 'flags are a buffer\'s own');
  assert.equal(await sent('\x1b[?1049h\x1b[>1u', key('Shift+PageUp')), '\x1b[5;2~', 'nothing is to be scrolled there');
});

/** Ctrl, told to a program, took the selection away that Ctrl+Shift+C was to copy. */
test('a modifier, and a key that is let go, leave what is selected', () => {
  assert.deepEqual(['Control', 'Shift', 'Alt', 'CapsLock'].filter((name) => isStroke(key(name))), []);
  assert.deepEqual([key('Ctrl+c'), key('ArrowUp', repeated), key('a', released)].map(isStroke), [true, true, false]);
});

test('Enter is Enter to a session that is over, whatever its program asked for', () => {
  assert.deepEqual(['\r', '\x1b[13u', '\x1b[13;129u'].map(isEnter), [true, true, true]);
  assert.deepEqual(['\n', 'x', '\x1b[13;1:3u', '\x1b[27;2;13~'].map(isEnter), [false, false, false, false]);
});

/** A Mac's Option is Alt, and `key` is what the layout has there. */
test('Option types characters under each protocol until it is Meta', async () => {
  const at = key('Alt+l', { key: '@' });
  const dead = key('Alt+e', { key: 'Dead' });
  const mac = { isMac: true };
  const meta = { isMac: true, options: { macOptionIsMeta: true } };
  for (const asked of ['\x1b[>1u', '\x1b[>4;2m']) {
    assert.equal(await sent(asked, at, mac), null);
  }
  assert.equal(await sent('\x1b[>25u', at, mac), '\x1b[64;;64u');
  assert.equal(await sent('\x1b[>1u', at, meta), '\x1b[108;3u');
  assert.equal(await sent('\x1b[>1u', dead, meta), '\x1b[101;3u');
  assert.equal(await sent('\x1b[>4;2m', at, meta), '\x1b[27;3;108~');
  assert.equal(await sent('\x1b[>1u', key('Alt+Enter'), mac), '\x1b[13;3u');
});

test('the key bar sends what a keyboard would', async () => {
  const terminal = new headless.Terminal({ allowProposedApi: true });
  const keyboard = new Keyboard(terminal, PC);
  const bar = (name, held = {}) => keyboard.dataOfBar(keyOfBar(name, { ctrl: false, alt: false, ...held }));
  assert.deepEqual([bar('escape'), bar('interrupt'), bar('b', { alt: true })], [null, null, null]);
  await new Promise((resolve) => terminal.write('\x1b[>1u', resolve));
  assert.deepEqual(['escape', 'tab', 'backtab', 'interrupt'].map((name) => bar(name)),
    ['\x1b[27u', null, '\x1b[9;2u', '\x1b[99;5u']);
  assert.deepEqual([bar('up', { ctrl: true }), bar('b', { alt: true }), bar('c', { ctrl: true })],
    ['\x1b[1;5A', '\x1b[98;3u', '\x1b[99;5u']);
});
