import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asksToFind } from '../../main/webapp/modules/find.js';
import { matchesIn, whole } from '../../main/webapp/modules/history.js';

const key = (parts) => ({ type: 'keydown', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, code: '', key: '', ...parts });

test('rows that continue a line are one with it', () => {
  const rows = [{ text: 'a', wrapped: false }, { text: 'b', wrapped: true }, { text: 'c', wrapped: false }];
  assert.deepEqual(whole(rows).map((line) => line.map((row) => row.text).join('')), ['ab', 'c']);
});

test('a first row whose line is not there begins one', () => {
  assert.deepEqual(whole([{ text: 'b', wrapped: true }]).length, 1);
});

test('every place of a text is found, in any case of letters, without overlap', () => {
  const line = { textContent: 'aAaA' };
  assert.deepEqual(matchesIn([line], 'aa'), [{ line, from: 0, to: 2 }, { line, from: 2, to: 4 }]);
});

test('a full-screen program keeps Ctrl+F and F3, but not Ctrl+Shift+F', () => {
  const control = key({ code: 'KeyF', key: 'f', ctrlKey: true });
  const f3 = key({ code: 'F3', key: 'F3' });
  const both = key({ code: 'KeyF', key: 'F', ctrlKey: true, shiftKey: true });
  assert.deepEqual([control, f3, both].map((event) => asksToFind(event, true)), [false, false, true]);
  assert.deepEqual([control, f3, both].map((event) => asksToFind(event, false)), [true, true, true]);
});

test('an f that is typed is typed', () => {
  assert.equal(asksToFind(key({ code: 'KeyF', key: 'f' }), false), false);
});
