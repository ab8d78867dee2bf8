import fc from 'fast-check';

/** A state of a random chart. */
export interface ChartState {
  readonly name: string;
  readonly on: Readonly<Record<string, Way>>;
  readonly always: readonly (Way & { readonly flag: string })[];
  readonly done: Way | undefined;
  readonly states: readonly ChartState[];
  readonly parts: readonly (readonly ChartState[])[];
}

/** Where a transition leads (undefined: it stays), and the flag that it sets. */
export interface Way {
  readonly to: string | undefined;
  readonly sets: readonly [flag: string, value: boolean];
}

interface Shape {
  readonly parts: readonly (readonly Shape[])[];
  readonly states: readonly Shape[];
  readonly seeds: readonly number[];
}

export const FLAGS = ['f0', 'f1', 'f2'] as const;
export const EVENTS = ['e0', 'e1', 'e2'] as const;

const { shapes } = fc.letrec<{ shape: Shape; shapes: readonly Shape[] }>((tie) => ({
  shapes: fc.array(tie('shape'), { minLength: 1, maxLength: 3, depthIdentifier: 'chart' }),
  shape: fc.record({
    seeds: fc.array(fc.nat(1_000_000), { minLength: 16, maxLength: 16 }),
    states: fc.oneof(
      { depthIdentifier: 'chart', depthSize: 'small', maxDepth: 3 },
      fc.constant([]),
      fc.array(tie('shape'), { minLength: 1, maxLength: 3 }),
    ),
    parts: fc.oneof(
      { depthIdentifier: 'chart', depthSize: 'small', maxDepth: 3 },
      fc.constant([]),
      fc.array(fc.array(tie('shape'), { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 2 }),
    ),
  }),
}));

/** Random charts: states in states, parallel ones, events, automatic transitions that read flags, and `done`. */
export const charts: fc.Arbitrary<readonly ChartState[]> = fc
  .array(shapes, { minLength: 1, maxLength: 2 })
  .map((lists) => toChart(lists.flat()));

interface Placed {
  readonly name: string;
  readonly shape: Shape;
  /** `s1/0` for part 0 of s1, `s1` for the inside of s1: from the outermost. */
  readonly holders: readonly string[];
  readonly inner: readonly Placed[];
  readonly parts: readonly (readonly Placed[])[];
}

function toChart(shapes: readonly Shape[]): readonly ChartState[] {
  let count = 0;
  const place = (shape: Shape, holders: readonly string[]): Placed => {
    const name = `s${count++}`;
    const parts = shape.parts.map((part, index) => part.map((each) => place(each, [...holders, `${name}/${index}`])));
    const inner = parts.length > 0 ? [] : shape.states.map((each) => place(each, [...holders, name]));
    return { name, shape, holders, inner, parts };
  };
  const placed = shapes.map((each) => place(each, []));
  const all = flatten(placed);
  return placed.map((each) => toState(each, all));
}

function flatten(placed: readonly Placed[]): readonly Placed[] {
  return placed.flatMap((each) => [each, ...flatten(each.inner), ...each.parts.flatMap(flatten)]);
}

function toState(placed: Placed, all: readonly Placed[]): ChartState {
  const { name, shape, inner, parts } = placed;
  const targets = all.filter((each) => !isAcross(placed, each)).map((each) => each.name);
  const [isPlain = 0, ...seeds] = shape.seeds;
  const way = (index: number): Way => {
    const seed = seeds[index] ?? 0;
    const to = seed % 4 === 0 ? undefined : targets[seed % targets.length];
    return { to, sets: [FLAGS[seed % FLAGS.length] ?? 'f0', seed % 2 === 0] };
  };
  const isEnd = isPlain % 3 === 0 && inner.length === 0 && parts.length === 0;
  const isUsed = (index: number) => !isEnd && (seeds[index] ?? 0) % 5 < 3;
  return {
    name,
    on: Object.fromEntries(EVENTS.flatMap((event, index) => (isUsed(index) ? [[event, way(index)]] : []))),
    always: isUsed(5) && (seeds[6] ?? 0) % 2 === 0 ? [{ ...way(6), flag: FLAGS[(seeds[7] ?? 0) % 3] ?? 'f0' }] : [],
    done: inner.length + parts.length > 0 && isUsed(8) ? way(9) : undefined,
    states: inner.map((each) => toState(each, all)),
    parts: parts.map((part) => part.map((each) => toState(each, all))),
  };
}

/** True when the way would lead from one part of a parallel state into another. */
function isAcross(source: Placed, target: Placed): boolean {
  const index = source.holders.findIndex((each, at) => each !== target.holders[at]);
  const [from, to] = [source.holders[index], target.holders[index]];
  return from !== undefined && to !== undefined && from.split('/')[0] === to.split('/')[0];
}
