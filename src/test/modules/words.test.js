import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keySequence, modified } from '../../main/webapp/modules/keys.js';
import { detailOf } from '../../main/webapp/modules/sessions.js';
import { describe, leftText } from '../../main/webapp/modules/status.js';

const plain = { ctrl: false, alt: false, application: false };

test('keysOfTheKeyBarSendWhatAKeyboardWould', () => {
  assert.equal(keySequence('escape', plain), '\x1b');
  assert.equal(keySequence('backtab', plain), '\x1b[Z');
  assert.equal(keySequence('interrupt', { ...plain, ctrl: true }), '\x03');
  assert.equal(keySequence('up', plain), '\x1b[A');
  assert.equal(keySequence('up', { ...plain, application: true }), '\x1bOA');
  assert.equal(keySequence('left', { ctrl: true, alt: false, application: true }), '\x1b[1;5D');
  assert.equal(keySequence('right', { ctrl: true, alt: true, application: false }), '\x1b[1;7C');
});

test('heldCtrlAndAltApplyToOneCharacterAndLeavePastesAlone', () => {
  assert.equal(modified('c', { ctrl: true, alt: false }), '\x03');
  assert.equal(modified('[', { ctrl: true, alt: false }), '\x1b');
  assert.equal(modified('?', { ctrl: true, alt: false }), '\x7f');
  assert.equal(modified('b', { ctrl: false, alt: true }), '\x1bb');
  assert.equal(modified('ü', { ctrl: true, alt: false }), 'ü');
  assert.equal(modified('make clean', { ctrl: true, alt: true }), 'make clean');
});

test('everyStateHasItsWordsAndItsWayOn', () => {
  const said = (state, exit = null) => describe(state, exit, 1000);
  assert.deepEqual(said({ name: 'connected', roundTrip: 12.4 }), { tone: 'good', text: 'Connected', brief: 'Connected', countdown: '12 ms', action: null, actionText: '' });
  assert.equal(said({ name: 'waiting', until: 3500 }).countdown, 'in 3 s');
  assert.match(said({ name: 'waiting', code: 4429, until: 3500 }).text, /Too many connections/);
  assert.doesNotMatch(said({ name: 'waiting', code: 1006, until: 3500 }).text, /Too many/);
  assert.match(said({ name: 'breaker', until: 31_000, failures: 5 }).text, /5 times in a row/);
  assert.equal(said({ name: 'breaker', until: 31_000, failures: 5 }).action, 'now');
  assert.equal(said({ name: 'taken', code: 4409 }).action, 'resume');
  assert.equal(said({ name: 'login', code: 4401 }).action, 'login');
  assert.match(said({ name: 'stopped', code: 4404, reason: '' }).text, /no such session/);
  assert.match(said({ name: 'ended' }, { type: 'exit', exitCode: 3 }).text, /exit code 3/);
  assert.match(said({ name: 'ended' }, { type: 'exit', signal: 9 }).text, /signal 9/);
  assert.equal(said({ name: 'ended' }, { type: 'lost' }).actionText, 'Restore');
  assert.equal(said({ name: 'ended' }, { type: 'restored' }).actionText, 'Go there');
});

test('aSessionsEndSaysWhetherSomethingOfItRunsOn', () => {
  assert.match(leftText({ type: 'exit', exitCode: 0, leftRunning: true }), /background process .* lost the terminal/);
  assert.equal(leftText({ type: 'exit', exitCode: 0 }), '');
  assert.equal(leftText({ type: 'lost' }), '');
});

test('theListSaysOfEveryStateWhereASessionIsOrHowItCameToItsEnd', () => {
  assert.equal(detailOf({ state: 'opening', cwd: '/srv' }), 'Starting');
  assert.equal(detailOf({ state: 'running', cwd: '/srv' }), '/srv');
  assert.equal(detailOf({ state: 'detached', cwd: '/srv', endsInSeconds: 1800 }), 'Ends in 30 min: nobody is there');
  assert.equal(detailOf({ state: 'detached', cwd: '/srv', endsInSeconds: 119 }), 'Ends in 2 min: nobody is there');
  assert.equal(detailOf({ state: 'ended', exitCode: 3 }), 'Ended with exit code 3');
  assert.equal(detailOf({ state: 'ended', signal: 9 }), 'Ended by signal 9');
  assert.equal(detailOf({ state: 'ended', signal: 1, endedBecause: 'retention' }), 'Ended: nobody was there for too long');
  assert.equal(detailOf({ state: 'ended', signal: 1, endedBecause: 'operator' }), 'Ended by an operator');
  assert.equal(detailOf({ state: 'ended', exitCode: 0, endedBecause: 'keeper_stopped' }), 'Ended: its keeper was stopped');
  assert.equal(detailOf({ state: 'lost' }), 'Lost');
  assert.equal(detailOf({ state: 'lost', lostBecause: 'keeper_gone' }), 'Lost: its keeper is gone');
  assert.equal(detailOf({ state: 'lost', lostBecause: 'machine_restarted' }), 'Lost: the machine was restarted');
  assert.equal(detailOf({ state: 'lost', lostBecause: 'never_started' }), 'Lost: it never started');
  assert.equal(detailOf({ state: 'restored', successor: 'session_1_b' }), 'Restored: another session goes on in its place');
});
