import assert from 'node:assert/strict';
import test, { mock } from 'node:test';
import { Api } from '../../main/webapp/modules/api.js';

const JSON_TYPE = { headers: { 'Content-Type': 'application/json' } };

/** A body of which the connection brought no more than its beginning. */
function brokenOff(beginning) {
  return new ReadableStream({
    pull(body) {
      if (beginning) {
        body.enqueue(new TextEncoder().encode(beginning));
        beginning = '';
        return;
      }
      body.error(new TypeError('network error'));
    },
  });
}

/** A server that was killed while it answered was a defect of the page: what came of the answer was thrown as it was. */
test('anAnswerThatBreaksOffIsNone', async () => {
  mock.method(globalThis, 'fetch', async () => new Response(brokenOff('[{"id":"session_1"'), JSON_TYPE));
  await assert.rejects(new Api('').sessions('home'), { name: 'Problem', code: 'unreachable', message: 'The server does not answer. (network error)' });
});

test('aRefusalIsTheProblemThatItSays', async () => {
  const body = JSON.stringify({ code: 'conflict', detail: 'The session still runs.' });
  mock.method(globalThis, 'fetch', async () => new Response(body, { status: 409, headers: { 'Content-Type': 'application/problem+json' } }));
  await assert.rejects(new Api('').restart('session_1'), { name: 'Problem', code: 'conflict', message: 'The session still runs.' });
});
