import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Attachment } from '../../main/webapp/modules/attachment.js';
import { Tag } from '../../main/webapp/modules/protocol.js';
import { FakeClock, FakeSocket, numberIn, seeded, server } from './fakes.js';

const OPEN_FOR = 30_000;

/** Parses what it is given when told to, as xterm.js does some time after a write. */
class FakeScreen {
  columns = 80;
  rows = 24;
  shown = [];
  #waiting = [];

  write(bytes, parsed) {
    this.#waiting.push(() => {
      this.shown.push(...bytes);
      parsed();
    });
  }

  restart(columns, rows, bytes, parsed) {
    this.#waiting.push(() => {
      [this.columns, this.rows, this.shown] = [columns, rows, [...bytes]];
      parsed();
    });
  }

  resize(columns, rows) {
    this.#waiting.push(() => {
      if (columns !== this.columns || rows !== this.rows) {
        [this.columns, this.rows] = [columns, rows];
        this.shown.push(`${columns}x${rows}`);
      }
    });
  }

  /** As a terminal that was thrown away and made anew. */
  breakDown() {
    this.#waiting = [];
    this.shown = [];
  }

  parse(most = Infinity) {
    for (let count = 0; count < most && this.#waiting.length > 0; count++) {
      this.#waiting.shift()();
    }
  }
}

function world(random = () => 0.5) {
  const clock = new FakeClock();
  const sockets = [];
  const states = [];
  const events = [];
  const screen = new FakeScreen();
  const attachment = new Attachment({
    address: 'ws://console.test/ws/terminal/session_1', viewer: { id: 'tab', nextAttempt: () => 7 + sockets.length }, screen, clock, random, openFor: OPEN_FOR,
    open: (url) => sockets[sockets.push(new FakeSocket(url)) - 1],
    onState: (state) => states.push(state),
    onEvent: (event) => events.push(event),
  });
  const greet = (members = {}) => {
    sockets.at(-1).open();
    sockets.at(-1).receive(server.hello(members));
  };
  return { clock, sockets, states, events, screen, attachment, greet, socket: () => sockets.at(-1) };
}

const bytes = (text) => new TextEncoder().encode(text);
const shown = ({ screen }) => screen.shown.map((each) => typeof each === 'string' ? `[${each}]` : String.fromCharCode(each)).join('');

test('aSnapshotThatCameInPartsIsWrittenAsOneAndHalfOfOneNever', () => {
  const here = world();
  here.attachment.resume();
  here.greet();
  here.socket().receive(server.snapshotPart(bytes('lost with its line ')));
  here.socket().end(1006);
  here.clock.advance(OPEN_FOR);
  assert.equal(here.socket().url.searchParams.get('from'), null);
  here.greet();
  here.socket().receive(server.snapshotPart(bytes('one, ')));
  here.socket().receive(server.snapshotPart(bytes('two, ')));
  here.socket().receive(server.snapshot(10, 80, 24, bytes('three')));
  here.screen.parse();
  assert.equal(shown(here), 'one, two, three');
});

test('theFirstAttachmentAsksForASnapshotAndTheNextContinuesFromTheLastParsedByte', () => {
  const here = world();
  here.attachment.resume();
  assert.equal(here.socket().url.search, '?viewer=tab&attempt=7&cols=80&rows=24');
  here.greet();
  here.socket().receive(server.snapshot(10, 80, 24, bytes('screen ')));
  here.socket().receive(server.output(10, bytes('abc')));
  here.screen.parse();
  here.socket().receive(server.output(13, bytes('def')));
  here.socket().end(1006);
  here.clock.advance(OPEN_FOR);
  assert.equal(here.socket().url.searchParams.get('from'), '13');
  assert.ok(Number(here.socket().url.searchParams.get('attempt')) > 7);
  here.greet();
  here.socket().receive(server.output(13, bytes('defghi')));
  here.screen.parse();
  assert.equal(shown(here), 'screen abcdefghi');
});

test('aGapEndsTheConnectionAndTheNextAsksForASnapshot', () => {
  const here = world();
  here.attachment.resume();
  here.greet();
  here.socket().receive(server.snapshot(0, 80, 24));
  here.socket().receive(server.output(0, bytes('abc')));
  here.screen.parse();
  const broken = here.socket();
  broken.receive(server.output(5, bytes('fgh')));
  assert.equal(broken.closedWith.code, 4400);
  here.clock.advance(OPEN_FOR);
  assert.equal(here.socket().url.searchParams.get('from'), null);
});

test('acknowledgesEverySixtyFourKibibytesAndWhenIdle', () => {
  const here = world();
  here.attachment.resume();
  here.greet();
  here.socket().receive(server.snapshot(0, 80, 24));
  here.socket().receive(server.output(0, new Uint8Array(65_536)));
  assert.deepEqual(here.socket().sentOf(Tag.ACK), [], 'received is not parsed');
  here.screen.parse();
  assert.deepEqual(here.socket().sentOf(Tag.ACK).map(numberIn), [65_536]);
  here.socket().receive(server.output(65_536, bytes('x')));
  here.screen.parse();
  assert.deepEqual(here.socket().sentOf(Tag.ACK).map(numberIn), [65_536]);
  here.clock.advance(50);
  assert.deepEqual(here.socket().sentOf(Tag.ACK).map(numberIn), [65_536, 65_537]);
});

test('aBrokenScreenIsFilledBySnapshotAtOnceAndKeysTypedMeanwhileArrive', () => {
  const here = world();
  here.attachment.resume();
  here.greet();
  here.socket().receive(server.snapshot(0, 80, 24));
  here.socket().receive(server.output(0, bytes('before')));
  here.screen.parse(2);
  here.screen.breakDown();
  here.attachment.broken('it threw');
  assert.equal(here.sockets.length, 2);
  assert.equal(here.socket().url.searchParams.get('from'), null);
  here.attachment.type(bytes('k'));
  here.greet({ input: 0 });
  here.socket().receive(server.snapshot(6, 80, 24, bytes('before')));
  here.socket().receive(server.output(6, bytes(' after')));
  here.screen.parse();
  assert.equal(shown(here), 'before after');
  assert.equal(here.socket().sentOf(Tag.INPUT).length, 1);
});

test('aScreenThatBreaksOnItsSnapshotBacksOff', () => {
  const here = world();
  here.attachment.resume();
  here.greet();
  here.attachment.broken('it threw');
  here.greet();
  here.attachment.broken('it threw again');
  assert.equal(here.sockets.length, 2);
  assert.equal(here.attachment.state.name, 'waiting');
  here.clock.advance(2000);
  assert.equal(here.sockets.length, 3);
});

test('keysTypedWithoutAConnectionArriveAfterTheNextGreeting', () => {
  const here = world();
  here.attachment.resume();
  here.greet();
  here.attachment.type(bytes('ab'));
  here.socket().receive(server.inputAck(1));
  here.socket().end(1006);
  here.attachment.type(bytes('cd'));
  here.clock.advance(OPEN_FOR);
  here.greet({ input: 1 });
  const [resent] = here.socket().sentOf(Tag.INPUT);
  assert.equal(numberIn(resent), 1);
  assert.equal(new TextDecoder().decode(resent.subarray(9)), 'bcd');
});

test('opensTheBreakerAfterFiveFailuresInARowAndLetsOneTryThrough', () => {
  const here = world();
  here.attachment.resume();
  for (let failure = 0; failure < 5; failure++) {
    here.socket().end(1006);
    if (here.attachment.state.name === 'waiting') {
      here.clock.advance(15_000);
    }
  }
  assert.equal(here.attachment.state.name, 'breaker');
  assert.equal(here.sockets.length, 5);
  here.clock.advance(OPEN_FOR - 1);
  assert.equal(here.sockets.length, 5);
  here.clock.advance(1);
  assert.equal(here.sockets.length, 6);
  here.socket().end(1006);
  assert.equal(here.attachment.state.name, 'breaker');
  here.attachment.hurry();
  assert.equal(here.sockets.length, 7);
});

test('tenSecondsOfConnectionStartTheCountAnew', () => {
  const here = world();
  here.attachment.resume();
  for (let failure = 0; failure < 4; failure++) {
    here.socket().end(1006);
    here.clock.advance(15_000);
  }
  here.greet();
  here.clock.advance(10_000);
  here.socket().end(1006);
  assert.equal(here.attachment.state.failures, 0);
  assert.ok(here.attachment.state.until - here.clock.now() <= 1000);
});

test('aConnectionThatBreaksWithinTenSecondsIsAFailure', () => {
  const here = world();
  here.attachment.resume();
  here.greet();
  here.clock.advance(9_000);
  here.socket().end(1006);
  assert.equal(here.attachment.state.failures, 1);
});

test('becomingVisibleTriesAtOnce', () => {
  const here = world();
  here.attachment.resume();
  here.socket().end(1006);
  here.attachment.visible(false);
  assert.equal(here.sockets.length, 1);
  here.attachment.visible(true);
  assert.equal(here.sockets.length, 2);
});

for (const code of [1012, 4429, 4503]) {
  test(`waitsAsLongAsTheServerAsksWith${code}`, () => {
    const here = world();
    here.attachment.resume();
    here.socket().end(code, '7300');
    assert.equal(here.attachment.state.until - here.clock.now(), 7300);
    here.clock.advance(7300);
    assert.equal(here.sockets.length, 2);
  });
}

for (const [code, name] of [[1000, 'ended'], [4400, 'stopped'], [4401, 'login'], [4403, 'stopped'], [4404, 'stopped'], [4409, 'taken']]) {
  test(`stopsAfter${code}UntilSomebodyResumes`, () => {
    const here = world();
    here.attachment.resume();
    here.socket().end(code, 'why');
    assert.equal(here.attachment.state.name, name);
    here.attachment.hurry();
    here.clock.advance(10 * OPEN_FOR);
    assert.equal(here.sockets.length, 1);
    here.attachment.resume();
    assert.equal(here.sockets.length, 2);
  });
}

test('pingsEveryTenSecondsWhileVisibleAndTellsTheRoundTrip', () => {
  const here = world();
  here.attachment.resume();
  here.greet();
  const [ping] = here.socket().sentOf(Tag.PING);
  here.clock.advance(37);
  here.socket().receive(server.pong(numberIn(ping)));
  assert.deepEqual(here.attachment.state, { name: 'connected', roundTrip: 37 });
  here.clock.advance(10_000);
  assert.equal(here.socket().sentOf(Tag.PING).length, 2);
  here.attachment.visible(false);
  here.clock.advance(60_000);
  assert.equal(here.socket().sentOf(Tag.PING).length, 2);
  assert.equal(here.attachment.state.name, 'connected');
});

test('twentySecondsOfSilenceAreALostConnection', () => {
  const here = world();
  here.attachment.resume();
  here.greet();
  here.clock.advance(19_999);
  assert.equal(here.attachment.state.name, 'connected');
  const silent = here.socket();
  here.clock.advance(1);
  assert.equal(here.attachment.state.name, 'waiting');
  silent.receive(server.output(0, bytes('late')));
  here.screen.parse();
  assert.equal(shown(here), '', 'a socket that was given up counts no more');
});

test('aBackgroundPageSaysSoAfterEveryGreeting', () => {
  const here = world();
  here.attachment.visible(false);
  here.attachment.resume();
  here.greet();
  assert.deepEqual(here.socket().sentOf(Tag.VIEW).map((frame) => frame[1]), [0]);
  here.attachment.visible(true);
  assert.deepEqual(here.socket().sentOf(Tag.VIEW).map((frame) => frame[1]), [0, 2]);
});

test('whetherKeysGoToThisPageIsToldAtEveryChangeAndAfterEveryGreeting', () => {
  const here = world();
  const told = () => here.socket().sentOf(Tag.VIEW).map((frame) => frame[1]);
  here.attachment.resume();
  here.greet();
  here.attachment.focused(true);
  here.attachment.focused(true);
  here.attachment.focused(false);
  here.attachment.focused(true);
  here.attachment.visible(false);
  assert.deepEqual(told(), [2, 1, 2, 1, 0]);
  here.attachment.visible(true);
  here.socket().end(1006);
  here.attachment.hurry();
  here.greet();
  assert.deepEqual(told(), [1]);
});

/** Sizes of a session, numbered, between its output. */
const size = (number, offset, cols, rows) => server.event({ type: 'size', number, offset, cols, rows });

test('aNewSizeStandsBetweenWhatWasWrittenBeforeAndBehindIt', () => {
  const here = world();
  here.attachment.resume();
  here.greet({ sizeNumber: 0 });
  here.socket().receive(server.snapshot(0, 80, 24));
  here.socket().receive(server.output(0, bytes('wide')));
  here.socket().receive(size(1, 4, 40, 20));
  here.socket().receive(server.output(4, bytes('narrow')));
  here.screen.parse();
  assert.equal(shown(here), 'wide[40x20]narrow');
});

test('aResumeTakesTheSizesThatItLacksInTheirPlaceAndNoneTwice', () => {
  const here = world();
  here.attachment.resume();
  here.greet({ sizeNumber: 0 });
  here.socket().receive(server.snapshot(0, 80, 24));
  here.socket().receive(server.output(0, bytes('ab')));
  here.screen.parse();
  here.socket().receive(size(1, 2, 40, 20));
  here.socket().receive(server.output(2, bytes('cd')));
  here.socket().end(1006);
  here.clock.advance(OPEN_FOR);
  assert.equal(here.socket().url.searchParams.get('from'), '2');
  here.greet({ sizeNumber: 0 });
  here.socket().receive(size(1, 2, 40, 20));
  here.socket().receive(server.output(2, bytes('cde')));
  here.socket().receive(size(2, 5, 50, 25));
  here.socket().receive(server.output(5, bytes('f')));
  here.screen.parse();
  assert.equal(shown(here), 'ab[40x20]cde[50x25]f');
});

test('anOlderKeeperTellsTheSizeInItsGreetingAlone', () => {
  const here = world();
  here.attachment.resume();
  here.greet({ cols: 80, rows: 24 });
  here.socket().receive(server.snapshot(0, 80, 24));
  here.socket().receive(server.output(0, bytes('ab')));
  here.screen.parse();
  here.socket().end(1006);
  here.clock.advance(OPEN_FOR);
  here.greet({ cols: 40, rows: 20 });
  here.socket().receive(server.event({ type: 'size', cols: 50, rows: 25 }));
  here.screen.parse();
  assert.equal(shown(here), 'ab[40x20][50x25]');
});

test('aSizeTakenWhileNobodyWasThereToHearItEndsInASnapshot', () => {
  const here = world();
  here.attachment.resume();
  here.greet({ sizeNumber: 0 });
  here.socket().receive(server.snapshot(0, 80, 24));
  here.socket().receive(server.output(0, bytes('ab')));
  here.screen.parse();
  here.socket().end(1006);
  here.attachment.resizeAlone(80, 24);
  here.attachment.resizeAlone(40, 20);
  here.clock.advance(OPEN_FOR);
  assert.equal(here.socket().url.searchParams.get('from'), null);
});

test('aSizeOfTheSameTakesNoSnapshotAndNoneIsTakenWhileAResumeIsOnItsWay', () => {
  const here = world();
  here.attachment.resume();
  here.greet({ sizeNumber: 0 });
  here.socket().receive(server.snapshot(0, 80, 24));
  here.socket().receive(server.output(0, bytes('ab')));
  here.screen.parse();
  here.socket().end(1006);
  here.attachment.resizeAlone(80, 24);
  here.clock.advance(OPEN_FOR);
  here.attachment.resizeAlone(40, 20);
  here.screen.parse();
  assert.equal(here.socket().url.searchParams.get('from'), '2');
  assert.equal(shown(here), 'ab');
});

for (let seed = 1; seed <= 300; seed++) {
  test(`noGapAndNoRepeatOverAnyReconnections, seed ${seed}`, () => {
    const random = seeded(seed);
    const upTo = (most) => Math.floor(random() * (most + 1));
    const log = Uint8Array.from({ length: 5000 }, () => upTo(255));
    const here = world(random);
    let written = 0;
    let position = 0;
    const connect = () => {
      while (here.attachment.state.name !== 'connecting') {
        here.clock.advance(100);
      }
      const from = here.socket().url.searchParams.get('from');
      here.greet({ end: written, sizeNumber: 0 });
      position = from === null ? 0 : Math.max(0, Number(from) - upTo(20));
      if (from === null) {
        here.socket().receive(server.snapshot(0, 80, 24));
      }
    };
    const steps = [
      () => { written = Math.min(log.length, written + upTo(200)); },
      () => { const end = Math.min(written, position + upTo(150)); here.socket().receive(server.output(position, log.slice(position, end))); position = end; },
      () => { position = Math.max(0, position - upTo(60)); },
      () => here.screen.parse(upTo(3)),
      () => { if (random() < 0.3) { here.socket().end(1006); connect(); } },
      () => { if (random() < 0.1) { here.socket().receive(server.snapshot(position, 80, 24, log.slice(0, position))); } },
      () => { if (random() < 0.1) { here.socket().receive(server.output(written + 5, log.slice(0, 3))); connect(); } },
    ];
    here.attachment.resume();
    connect();
    for (let step = 0; step < 300; step++) {
      steps[upTo(steps.length - 1)]();
    }
    here.socket().receive(server.output(position, log.slice(position, written)));
    here.screen.parse();
    assert.deepEqual(Uint8Array.from(here.screen.shown.filter((each) => typeof each === 'number')), log.slice(0, written));
  });
}

for (let seed = 1; seed <= 100; seed++) {
  test(`eachSizeStandsInItsPlaceOverAnyReconnections, seed ${seed}`, () => {
    const random = seeded(seed);
    const upTo = (most) => Math.floor(random() * (most + 1));
    const log = Uint8Array.from({ length: 3000 }, () => upTo(255));
    const changes = [];
    const here = world(random);
    let written = 0;
    let position = 0;
    let told = 0;
    const tell = (end) => {
      while (position < end || changes[told]?.offset <= position) {
        const change = changes[told];
        if (change?.offset <= position) {
          here.socket().receive(size(change.number, change.offset, change.columns, change.rows));
          told += 1;
        } else {
          const stop = Math.min(end, change?.offset ?? end);
          here.socket().receive(server.output(position, log.slice(position, stop)));
          position = stop;
        }
      }
    };
    const connect = () => {
      while (here.attachment.state.name !== 'connecting') {
        here.clock.advance(100);
      }
      const from = here.socket().url.searchParams.get('from');
      here.greet({ cols: 1 + upTo(9), rows: 1, end: written, sizeNumber: from === null ? 0 : changes.length });
      position = Number(from ?? 0);
      told = changes.filter(({ offset }) => offset < position - 3).length;
      if (from === null) {
        here.socket().receive(server.snapshot(0, 80, 24));
      }
    };
    const steps = [
      () => { written = Math.min(log.length, written + upTo(100)); },
      () => {
        if (written > (changes.at(-1)?.offset ?? -4) + 3) {
          changes.push({ number: changes.length + 1, offset: written, columns: 100 + changes.length, rows: 1 + upTo(50) });
        }
      },
      () => tell(Math.min(written, position + upTo(150))),
      () => here.screen.parse(upTo(3)),
      () => { if (random() < 0.3) { here.socket().end(1006); connect(); } },
    ];
    here.attachment.resume();
    connect();
    for (let step = 0; step < 300; step++) {
      steps[upTo(steps.length - 1)]();
    }
    tell(written);
    here.screen.parse();
    const expected = [...log.slice(0, written)];
    [...changes].reverse().forEach(({ offset, columns, rows }) => expected.splice(offset, 0, `${columns}x${rows}`));
    assert.deepEqual(here.screen.shown, expected);
  });
}

test('withoutANetworkAConnectionThatDoesNotAnswerIsLostAtOnce', () => {
  // "Connected" stood there for 20 seconds after the network was gone.
  const here = world();
  here.attachment.resume();
  here.greet();
  here.attachment.offline();
  assert.equal(here.states.at(-1).offline, true);
  here.clock.advance(2_000);
  assert.equal(here.attachment.state.name, 'waiting');
});

test('aConnectionThatAnswersLivesOnWhateverTheBrowserSaysOfTheNetwork', () => {
  const here = world();
  here.attachment.resume();
  here.greet();
  here.clock.advance(1_000);
  here.attachment.offline();
  here.clock.advance(100);
  here.socket().receive(server.output(0, bytes('still here')));
  here.clock.advance(10_000);
  assert.equal(here.attachment.state.name, 'connected');
});

test('keysThatWaitAreCountedAndCanBeDropped', () => {
  const here = world();
  here.attachment.resume();
  here.greet();
  here.attachment.type(bytes('a'));
  assert.equal(here.attachment.waitingKeys, 0);
  here.socket().end(1006);
  here.attachment.type(bytes('b'));
  assert.equal(here.attachment.waitingKeys, 2);
  here.attachment.dropWaiting();
  assert.equal(here.attachment.waitingKeys, 0);
});
