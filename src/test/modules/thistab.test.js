import assert from 'node:assert/strict';
import test from 'node:test';
import { ThisTab } from '../../main/webapp/modules/thistab.js';

class FakeStorage {
  #items;

  constructor(items = []) {
    this.#items = new Map(items);
  }

  getItem(key) {
    return this.#items.get(key) ?? null;
  }

  setItem(key, value) {
    this.#items.set(key, String(value));
  }

  /** As a browser does when it duplicates a tab. */
  copy() {
    return new FakeStorage(this.#items);
  }
}

test('aTabKeepsItsIdOverReloads', () => {
  const storage = new FakeStorage();
  const { id } = new ThisTab(storage);
  assert.match(id, /^[0-9a-f]{32}$/);
  assert.equal(new ThisTab(storage).id, id);
  assert.notEqual(new ThisTab(new FakeStorage()).id, id);
});

test('eachAttemptHasALargerNumberAlsoWithinAMillisecondAfterAReloadAndWhenTheClockIsPutBack', () => {
  const storage = new FakeStorage();
  const tab = new ThisTab(storage, () => 1000.5);
  assert.deepEqual([tab.nextAttempt(), tab.nextAttempt()], [1000, 1001]);
  assert.equal(new ThisTab(storage, () => 400).nextAttempt(), 1002);
});

test('ofTwoCopiesOfATabTheOneThatTriesLaterHasTheLargerNumberHoweverOftenTheOtherTried', () => {
  const storage = new FakeStorage();
  let now = 1000;
  const tab = new ThisTab(storage, () => now);
  tab.nextAttempt();
  const copy = new ThisTab(storage.copy(), () => now);
  now = 2000;
  const latest = [copy.nextAttempt(), copy.nextAttempt()].at(-1);
  now = 3000;
  assert.ok(tab.nextAttempt() > latest);
});
