import { expect } from '@jest/globals';
import { type Played, play } from './play.ts';

/** Plays, and holds the end against what must have happened, worked out from the acknowledged answers alone. */
export async function killAtRandom(kills: number, seed: number): Promise<void> {
  process.stderr.write(`kill -9 at ${kills} moments chosen by seed ${seed} (again: KILL_SEED=${seed})\n`);
  const played = await play({ kills, nodes: 2, writers: 6, random: randomFrom(seed) });
  const { acknowledged, told, repeated } = played;
  process.stderr.write(
    `${acknowledged.size} requests, ${told.size} notifications; ${repeated} times something came twice outside\n`,
  );
  check(played);
}

function check({ acknowledged, requests, told, entered, heard, left, problems }: Played): void {
  expect(problems).toEqual([]);
  expect(acknowledged.size).toBeGreaterThan(0);
  expect(left).toEqual({ promises: 0, jobs: 0, timers: 0, tasks: 0, unfinished: 0 });
  expect(requests.map(({ subject }) => subject)).toEqual([...acknowledged.keys()].sort());
  const closed = { status: 'closed', closings: 1, receipts: 1 };
  for (const request of requests) {
    const { subject, nudges } = request;
    expect(request).toEqual({ ...closed, subject, nudges, page: `page of ${subject}` });
    expect(nudges).toBeLessThanOrEqual(1);
    if (acknowledged.get(subject)) expect(nudges).toBe(1);
  }
  const subjects = requests.map(({ subject }) => subject);
  const late = requests.filter(({ nudges }) => nudges === 1).map(({ subject }) => subject);
  const expected = [
    ...subjects.map((subject) => [`request-submitted ${subject}`, 1]),
    ...late.map((subject) => [`request-late ${subject}`, 1]),
    ...subjects.map((subject) => [`request-closed ${subject}`, 1]),
  ] as [string, number][];
  const relevant = [...told].filter(([what]) => what.startsWith('request-'));
  expect(relevant.sort()).toEqual(expected.sort());
  expect([...entered.values()].sort()).toEqual(subjects);
  expect([...heard.values()].sort()).toEqual(subjects);
}

/** Mulberry32: the same moments for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
