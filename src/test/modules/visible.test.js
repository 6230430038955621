import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visible } from '../../main/webapp/modules/visible.js';

test('what turns a line round or is not seen is replaced', () => {
  assert.equal(visible('invoice\u202efdp.exe'), 'invoice\ufffdfdp.exe');
  assert.equal(visible('a\u200bb\u2066c\u001bd\u2028e\u3164f'), 'a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf');
  assert.equal(visible('a\u200db'), 'a\ufffdb');
  assert.equal(visible('\ud800'), '\ufffd');
});

test('what people write stays', () => {
  for (const text of ['Zoë 日本 🙂', 'می\u200cخواهم', '👩\u200d💻', 'vim \ue0b0 x']) {
    assert.equal(visible(text), text);
  }
});
