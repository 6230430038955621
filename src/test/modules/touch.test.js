import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Finger } from '../../main/webapp/modules/touch.js';
import { FakeClock } from './fakes.js';

let element;
let clock;
let drawn;
let thrown;

beforeEach(() => {
  element = new EventTarget();
  clock = new FakeClock();
  drawn = [];
  thrown = [];
  new Finger(element, (pixels, place, isThrown) => (isThrown ? thrown : drawn).push(pixels), clock);
});

function touch(type, ...heights) {
  element.dispatchEvent(Object.assign(new Event(type), { touches: heights.map((clientY) => ({ clientX: 5, clientY })) }));
}

test('a finger that is drawn tells each step, and two fingers none', () => {
  touch('touchmove', 90); // of a finger that came down elsewhere
  touch('touchend');
  touch('touchstart', 100);
  touch('touchmove', 110);
  touch('touchmove', 95);
  touch('touchstart', 95, 300);
  touch('touchmove', 50, 350);
  touch('touchend', 350);
  touch('touchmove', 352);
  touch('touchend');
  assert.deepEqual(drawn, [10, -15, 2]);
});

function drawTenPixelsIn(milliseconds) {
  touch('touchstart', 100);
  clock.advance(milliseconds);
  touch('touchmove', 110);
}

test('what a finger lets go of in the middle of a move goes on, ever slower, and comes to rest', () => {
  drawTenPixelsIn(10);
  touch('touchend');
  clock.advance(10_000);
  assert.ok(thrown.length > 10, `${thrown.length} steps`);
  assert.ok(thrown.every((pixels, step) => pixels > 0 && (step === 0 || pixels < thrown[step - 1])), thrown.join());
  const after = thrown.length;
  clock.advance(10_000);
  assert.equal(thrown.length, after);
});

test('a finger that rested before it left, or was slow, throws nothing', () => {
  drawTenPixelsIn(10);
  clock.advance(200);
  touch('touchend');
  drawTenPixelsIn(1_000);
  touch('touchend');
  clock.advance(10_000);
  assert.deepEqual(thrown, []);
});

test('the next finger stops what was thrown, and so does a touch that the browser takes away', () => {
  drawTenPixelsIn(10);
  touch('touchend');
  clock.advance(50);
  touch('touchstart', 200);
  const before = thrown.length;
  clock.advance(10_000);
  assert.equal(thrown.length, before);
  assert.ok(before > 0);
  touch('touchmove', 240);
  touch('touchcancel');
  clock.advance(10_000);
  assert.equal(thrown.length, before);
});
