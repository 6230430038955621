import assert from 'node:assert/strict';
import test from 'node:test';
import { Audience, audienceText } from '../../main/webapp/modules/audience.js';

const anna = { number: 1, name: 'anna', role: 'driver', visible: true };
const bea = { number: 2, name: 'bea', role: 'operator', visible: true };
const guest = { number: 3, name: null, role: 'observer', visible: false };

function audienceOf(number, ...viewers) {
  const audience = new Audience();
  audience.greeted({ number, role: 'operator' });
  audience.told({ viewers });
  return audience;
}

test('aPageThatWasNotGreetedYetAsksForItsOwnSize', () => {
  assert.equal(new Audience().drives, true);
});

test('whatThisPageIsFollowsFromItsNumber', () => {
  assert.equal(audienceOf(1, anna, bea).drives, true);
  assert.equal(audienceOf(2, anna, bea).role, 'operator');
  assert.equal(audienceOf(3, anna, guest).mayType, false);
  assert.deepEqual(audienceOf(2, anna, bea).others.map((one) => one.name), ['anna']);
});

test('itSaysWhoTypesAndWhoWatchesAndNothingToWhomIsAlone', () => {
  assert.equal(audienceText(audienceOf(1, anna)), '');
  assert.equal(audienceText(audienceOf(1, anna, bea)), 'You type, bea watches');
  assert.equal(audienceText(audienceOf(1, anna, { ...bea, visible: false })), 'You type, bea is in the background');
  assert.equal(audienceText(audienceOf(1, anna, bea, guest)), 'You type, 2 watch');
  assert.equal(audienceText(audienceOf(2, anna, bea)), 'anna types, you watch');
  assert.equal(audienceText(audienceOf(2, bea, guest)), 'Nobody types, you watch');
  assert.equal(audienceText(audienceOf(3, guest)), 'You watch');
});

test('anotherWindowOfTheSamePersonIsNotAnotherPerson', () => {
  const second = { ...bea, name: 'anna' };
  assert.equal(audienceText(audienceOf(1, anna, second)), 'You type, your other window watches');
  assert.equal(audienceText(audienceOf(2, anna, second)), 'Your other window types, you watch');
});

test('twoGuestsOfOneLinkMayBeTwoPeople', () => {
  const eve = { number: 4, name: 'Eve (guest)', role: 'driver', visible: true };
  assert.equal(audienceText(audienceOf(5, eve, { ...eve, number: 5, role: 'operator' })), 'Eve (guest) types, you watch');
});

test('aNewAttachmentForgetsTheOldAudience', () => {
  const audience = audienceOf(2, anna, bea);
  audience.greeted({ number: 7, role: 'driver' });
  assert.deepEqual(audience.all, []);
  assert.equal(audience.drives, true);
});
