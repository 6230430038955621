import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LEAST_FONT_SIZE, letterSize } from '../../main/webapp/modules/lettersize.js';

const USUAL = 14;

/** Cells of whole pixels in an element, as xterm.js measures them. */
function element(width, height) {
  return (pixels) => ({ columns: Math.floor(width / Math.ceil(pixels * 0.6)), rows: Math.floor(height / Math.ceil(pixels * 1.35)) });
}

test('aTerminalOfAnyLargerSizeIsSeenWhole', () => {
  // An observer's grid lost up to three rows at the bottom, the prompt among them: the proportions were taken for the result.
  for (let height = 150; height <= 900; height += 7) {
    for (let rows = 24; rows <= 72; rows += 1) {
      const roomAt = element(700, height);
      const pixels = letterSize({ columns: 80, rows }, USUAL, roomAt);
      const room = roomAt(pixels);
      assert.ok(pixels === LEAST_FONT_SIZE || (room.rows >= rows && room.columns >= 80), `${rows} rows in ${height} pixels at ${pixels}: ${room.rows} fit`);
    }
  }
});

test('aTerminalThatFitsHasTheUsualLetters', () => {
  assert.equal(letterSize({ columns: 80, rows: 24 }, USUAL, element(2000, 2000)), USUAL);
});

test('lettersNeverBecomeSmallerThanCanBeRead', () => {
  assert.equal(letterSize({ columns: 1000, rows: 1000 }, USUAL, element(100, 100)), LEAST_FONT_SIZE);
});

test('aTerminalThatIsNotShownHasTheUsualLetters', () => {
  assert.equal(letterSize({ columns: 80, rows: 24 }, USUAL, () => null), USUAL);
});
