import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Input, PENDING_LIMIT_BYTES } from '../../main/webapp/modules/input.js';
import { WINDOW_BYTES } from '../../main/webapp/modules/protocol.js';
import { seeded } from './fakes.js';

const bytes = (text) => new TextEncoder().encode(text);
const text = (piece) => piece && `${piece.offset}:${new TextDecoder().decode(piece.bytes)}`;

test('nothingLeavesBeforeTheSessionSaidWhereItIs', () => {
  const input = new Input();
  input.type(bytes('ls'));
  assert.equal(input.next(), null);
  input.greeted(40);
  assert.equal(text(input.next()), '40:ls');
  assert.equal(input.next(), null);
});

test('whatIsNotAcknowledgedIsSentAgainFromTheOffsetOfTheGreeting', () => {
  const input = new Input();
  input.greeted(0);
  input.type(bytes('abc'));
  input.type(bytes('def'));
  input.next();
  input.acknowledged(2);
  input.greeted(4);
  assert.equal(text(input.next()), '4:ef');
});

test('aSessionThatForgotThisViewerGetsWhatWaitsUnderNewNumbers', () => {
  const input = new Input();
  input.greeted(100);
  input.type(bytes('abc'));
  input.next();
  input.acknowledged(101);
  input.greeted(0);
  assert.equal(text(input.next()), '0:bc');
});

test('whatAnotherPageOfThisViewerMayHaveOvertakenIsNotTypedTwice', () => {
  const input = new Input();
  input.greeted(0);
  input.type(bytes('rm'));
  input.next();
  input.greeted(50);
  assert.equal(input.next(), null);
  input.type(bytes('x'));
  assert.equal(text(input.next()), '50:x');
});

test('noMoreThanTheWindowIsUnderWay', () => {
  const input = new Input();
  input.greeted(0);
  input.type(new Uint8Array(WINDOW_BYTES + 10));
  let sent = 0;
  for (let piece = input.next(); piece; piece = input.next()) {
    sent += piece.bytes.length;
  }
  assert.equal(sent, WINDOW_BYTES);
  input.acknowledged(100);
  assert.deepEqual([input.next().bytes.length, input.next()], [10, null]);
});

test('aPasteBeyondTheLimitIsRefusedWhole', () => {
  const input = new Input();
  assert.equal(input.type(new Uint8Array(PENDING_LIMIT_BYTES)), true);
  assert.equal(input.type(bytes('x')), false);
  assert.equal(input.pending, PENDING_LIMIT_BYTES);
});

for (let seed = 1; seed <= 200; seed++) {
  test(`everyByteArrivesOnceAndInOrderOverAnyReconnections, seed ${seed}`, () => {
    const random = seeded(seed);
    const input = new Input();
    const typed = [];
    const arrived = [];
    const receive = (piece) => {
      assert.ok(piece.offset <= arrived.length, `a gap before ${piece.offset}`);
      piece.bytes.subarray(arrived.length - piece.offset).forEach((byte) => arrived.push(byte));
    };
    let underWay = [];
    const steps = [
      () => { const piece = Uint8Array.from({ length: 1 + Math.floor(random() * 40) }, () => Math.floor(random() * 256)); typed.push(...piece); input.type(piece); },
      () => { const piece = input.next(); if (piece) underWay.push(piece); },
      () => { if (underWay.length > 0) receive(underWay.shift()); },
      () => input.acknowledged(Math.floor(random() * (arrived.length + 1))),
      () => { underWay = []; input.greeted(arrived.length); },
    ];
    input.greeted(0);
    for (let step = 0; step < 400; step++) {
      steps[Math.floor(random() * steps.length)]();
    }
    input.greeted(arrived.length);
    for (let piece = input.next(); piece; piece = input.next()) {
      receive(piece);
    }
    assert.deepEqual(arrived, typed);
  });
}

test('whatWaitsCanBeDroppedAndWhatIsTypedBehindItIsNot', () => {
  const input = new Input();
  input.greeted(0);
  input.type(bytes('rm'));
  input.next();
  input.type(bytes('x'));
  assert.equal(input.keys, 2);
  input.drop();
  assert.equal(input.keys, 0);
  input.type(bytes('ls'));
  input.greeted(2);
  assert.equal(text(input.next()), '2:ls');
  assert.equal(input.next(), null);
});
