/** One thing that is measured. `run` does it once; what it returns is ignored. */
export interface Side {
  readonly name: string;
  run(): unknown;
}

export interface Comparison {
  readonly name: string;
  readonly ours: Side;
  readonly theirs: Side;
  /** Our rate divided by theirs must be at least this … */
  readonly atLeast?: number;
  /** … or our time divided by theirs at most this. Give one of the two. */
  readonly atMost?: number;
  /** How many run it at the same time. */
  readonly callers?: number;
  readonly rounds?: number;
  readonly secondsARound?: number;
}

/**
 * Measures two sides in turns (A B A B …), so that a busy machine slows both, and prints both medians and the line that
 * `npm run bench` collects: `name: 12.3 x (goal ≥ 5)`. The first round of each warms up and does not count.
 */
export async function compare({ name, ours, theirs, atLeast, atMost, ...how }: Comparison): Promise<number> {
  const { callers = 1, rounds = 5, secondsARound = 1 } = how;
  const rates: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    const both = [await rateOf(ours, callers, secondsARound), await rateOf(theirs, callers, secondsARound)] as const;
    if (round === 0) continue;
    rates[0].push(both[0]);
    rates[1].push(both[1]);
  }
  const [our, their] = [median(rates[0]), median(rates[1])];
  console.log(`  ${ours.name}: ${perSecond(our)}; ${theirs.name}: ${perSecond(their)}`);
  const ratio = atMost === undefined ? our / their : their / our;
  console.log(ratioLine(name, ratio, { atLeast, atMost }));
  return ratio;
}

/** The line of one ratio, for benches that measure in their own way. */
export function ratioLine(
  name: string,
  ratio: number,
  goal: { atLeast?: number | undefined; atMost?: number | undefined },
): string {
  const wanted = goal.atMost === undefined ? `≥ ${goal.atLeast ?? 1}` : `≤ ${goal.atMost}`;
  return `${name}: ${ratio >= 100 ? ratio.toFixed(0) : ratio.toFixed(2)} x (goal ${wanted})`;
}

/** How often a second the side runs, with so many callers that each wait for their own answer. */
async function rateOf(side: Side, callers: number, seconds: number): Promise<number> {
  const started = performance.now();
  const end = started + seconds * 1000;
  let done = 0;
  const call = async () => {
    while (performance.now() < end) {
      const answer = side.run();
      // Awaiting what is no promise would measure the event loop.
      if (answer instanceof Promise) await answer;
      done++;
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return done / ((performance.now() - started) / 1000);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function perSecond(rate: number): string {
  const digits = rate >= 100 ? 0 : 2;
  return `${rate.toLocaleString('en', { maximumFractionDigits: digits })}/s`;
}
