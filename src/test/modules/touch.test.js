import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listenToFinger } from '../../main/webapp/modules/touch.js';

function touched(type, ...heights) {
  return Object.assign(new Event(type), { touches: heights.map((clientY) => ({ clientY })) });
}

test('a finger that is drawn tells each step, and two fingers none', () => {
  const element = new EventTarget();
  const steps = [];
  listenToFinger(element, (pixels) => steps.push(pixels));
  element.dispatchEvent(touched('touchmove', 90)); // of a finger that came down elsewhere
  element.dispatchEvent(touched('touchend'));
  element.dispatchEvent(touched('touchstart', 100));
  element.dispatchEvent(touched('touchmove', 110));
  element.dispatchEvent(touched('touchmove', 95));
  element.dispatchEvent(touched('touchstart', 95, 300));
  element.dispatchEvent(touched('touchmove', 50, 350));
  element.dispatchEvent(touched('touchend', 350));
  element.dispatchEvent(touched('touchmove', 352));
  element.dispatchEvent(touched('touchend'));
  assert.deepEqual(steps, [10, -15, 2]);
});
