import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff, FAILURES_TO_OPEN } from '../../main/webapp/modules/backoff.js';
import { seeded } from './fakes.js';

const OPEN_FOR = 30_000;

test('jitterIsFullAndItsBoundDoublesUpToFifteenSeconds', () => {
  const bounds = [2000, 4000, 8000, 15_000];
  const longest = bounds.map(() => 0);
  const shortest = bounds.map(() => Infinity);
  const random = seeded(1);
  for (let round = 0; round < 2000; round++) {
    const backoff = new Backoff(random, OPEN_FOR);
    bounds.forEach((bound, n) => {
      const { wait, open } = backoff.failed();
      assert.equal(open, false);
      assert.ok(wait >= 0 && wait <= bound, `wait ${wait} of failure ${n + 1}`);
      longest[n] = Math.max(longest[n], wait);
      shortest[n] = Math.min(shortest[n], wait);
    });
  }
  bounds.forEach((bound, n) => assert.ok(longest[n] > bound * 0.98 && shortest[n] < bound * 0.02, `failure ${n + 1} reaches from ${shortest[n]} to ${longest[n]}`));
});

test('aLostGoodConnectionIsTriedAgainWithinASecond', () => {
  const backoff = new Backoff(() => 0.999, OPEN_FOR);
  assert.equal(Math.round(backoff.lost().wait), 999);
});

test('theFifthFailureInARowOpensTheBreakerAndEveryFurtherOneKeepsItOpen', () => {
  const backoff = new Backoff(() => 0.5, OPEN_FOR);
  const states = Array.from({ length: FAILURES_TO_OPEN + 2 }, () => backoff.failed());
  assert.deepEqual(states.map((state) => state.open), [false, false, false, false, true, true, true]);
  assert.deepEqual(states.slice(4), Array(3).fill({ wait: OPEN_FOR, open: true }));
});

test('aGoodConnectionClosesTheBreaker', () => {
  const backoff = new Backoff(() => 0.5, OPEN_FOR);
  Array.from({ length: FAILURES_TO_OPEN }, () => backoff.failed());
  backoff.lost();
  assert.equal(backoff.failed().open, false);
});

test('theServersOwnWaitIsKeptWithinBoundsAndCountsAsNoFailure', () => {
  const backoff = new Backoff(() => 0.5, OPEN_FOR);
  assert.equal(backoff.asked(1234).wait, 1234);
  assert.equal(backoff.asked(0).wait, 100);
  assert.equal(backoff.asked(1e12).wait, 300_000);
  assert.equal(backoff.failures, 0);
});
