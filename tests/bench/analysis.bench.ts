/**
 * Static analysis of tables of 1,000 rows and 6 inputs: one that is whole (each input has exactly one row, so that the
 * absence of gaps and overlaps has to be proved), one whose rows lie anywhere, and the first of 20,000 rows. The time is
 * held against loading the same table, and against the seconds an analyst would wait.
 */
import assert from 'node:assert/strict';
import { choicesKind, entityKind, settingKind } from '@dealwright/entities';
import { loadModel } from '@dealwright/metadata';
import { type Analysis, analyse, decisionKind } from '@dealwright/rules';
import { ratioLine } from './compare.ts';

const ENVIRONMENT = { now: '2026-03-02T10:00:00.000Z', zone: 'Europe/Bucharest', locale: 'en' };
const KINDS = [choicesKind, settingKind, entityKind, decisionKind];
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
const WIDTH = 1_000_000;

/** A source of numbers that is the same in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Side = readonly [number, number];

/** Cuts the whole space again and again along so many columns, until there are so many boxes. */
function partition(count: number, next: () => number, columns = NAMES.length): Side[][] {
  const boxes: Side[][] = [NAMES.map((): Side => [0, WIDTH])];
  while (boxes.length < count) {
    const [box] = boxes.splice(Math.floor(next() * boxes.length), 1);
    const at = Math.floor(next() * columns);
    const [from, to] = box?.[at] ?? [0, 0];
    const cut = Math.floor(from + (to - from) * (0.2 + 0.6 * next()));
    if (!box || cut <= from || cut >= to) {
      if (box) boxes.push(box);
      continue;
    }
    boxes.push(box.with(at, [from, cut]), box.with(at, [cut, to]));
  }
  return boxes;
}

/** Boxes anywhere: each input is tested by two rows of three. */
function scattered(count: number, next: () => number): Side[][] {
  return Array.from({ length: count }, () =>
    NAMES.map((): Side => {
      if (next() < 1 / 3) return [0, WIDTH];
      const from = Math.floor(next() * WIDTH * 0.8);
      return [from, from + 1 + Math.floor(next() * (WIDTH - from - 1))];
    }),
  );
}

function yaml(boxes: readonly Side[][], hit: string): string {
  const rows = boxes.map((box, at) => {
    const when = Object.fromEntries(
      NAMES.flatMap((name, column) => {
        const [from, to] = box[column] ?? [0, 0];
        if (from === 0 && to === WIDTH) return [];
        return [[name, from === 0 ? `< ${to}, null` : to === WIDTH ? `>= ${from}` : `[${from}..${to})`]];
      }),
    );
    return `  - ${JSON.stringify({ when, then: { points: at } })}`;
  });
  return `kind: decision
name: bench
facts: { ${NAMES.map((name) => `${name}: integer`).join(', ')} }
inputs: { ${NAMES.map((name) => `${name}: ${name}`).join(', ')} }
outputs: { points: integer }
hit: ${hit}
table:
${rows.join('\n')}
`;
}

interface Times {
  readonly load: number;
  readonly analysis: number;
  readonly result: Analysis;
}

function measure(text: string): Times {
  const began = performance.now();
  const { model, problems } = loadModel([{ path: 'bench.yaml', text }], KINDS);
  assert(model, JSON.stringify(problems.slice(0, 3)));
  const loaded = performance.now();
  const result = analyse(model.get(decisionKind, 'bench'), ENVIRONMENT);
  return { load: loaded - began, analysis: performance.now() - loaded, result };
}

function median(text: string): Times {
  const runs = Array.from({ length: 4 }, () => measure(text)).slice(1);
  const sorted = runs.toSorted((a, b) => a.analysis - b.analysis);
  const middle = sorted[1];
  assert(middle);
  return { ...middle, load: runs.map(({ load }) => load).sort((a, b) => a - b)[1] ?? 0 };
}

function report(name: string, { load, analysis, result }: Times, seconds: number): void {
  const codes = Object.groupBy(result.findings, ({ code }) => code);
  const found = Object.entries(codes).map(([code, all]) => `${code} ${all?.length}`);
  console.log(
    `  ${name}: ${analysis.toFixed(0)} ms, loading it ${load.toFixed(0)} ms; ${found.join(', ') || 'no findings'}`,
  );
  console.log(ratioLine(`analysis of ${name}, against ${seconds} s`, analysis / 1000 / seconds, { atMost: 1 }));
  console.log(ratioLine(`analysis of ${name}, against loading it`, analysis / load, { atMost: 3 }));
}

const whole = median(yaml(partition(1000, random(7)), 'unique'));
assert.deepEqual([whole.result.findings, whole.result.complete], [[], true]);
report('a whole table of 1,000 rows × 6', whole, 3);

const anywhere = median(yaml(scattered(1000, random(11)), 'first'));
report('scattered rows, 1,000 × 6', anywhere, 3);

// A file of two million characters has room for two tests in each of so many rows.
const large = measure(yaml(partition(20_000, random(3), 2), 'unique'));
assert.deepEqual(
  large.result.findings.map(({ code }) => code).filter((code) => code !== 'ANALYSIS_INCOMPLETE'),
  [],
);
report('a whole table of 20,000 rows × 2', large, 10);
