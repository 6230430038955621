/** Prints what so many pages would wait, in milliseconds, one after the other, once their gateway is gone: a list for each. Arguments: pages, seed. */
import { Backoff } from '../../main/webapp/modules/backoff.js';
import { seeded } from './fakes.js';

const TRIES = 12;
const [pages, seed] = process.argv.slice(2).map(Number);
const random = seeded(seed);
const waits = Array.from({ length: pages }, () => {
  const backoff = new Backoff(random, 30_000);
  return [backoff.lost().wait, ...Array.from({ length: TRIES }, () => backoff.failed().wait)];
});
process.stdout.write(JSON.stringify(waits));
