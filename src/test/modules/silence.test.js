import assert from 'node:assert/strict';
import { test } from 'node:test';
import headless from '@xterm/headless';
import { isUnasked, silence } from '../../main/webapp/modules/silence.js';

/** Every query of xterm's ctlseqs that has an answer, and some that look like one. */
const QUERIES = {
  ENQ: '\x05',
  DA1: '\x1b[c', 'DA1 with 0': '\x1b[0c', DA2: '\x1b[>c', 'DA2 with 0': '\x1b[>0c', DA3: '\x1b[=c', DECID: '\x1bZ', 'DA1 of C1': '\u009bc',
  DSR: '\x1b[5n', CPR: '\x1b[6n', DECXCPR: '\x1b[?6n', 'DSR printer': '\x1b[?15n', 'DSR user keys': '\x1b[?25n', 'DSR keyboard': '\x1b[?26n', 'DSR colours': '\x1b[?996n',
  'DECRQM ANSI': '\x1b[4$p', 'DECRQM private': '\x1b[?2026$p', 'DECRQM unknown': '\x1b[?9999$p',
  'DECRQSS m': '\x1bP$qm\x1b\\', 'DECRQSS r': '\x1bP$qr\x1b\\', 'DECRQSS q': '\x1bP$q q\x1b\\', 'DECRQSS "p': '\x1bP$q"p\x1b\\', 'DECRQSS junk': '\x1bP$q;touch canary\n\x1b\\',
  XTGETTCAP: '\x1bP+q544e\x1b\\', XTVERSION: '\x1b[>q', 'XTVERSION with 0': '\x1b[>0q',
  'XTWINOPS state': '\x1b[11t', 'XTWINOPS pixels': '\x1b[14t', 'XTWINOPS window pixels': '\x1b[14;2t', 'XTWINOPS cell': '\x1b[16t', 'XTWINOPS cells': '\x1b[18t',
  'XTWINOPS screen': '\x1b[19t', 'XTWINOPS icon name': '\x1b[20t', 'XTWINOPS title': '\x1b]0;touch canary\x07\x1b[21t',
  DECREQTPARM: '\x1b[x', 'DECREQTPARM 1': '\x1b[1x', DECRQCRA: '\x1b[1;1;1;1;1;1*y', DECRQPSR: '\x1b[1$w',
  'keyboard protocol': '\x1b[?u', XTQMODKEYS: '\x1b[?4m', XTSMGRAPHICS: '\x1b[?1;1;0S',
  'OSC 4': '\x1b]4;1;?\x07', 'OSC 4 twice': '\x1b]4;1;?;2;?\x1b\\', 'OSC 10': '\x1b]10;?\x07', 'OSC 11': '\x1b]11;?\x1b\\', 'OSC 12': '\x1b]12;?\x07', 'OSC 10 to 12': '\x1b]10;?;?;?\x07',
  'OSC 52': '\x1b]52;c;?\x07', 'OSC 52 primary': '\x1b]52;p;?\x1b\\', 'OSC 52 without a target': '\x1b]52;;?\x07',
};

const SILENCED = terminal(true);
const TALKATIVE = terminal(false);

function terminal(silenced) {
  const term = new headless.Terminal({ allowProposedApi: true, cols: 80, rows: 24, windowOptions: { getWinSizeChars: true, getWinSizePixels: true, getCellSizePixels: true } });
  if (silenced) {
    silence(term.parser);
  }
  return term;
}

/** What a terminal says to that; colours are asked of its parser's own events, for the headless one has none to report. */
async function saidBy(term, sequence) {
  const said = [];
  const listeners = [
    term.onData((data) => said.push(data)),
    term.onBinary((data) => said.push(data)),
    term._core._inputHandler.onColor((events) => said.push(...events.filter(({ type }) => type === 0).map(({ index }) => `colour ${index}`))),
  ];
  await new Promise((parsed) => term.write(sequence, parsed));
  listeners.forEach((listener) => listener.dispose());
  return said;
}

for (const [name, sequence] of Object.entries(QUERIES)) {
  test(`noAnswerTo ${name}`, async () => {
    assert.deepEqual(await saidBy(SILENCED, sequence), []);
    assert.deepEqual(await saidBy(SILENCED, new TextEncoder().encode(sequence)), []);
  });
}

test('theSameQueriesAreAnsweredByATerminalThatIsNotSilenced', async () => {
  const answered = [];
  for (const [name, sequence] of Object.entries(QUERIES)) {
    if ((await saidBy(TALKATIVE, sequence)).length > 0) {
      answered.push(name);
    }
  }
  for (const name of ['DA1', 'DA2', 'DSR', 'CPR', 'DECXCPR', 'DECRQM ANSI', 'DECRQM private', 'DECRQSS m', 'XTWINOPS cells', 'OSC 4', 'OSC 10', 'OSC 11', 'OSC 12']) {
    assert.ok(answered.includes(name), `${name} of ${answered}`);
  }
});

test('aQueryThatIsCutByAnyNumberOfWritesStaysUnanswered', async () => {
  for (const sequence of Object.values(QUERIES)) {
    for (const character of sequence) {
      assert.deepEqual(await saidBy(SILENCED, character), [], JSON.stringify(sequence));
    }
  }
});

test('keysAndPastesStillArrive', async () => {
  const said = [];
  const listener = SILENCED.onData((data) => said.push(data));
  SILENCED.input('a');
  SILENCED.input('\x1b[A');
  SILENCED.input('\x1b[1;2R');
  listener.dispose();
  assert.deepEqual(said, ['a', '\x1b[A', '\x1b[1;2R']);
  assert.ok(said.every((data) => !isUnasked(data)));
});

test('mouseReportsAreNobodysAnswer', () => {
  for (const report of ['\x1b[<0;10;5M', '\x1b[<0;10;5m', '\x1b[<64;1;1M', '\x1b[M !!']) {
    assert.equal(isUnasked(report), false);
  }
});

test('thisPagesFocusIsNotReportedByItsTerminal', async () => {
  const said = [];
  const listener = SILENCED.onData((data) => said.push(data));
  SILENCED.input('\x1b[I');
  SILENCED.input('\x1b[O');
  SILENCED.input('\x1b[Ix');
  listener.dispose();
  assert.deepEqual(said.map((data) => isUnasked(data)), [true, true, false]);
});

test('whatIsNoQueryStillWorks', async () => {
  const term = terminal(true);
  const colors = [];
  term._core._inputHandler.onColor((events) => colors.push(...events));
  await saidBy(term, '\x1b[2;5H\x1b[4h\x1b[1;5r\x1b[!p\x1b]4;1;rgb:11/22/33\x07\x1b]10;#aabbcc\x07\x1b[3 q\x1b[1"q');
  assert.deepEqual(colors.map(({ type }) => type), [1, 1]);
});

test('aColourIsSetInASequenceThatAlsoAsksForOneAndTheAnswerIsKnownAsUnasked', async () => {
  const said = await saidBy(SILENCED, '\x1b]4;1;?;2;rgb:11/22/33\x07');
  assert.deepEqual(said, ['colour 1']);
  assert.equal(isUnasked('\x1b]4;1;rgb:1111/2222/3333\x1b\\'), true);
  assert.equal(isUnasked('\x1b]11;rgb:0e0e/1414/1616\x1b\\'), true);
});
