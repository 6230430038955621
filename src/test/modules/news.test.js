import assert from 'node:assert/strict';
import { test } from 'node:test';
import { News } from '../../main/webapp/modules/news.js';
import { colorOf, columnsOf } from '../../main/webapp/modules/picture.js';

function world() {
  const clock = { now: 0 };
  return { clock, news: new News(() => clock.now) };
}

test('whatIsLookedAtLeavesNoMark', () => {
  const { news } = world();
  for (const event of [{ type: 'activity', active: true }, { type: 'bell' }, { type: 'notify', title: 't', body: 'b' }, { type: 'exit', exitCode: 1 }]) {
    news.heard(event, true);
    assert.equal(news.mark, null, event.type);
  }
});

test('aMorePressingMarkStaysUntilSomebodyLooks', () => {
  const { news } = world();
  news.heard({ type: 'activity', active: true }, false);
  assert.equal(news.mark, 'output');
  assert.equal(news.calls, false);
  news.heard({ type: 'bell' }, false);
  news.heard({ type: 'activity', active: true }, false);
  assert.equal(news.mark, 'bell');
  assert.equal(news.calls, true);
  news.seen();
  assert.equal(news.mark, null);
});

test('theEndOfOutputIsNoNews', () => {
  const { news } = world();
  news.heard({ type: 'activity', active: false }, false);
  assert.equal(news.mark, null);
});

test('onlyTheEndOfALongCommandIsSaidAndOnlyToWhomLooksElsewhere', () => {
  const { clock, news } = world();
  const run = (lasts, exitCode, looking) => {
    news.heard({ type: 'command', state: 'started' }, looking);
    clock.now += lasts;
    return news.heard({ type: 'command', state: 'finished', exitCode }, looking);
  };
  assert.equal(run(2000, 1, false), null);
  assert.equal(news.mark, null);
  assert.equal(run(65_000, 0, true), null);
  assert.deepEqual(run(65_000, 0, false), { title: '', body: 'Finished after 1 min 5 s' });
  assert.equal(news.mark, 'finished');
  assert.deepEqual(run(12_000, 2, false), { title: '', body: 'Failed with exit code 2 after 12 s' });
  assert.equal(news.mark, 'failed');
  assert.equal(news.heard({ type: 'command', state: 'finished', exitCode: 0 }, false), null, 'one whose start nobody heard');
});

test('aNotificationIsSaidAsItIs', () => {
  const { news } = world();
  assert.deepEqual(news.heard({ type: 'notify', title: '<b>', body: 'done' }, true), { title: '<b>', body: 'done' });
  assert.deepEqual(news.heard({ type: 'notify', body: 'done' }, false), { title: '', body: 'done' });
  assert.equal(news.mark, 'notice');
});

test('progressIsShownUntilItIsTakenAwayOrTheProgramEnds', () => {
  const { news } = world();
  news.heard({ type: 'progress', state: 1, percent: 40 }, true);
  assert.deepEqual(news.progress, { kind: 'normal', percent: 40 });
  news.heard({ type: 'progress', state: 3, percent: 0 }, true);
  assert.equal(news.progress.kind, 'unknown');
  news.heard({ type: 'progress', state: 0, percent: 0 }, true);
  assert.equal(news.progress, null);
  news.heard({ type: 'progress', state: 9, percent: 0 }, true);
  assert.equal(news.progress, null);
  news.heard({ type: 'progress', state: 2, percent: 5 }, true);
  news.heard({ type: 'exit', exitCode: 0 }, true);
  assert.equal(news.progress, null);
});

test('colours16To255AreXtermsAndAbove24BitsOfRgb', () => {
  const theme = { red: 'r', brightRed: 'br' };
  assert.equal(colorOf(null, theme), null);
  assert.equal(colorOf(1, theme), 'r');
  assert.equal(colorOf(9, theme), 'br');
  assert.equal(colorOf(16, theme), '#000000');
  assert.equal(colorOf(17, theme), '#00005f');
  assert.equal(colorOf(231, theme), '#ffffff');
  assert.equal(colorOf(232, theme), '#080808');
  assert.equal(colorOf(255, theme), '#eeeeee');
  assert.equal(colorOf(0x1000000 + 0x010203, theme), '#010203');
});

test('aPictureKnowsWhatIsTwoColumnsWide', () => {
  assert.equal(columnsOf('plain'), 5);
  assert.equal(columnsOf('漢字'), 4);
  assert.equal(columnsOf('é'.normalize('NFD')), 1);
  assert.equal(columnsOf('🚀'), 2);
  assert.equal(columnsOf('│─┐'), 3);
});
