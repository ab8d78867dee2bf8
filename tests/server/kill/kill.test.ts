import { test } from '@jest/globals';
import { killAtRandom } from './random-kills.ts';

const { KILLS = '20', KILL_SEED = String(Date.now() % 1_000_000) } = process.env;
const kills = Number(KILLS);

test(
  'two nodes under load are killed again and again: all that was acknowledged is there, every clock went off once, everybody was told once',
  () => killAtRandom(kills, Number(KILL_SEED)),
  120_000 + kills * 5_000,
);
