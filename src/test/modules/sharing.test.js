import assert from 'node:assert/strict';
import test from 'node:test';
import { expiryText, shareText } from '../../main/webapp/modules/sharing.js';

const NOW = Date.parse('2026-01-01T00:00:00Z');

test('howLongALinkIsGoodIsSaidInTheLargestUnitThatFits', () => {
  assert.equal(expiryText('2026-01-01T00:00:20Z', NOW), 'for 1 minute more');
  assert.equal(expiryText('2026-01-01T00:59:40Z', NOW), 'for 60 minutes more');
  assert.equal(expiryText('2026-01-01T01:00:00Z', NOW), 'for 1 hour more');
  assert.equal(expiryText('2026-01-08T00:00:00Z', NOW), 'for 7 days more');
});

test('aLinkTellsWhatItAllowsWhoCameByItAndWhoMadeIt', () => {
  const link = { role: 'observer', expiresAt: '2026-01-01T08:00:00Z', lastUsedAt: null, here: 0, maker: 'anna' };
  assert.equal(shareText(link, NOW), 'May watch for 8 hours more · not used yet · made by anna');
  assert.equal(shareText({ ...link, role: 'operator', lastUsedAt: '2025-12-31T23:00:00Z' }, NOW), 'May watch and type for 8 hours more · not here now · made by anna');
  assert.equal(shareText({ ...link, here: 2 }, NOW), 'May watch for 8 hours more · 2 here now · made by anna');
});
