import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { PasteConsent, excerpt, linesOf, pastable } from '../../main/webapp/modules/paste.js';

// The server holds its own rule against the same cases (PasteTest).
const cases = JSON.parse(await readFile(new URL('../resources/paste/cases.json', import.meta.url), 'utf8'));

test('what is pasted is harmless', () => {
  assert.ok(cases.length >= 20);
  for (const { name, text, pasted } of cases) {
    assert.equal(pastable(text), pasted, name);
  }
});

test('what is pasted has no control character but tab and Enter', () => {
  const all = Array.from({ length: 0x100 }, (_, code) => String.fromCharCode(code)).join('');
  assert.equal(pastable(`${all}${all}`).replace(/[ -~\xa0-\xff]/g, ''), '\t\r\r\t\r\r');
});

test('a line end at the end of a text begins no line', () => {
  assert.deepEqual(linesOf('ls'), ['ls']);
  assert.deepEqual(linesOf('ls\r'), ['ls']);
  assert.deepEqual(linesOf('cd /\rls\r'), ['cd /', 'ls']);
  assert.deepEqual(linesOf('\r\r'), ['', '']);
});

/** Consent, asked of somebody who gives these answers. */
function asked(...answers) {
  const questions = [];
  const consent = new PasteConsent(async (lines) => {
    questions.push(lines);
    return answers.shift();
  });
  return { consent, questions };
}

test('several lines are asked for where the program has no bracketed paste', async () => {
  const { consent, questions } = asked('once', null);

  assert.equal(await consent.allows('cd /\rls\r', false), true);
  assert.equal(await consent.allows('cd /\rls\r', false), false);

  assert.deepEqual(questions, [['cd /', 'ls'], ['cd /', 'ls']]);
});

test('one line is not asked for, nor are several that the program can tell from typing', async () => {
  const { consent, questions } = asked();

  assert.equal(await consent.allows('ls\r', false), true);
  assert.equal(await consent.allows('cd /\rls\r', true), true);

  assert.deepEqual(questions, []);
});

test('who says always is not asked again, who says no is', async () => {
  const { consent, questions } = asked(null, 'always');

  assert.equal(await consent.allows('a\rb', false), false);
  assert.equal(await consent.allows('a\rb', false), true);
  assert.equal(await consent.allows('c\rd', false), true);

  assert.equal(questions.length, 2);
});

test('a long text is shown by its beginning', () => {
  assert.equal(excerpt(['a', 'b']), 'a\nb');
  const lines = Array.from({ length: 13 }, (_, number) => `line ${number}`);
  assert.match(excerpt(lines), /line 11\n… and 1 more line$/);
  assert.match(excerpt([...lines, 'x']), /… and 2 more lines$/);
  assert.ok(excerpt(['x'.repeat(5000), 'y']).length < 2100);
});
