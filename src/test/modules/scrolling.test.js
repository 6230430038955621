import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import headless from '@xterm/headless';
import { AlternateScroll, FingerScroll, isAtTop } from '../../main/webapp/modules/scrolling.js';

const PLACE = { clientX: 30, clientY: 40 };
/** Pixels. */
const LINE = 20;

globalThis.WheelEvent = class extends Event {
  static DOM_DELTA_LINE = 1;

  constructor(type, { deltaY, deltaMode, clientX, clientY, ...init }) {
    super(type, init);
    Object.assign(this, { deltaY, deltaMode, clientX, clientY });
  }
};

let terminal;
let screen;
let scrolled;
let wheel;
let tops;
let finger;

beforeEach(() => {
  scrolled = [];
  wheel = [];
  tops = 0;
  screen = Object.assign(new EventTarget(), { clientHeight: 24 * LINE });
  screen.addEventListener('wheel', (event) => wheel.push(event));
  terminal = {
    rows: 24,
    buffer: { active: { type: 'normal', viewportY: 50, baseY: 100 } },
    modes: { mouseTrackingMode: 'none' },
    element: { querySelector: () => screen },
    scrollLines: (lines) => scrolled.push(lines),
  };
  finger = new FingerScroll(terminal, () => { tops += 1; });
});

test('what a finger points at stays below it, though it moves by less than a line at a time', () => {
  for (let step = 0; step < 9; step += 1) {
    finger.drawn(15, PLACE, false);
  }
  finger.drawn(-35, PLACE, true);
  assert.equal(scrolled.reduce((sum, lines) => sum + lines), -(9 * 15 - 35) / LINE, scrolled.join());
  assert.deepEqual(wheel, []);
});

/** Lines of no height were endlessly many: it went to its oldest line, heard no finger any more, and a program was told of notches without end. */
test('a terminal that is hidden while it is thrown stays where it is, and hears the next finger', () => {
  screen.clientHeight = 0;
  finger.drawn(3 * LINE, PLACE, true);
  assert.deepEqual(scrolled, []);
  screen.clientHeight = 24 * LINE;
  finger.drawn(2 * LINE, PLACE, false);
  assert.deepEqual(scrolled, [-2]);
});

test('a program with the screen for itself, or the mouse, is told a notch for each line, and nothing that was thrown', () => {
  terminal.buffer.active.type = 'alternate';
  finger.drawn(3 * LINE, PLACE, false);
  finger.drawn(5 * LINE, PLACE, true);
  terminal.buffer.active.type = 'normal';
  terminal.modes.mouseTrackingMode = 'any';
  finger.drawn(-LINE, PLACE, false);
  assert.deepEqual(wheel.map(({ deltaY, deltaMode, clientX, clientY }) => [deltaY, deltaMode, clientX, clientY]),
    [[-1, 1, 30, 40], [-1, 1, 30, 40], [-1, 1, 30, 40], [1, 1, 30, 40]]);
  assert.deepEqual(scrolled, []);
});

test('at the top the finger asks for more, what was thrown comes to rest there', () => {
  terminal.buffer.active.viewportY = 0;
  assert.equal(isAtTop(terminal), true);
  finger.drawn(LINE, PLACE, true);
  assert.equal(tops, 0);
  finger.drawn(LINE, PLACE, false);
  assert.equal(tops, 1);
});

test('a terminal without anything above, or a program with the mouse, has no top to be at', () => {
  terminal.buffer.active = { type: 'normal', viewportY: 0, baseY: 0 };
  assert.equal(isAtTop(terminal), false);
  terminal.buffer.active = { type: 'normal', viewportY: 0, baseY: 9 };
  terminal.modes.mouseTrackingMode = 'vt200';
  assert.equal(isAtTop(terminal), false);
});

/** Whether a wheel reaches xterm.js, which makes cursor keys of it, in a terminal that was written that. */
function isWheelTaken(written) {
  const terminal = new headless.Terminal({ allowProposedApi: true, cols: 80, rows: 24 });
  let handler;
  terminal.attachCustomWheelEventHandler = (given) => { handler = given; };
  new AlternateScroll(terminal);
  terminal._core._writeBuffer.writeSync(written);
  return handler();
}

test('a wheel over the alternate buffer presses no keys for a program that does not want them', () => {
  assert.equal(isWheelTaken('\x1b[?1049h'), true);
  assert.equal(isWheelTaken('\x1b[?1049h\x1b[?1007l'), false);
  assert.equal(isWheelTaken('\x1b[?1049;1007h\x1b[?1004;1007l'), false);
  assert.equal(isWheelTaken('\x1b[?1007l\x1b[?1049h\x1b[?1007h'), true);
  assert.equal(isWheelTaken('\x1b[?1007l\x1bc\x1b[?1049h'), true);
});

test('a wheel still scrolls the normal buffer, and is still told to a program that asked for the mouse', () => {
  assert.equal(isWheelTaken('\x1b[?1007l'), true);
  assert.equal(isWheelTaken('\x1b[?1049h\x1b[?1007l\x1b[?1000h'), true);
});
