import assert from 'node:assert/strict';
import { test } from 'node:test';
import headless from '@xterm/headless';
import { Writes } from '../../main/webapp/modules/writes.js';
import { FakeClock } from './fakes.js';

/** Notes what it is told to do, and parses when told. */
class FakeTerminal {
  done = [];
  #waiting = [];

  write(bytes, parsed) {
    this.#waiting.push(() => {
      this.done.push(bytes);
      parsed();
    });
  }

  reset() {
    this.done.push('reset');
  }

  resize(columns, rows) {
    this.done.push(`${columns}x${rows}`);
  }

  parse(most = Infinity) {
    for (let count = 0; count < most && this.#waiting.length > 0; count++) {
      this.#waiting.shift()();
    }
  }
}

function world(terminal = new FakeTerminal()) {
  const clock = new FakeClock();
  const broken = [];
  return { terminal, clock, broken, writes: new Writes(terminal, { clock, onBroken: (error) => broken.push(error.message) }) };
}

const nothing = () => {};

test('aRestartAndANewSizeWaitForWhatWasWrittenBeforeAndWhatFollowsWaitsForThem', () => {
  const { terminal, writes } = world();
  writes.write('a', nothing);
  writes.restart(80, 24, 'snapshot', nothing);
  writes.write('b', nothing);
  writes.resize(100, 30, nothing);
  writes.write('c', nothing);
  assert.deepEqual(terminal.done, []);
  terminal.parse();
  assert.deepEqual(terminal.done, ['a', 'reset', '80x24', 'snapshot', 'b', '100x30', 'c']);
});

test('aTerminalThatParsesNothingMoreAfterAnErrorIsBroken', () => {
  const { terminal, clock, broken, writes } = world();
  const parsed = [];
  writes.write('a', () => parsed.push('a'));
  writes.suspect(new Error('thrown in a timer'));
  clock.advance(1000);
  assert.deepEqual(broken, ['thrown in a timer']);
  writes.write('b', () => parsed.push('b'));
  terminal.parse();
  assert.deepEqual(parsed, []);
  assert.deepEqual(broken, ['thrown in a timer']);
});

test('anErrorElsewhereInThePageBreaksNoTerminalThatGoesOn', () => {
  const { terminal, clock, broken, writes } = world();
  writes.suspect(new Error('before anything was written'));
  writes.write('a', nothing);
  writes.suspect(new Error('elsewhere'));
  terminal.parse();
  writes.write('b', nothing);
  clock.advance(1000);
  assert.deepEqual(broken, []);
});

/** xterm.js 6.0.0: ED 1 at the last column clears the wrap of the row below the cursor's, and below the last row of a terminal without history there is none. */
test('theSequenceThatFreezesXtermIsNoticedWhereItIsThrown', () => {
  const term = new headless.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  const { broken, writes } = world(term);
  term.input('a key, behind which xterm.js parses within write()', true);
  writes.write('\x1b[24;80H\x1b[1J', nothing);
  assert.equal(broken.length, 1);
  term.dispose();
});
