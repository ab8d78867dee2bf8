import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assign, createMachine, initialTransition, transition } from 'xstate';
import { type Fired, fire, type Instance, type Process, start } from '../src/index.ts';
import { ENVIRONMENT, processAlone, STRANGER } from './content.ts';
import { type ChartState, charts, EVENTS, FLAGS, type Way } from './random-chart.ts';

/** The chart as content, without what the check knows can never happen. */
function agreed(chart: readonly ChartState[]): { readonly chart: readonly ChartState[]; readonly process: Process } {
  try {
    return { chart, process: toProcess(chart) };
  } catch (error) {
    const never = new Set([...String(error).matchAll(/`(s\d+)` is never done/g)].map(([, name]) => name));
    fc.pre(never.size > 0);
    return agreed(withoutDone(chart, never));
  }
}

function withoutDone(states: readonly ChartState[], never: ReadonlySet<string | undefined>): readonly ChartState[] {
  return states.map((each) => ({
    ...each,
    done: never.has(each.name) ? undefined : each.done,
    states: withoutDone(each.states, never),
    parts: each.parts.map((part) => withoutDone(part, never)),
  }));
}

function toProcess(chart: readonly ChartState[]): Process {
  const names = chart.map(({ name }) => name);
  return processAlone(
    [
      { kind: 'choices', name: 'chart-state', values: Object.fromEntries(names.map((name) => [name, name])) },
      {
        kind: 'entity',
        name: 'Chart',
        title: 'name',
        fields: {
          name: { type: 'text' },
          state: { type: 'choice', of: 'chart-state' },
          ...Object.fromEntries(FLAGS.map((flag) => [flag, { type: 'boolean' }])),
        },
      },
      { kind: 'process', name: 'test', of: 'Chart', field: 'state', states: statesOf(chart) },
    ]
      .map((each) => JSON.stringify(each))
      .join('\n---\n'),
  );
}

function statesOf(states: readonly ChartState[]): JsonObject {
  return Object.fromEntries(states.map((each) => [each.name, stateOf(each)]));
}

function stateOf({ on, always, done, states, parts }: ChartState): JsonObject {
  const way = ({ to, sets: [flag, value] }: Way): JsonObject => ({ ...(to && { to }), set: { [flag]: value } });
  return {
    on: Object.fromEntries(Object.entries(on).map(([event, each]) => [event, way(each)])),
    ...(always.length > 0 && { always: always.map((each) => ({ when: `${each.flag} = true`, ...way(each) })) }),
    ...(done && { done: way(done) }),
    ...(states.length > 0 && { states: statesOf(states) }),
    ...(parts.length > 0 && {
      parts: Object.fromEntries(parts.map((part, index) => [`p${index}`, { states: statesOf(part) }])),
    }),
  };
}

/** The chart as a machine of XState. A way to the state itself enters it again there when it says so. */
function toMachine(chart: readonly ChartState[]) {
  const context = Object.fromEntries(FLAGS.map((flag) => [flag, false]));
  // biome-ignore lint/suspicious/noExplicitAny: the configuration is made at run time, which its types cannot follow.
  return createMachine({ id: 'm', context, options: { maxIterations: 1000 }, ...inside(chart) } as any);
}

function inside(states: readonly ChartState[]): object {
  return { initial: states[0]?.name, states: Object.fromEntries(states.map((each) => [each.name, node(each)])) };
}

function node({ name, on, always, done, states, parts }: ChartState): object {
  const way = ({ to, sets: [flag, value] }: Way) => ({
    ...(to && { target: `#${to}` }),
    ...(to === name && { reenter: true }),
    actions: assign({ [flag]: value }),
  });
  const isLeaf = states.length === 0 && parts.length === 0;
  const isFinal = isLeaf && Object.keys(on).length === 0 && always.length === 0;
  return {
    id: name,
    ...(isFinal && { type: 'final' }),
    on: Object.fromEntries(Object.entries(on).map(([event, each]) => [event, way(each)])),
    always: always.map((each) => ({
      guard: ({ context }: { context: Record<string, boolean> }) => context[each.flag] === true,
      ...way(each),
    })),
    ...(done && { onDone: way(done) }),
    ...(states.length > 0 && inside(states)),
    ...(parts.length > 0 && {
      type: 'parallel',
      states: Object.fromEntries(parts.map((part, index) => [`${name}-p${index}`, inside(part)])),
    }),
  };
}

function namesIn(value: unknown): readonly string[] {
  const names =
    typeof value === 'string' ? [value] : Object.entries(value ?? {}).flatMap(([key, each]) => [key, ...namesIn(each)]);
  return names.filter((name) => !name.includes('-')).sort();
}

const REQUEST = { actor: STRANGER, environment: ENVIRONMENT };

function isEndless({ problems }: Fired): boolean {
  return problems.some(({ code }) => code === 'NEVER_RESTS');
}

describe('The interpreter', () => {
  test('has the same active states as XState, whatever the chart and the events are', () => {
    fc.assert(
      fc.property(charts, fc.array(fc.constantFrom(...EVENTS), { maxLength: 10 }), (random, events) => {
        const { chart, process } = agreed(random);
        const flags = Object.fromEntries(FLAGS.map((flag) => [flag, false]));
        const begun = start(process, { ...REQUEST, input: {}, record: flags });
        fc.pre(!isEndless(begun));
        const machine = toMachine(chart);
        let [snapshot] = initialTransition(machine);
        let record: JsonObject = flags;
        let instance: Instance | null = null;
        const follow = (fired: Fired) => {
          if (!('instance' in fired)) return;
          record = { ...record, ...fired.values };
          ({ instance } = fired);
        };
        follow(begun);
        expect((instance as Instance | null)?.active.toSorted()).toEqual(namesIn(snapshot.value));
        for (const event of events) {
          const fired = fire(process, { ...REQUEST, event, input: {}, record, before: record, instance });
          fc.pre(!isEndless(fired));
          follow(fired);
          [snapshot] = transition(machine, snapshot, { type: event });
          expect((instance as Instance | null)?.active.toSorted()).toEqual(namesIn(snapshot.value));
          expect(snapshot.context).toEqual(Object.fromEntries(FLAGS.map((flag) => [flag, record[flag]])));
        }
      }),
      { numRuns: 40 },
    );
  });
});
