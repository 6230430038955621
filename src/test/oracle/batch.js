// Serves the oracle to a test in another language: one JSON object per line in, one per line out.
//   {"command": "cases"}                                  -> {"cases": [{group, name, stream, split}]}
//   {"command": "generate", seed, length}                 -> {"stream"}
//   {"command": "check", stream, split, snapshot, size?, resizes?, mended?} -> a verdict of oracle.js, or {"error"}
//   {"command": "row", writes, mended}                    -> {"text"} of the first row
//   {"command": "replies", stream, size?}                 -> {"replies"}
//   {"command": "measure", stream, megabytes}             -> {"megabytesPerSecond"}
// Bytes are base64; a stream may be given once with "name" and then by name alone.
import { createInterface } from 'node:readline';
import { CASES } from './cases.js';
import { generate } from './generate.js';
import { check } from './oracle.js';
import { bytesOf, concat, createTerminal, feed } from './terminal.js';

const streams = new Map();
const decode = text => new Uint8Array(Buffer.from(text, 'base64'));
const encode = bytes => Buffer.from(bytes).toString('base64');
const toBytes = data => (typeof data === 'string' ? bytesOf(data) : Uint8Array.from(data));

function streamOf({ name, stream }) {
  const bytes = stream === undefined ? streams.get(name) : decode(stream);
  if (name !== undefined && stream !== undefined) {
    streams.clear();
    streams.set(name, bytes);
  }
  return bytes;
}

const COMMANDS = {
  cases: () => ({
    cases: CASES.map(({ group, name, before, after, size, resizes }) => {
      const head = toBytes(before);
      return { group, name, size, resizes, stream: encode(concat(head, toBytes(after))), split: head.length };
    }),
  }),
  generate: ({ seed, length, size }) => ({ stream: encode(generate(seed, length, size)) }),
  check: ({ snapshot, ...rest }) => check({ ...rest, stream: streamOf(rest), snapshot: decode(snapshot) }),
  row: ({ writes, mended }) => {
    const terminal = createTerminal({}, mended);
    writes.forEach(bytes => feed(terminal, decode(bytes)));
    return { text: terminal.term.buffer.active.getLine(0).translateToString(true) };
  },
  replies: ({ size, ...rest }) => {
    const terminal = createTerminal(size);
    feed(terminal, streamOf(rest));
    return { replies: terminal.record.replies };
  },
  measure: ({ megabytes, ...rest }) => {
    const bytes = streamOf(rest);
    const terminal = createTerminal();
    let fed = 0;
    const start = process.hrtime.bigint();
    while (fed < megabytes * 1e6) {
      for (let at = 0; at < bytes.length; at += 65536) feed(terminal, bytes.subarray(at, at + 65536));
      fed += bytes.length;
    }
    return { megabytesPerSecond: fed * 1e3 / Number(process.hrtime.bigint() - start) };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const request = JSON.parse(line);
    answer = COMMANDS[request.command](request);
  } catch (error) {
    answer = { error: String(error.stack ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
