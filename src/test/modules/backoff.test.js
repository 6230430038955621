import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff, FAILURES_TO_OPEN } from '../../main/webapp/modules/backoff.js';
import { seeded } from './fakes.js';

const OPEN_FOR = 30_000;

test('jitterIsFullAndItsBoundGrowsFourfoldUpToFifteenSeconds', () => {
  const bounds = [4000, 15_000, 15_000, 15_000];
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

/** A thousand pages that lose one gateway at once, which is gone for `gone` milliseconds: when each is back, on the page's own waits. */
function returns(random, gone) {
  return Array.from({ length: 1000 }, () => {
    const backoff = new Backoff(random, OPEN_FOR);
    let at = backoff.lost().wait;
    while (at < gone) {
      at += backoff.failed().wait;
    }
    return at;
  });
}

/** Of all seconds, not only of those that a clock's second begins. @param {number[]} times in order */
function busiestSecond(times) {
  let first = 0;
  return Math.max(...times.map((time, i) => {
    while (time - times[first] >= 1000) {
      first += 1;
    }
    return i - first + 1;
  }));
}

test('aThousandPagesComeBackSpreadOutAndWithinTwentySecondsOfTheReturnOfAGateway', () => {
  for (let gone = 5000; gone <= 12_000; gone += 1000) {
    for (let seed = 1; seed <= 20; seed++) {
      const back = returns(seeded(seed), gone).sort((a, b) => a - b);
      assert.ok(busiestSecond(back) <= 200, `gone for ${gone} ms, seed ${seed}: ${busiestSecond(back)} of 1000 in one second`);
      assert.ok(back[989] <= gone + 20_000, `gone for ${gone} ms, seed ${seed}: 99 % are back ${back[989] - gone} ms after it`);
    }
  }
  assert.equal(busiestSecond(returns(() => 0.9, 10_000)), 1000, 'the control: pages that do not jitter come all at once');
});
