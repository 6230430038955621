import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Address } from '../../main/webapp/modules/address.js';

/** A browser's window with its history, by the HTML standard: pushState drops what lay ahead, and tells nobody. */
class FakeWindow {
  entries = ['/projects/home'];
  at = 0;
  #listeners = [];
  history = {
    pushState: (state, title, to) => {
      this.entries.splice(this.at + 1, Infinity, to);
      this.at += 1;
    },
    replaceState: (state, title, to) => { this.entries[this.at] = to; },
  };

  get location() {
    const entry = this.entries[this.at];
    return { pathname: '/projects/home', search: '', hash: entry.startsWith('#') ? entry : '' };
  }

  addEventListener(type, listener) {
    assert.equal(type, 'hashchange');
    this.#listeners.push(listener);
  }

  back() {
    this.at -= 1;
    this.#listeners.forEach((listener) => listener());
  }
}

test('backLeadsToWhatWasShownBeforeAndOnlyThenOffThePage', () => {
  const window = new FakeWindow();
  const shown = [];
  const address = new Address(window, () => shown.push(address.name));
  address.replace('all'); // what the page shows at first
  address.add('session_1');
  address.add('session_2');
  window.back();
  window.back();
  assert.deepEqual(shown, ['session_1', 'all']);
  assert.equal(window.at, 0);
});

test('whatIsShownAlreadyAddsNoEntry', () => {
  const window = new FakeWindow();
  const address = new Address(window, () => {});
  address.replace('session_1');
  address.add('session_1');
  assert.deepEqual(window.entries, ['#session_1']);
});

test('whatIsGoneLeavesNoEntryOfItsOwn', () => {
  const window = new FakeWindow();
  const address = new Address(window, () => {});
  address.replace('all');
  address.add('session_1');
  address.replace('session_2');
  assert.deepEqual(window.entries, ['#all', '#session_2']);
  address.replace('');
  assert.deepEqual(window.entries, ['#all', '/projects/home']);
  assert.equal(address.name, '');
});
