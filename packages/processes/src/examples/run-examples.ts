import { addTo, type Calendar, readDuration } from '@dealwright/calendar';
import { isClean, type Problem } from '@dealwright/diagnostics';
import type { Environment } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import { Temporal } from 'temporal-polyfill';
import { enter, fire, look, start, tick } from '../fire.ts';
import type { Instance } from '../instance.ts';
import type { Process } from '../process.ts';
import type { Fired, StepRequest } from '../request.ts';
import { type Cast, castOf } from './cast.ts';
import type { Example } from './example.ts';
import { judge } from './judge-step.ts';

/** What became of one example. */
export interface ExampleResult {
  readonly name: string;
  /** Empty when it passed; else EXAMPLE_FAILED, where the step stands. */
  readonly problems: readonly Problem[];
}

/**
 * Plays the examples of a process: pure, with a cast of people, a clock that only the example moves, and no database. What
 * the examples of others would compute (formulas, roll-ups, records created) they are given as facts.
 * @param environment language and zone; the clock is the examples' own
 */
export function runExamples(process: Process, environment: Environment): readonly ExampleResult[] {
  return process.examples.map((example) => ({ name: example.name, problems: play(process, example, environment) }));
}

/** A Monday morning of no particular week. */
const BEGINNING = '2026-03-02T10:00';
/** A story in which more becomes due than this has a loop in it. */
const MOST_DUE = 1_000;

/** What an example has come to. */
interface Stage {
  readonly process: Process;
  readonly cast: Cast;
  readonly files: readonly string[];
  environment: Environment;
  record: JsonObject;
  instance: Instance | null;
  ids: number;
}

function play(process: Process, example: Example, { zone, locale }: Environment): readonly Problem[] {
  const { steps = [], given = {}, from, at = BEGINNING, files = [] } = example;
  const cast = castOf(
    process,
    steps.flatMap((each) => ('as' in each ? [each.as] : [])),
  );
  const now = Temporal.PlainDateTime.from(at)
    .toZonedDateTime(zone)
    .toInstant()
    .toString({ smallestUnit: 'millisecond' });
  const record = { id: 'record', createdAt: now, ...cast.record(process.of, given as JsonObject) };
  const stage: Stage = { process, cast, files, environment: { now, zone, locale }, record, instance: null, ids: 0 };
  const asOwner = { ...requestOf(stage, 'owner'), input: {} };
  const first = from === undefined ? start(process, asOwner) : enter(process, from, asOwner);
  const problems = judge(take(stage, [first]), example.expect, stage, example.place());
  for (const [index, step] of steps.entries()) {
    if (!isClean(problems)) break; // What follows would only be an echo.
    problems.push(...judge(take(stage, perform(stage, step)), step.expect, stage, example.place(index)));
  }
  return problems;
}

function perform(stage: Stage, step: NonNullable<Example['steps']>[number]): Iterable<Fired> {
  const { process } = stage;
  if ('fire' in step) {
    const { fire: event, with: input = {} } = step;
    const before = stage.record;
    return [fire(process, { ...requestOf(stage, step.as), event, before, input: input as JsonObject })];
  }
  if ('pass' in step) return pass(stage, step.pass);
  stage.record = { ...stage.record, ...stage.cast.record(process.of, step.change as JsonObject) };
  const looked = look(process, requestOf(stage, 'owner'));
  return looked ? [looked] : [];
}

/** For hours and days, which need none. */
const NO_CALENDAR: Omit<Calendar, 'zone'> = { name: '', country: undefined, week: {}, exceptions: new Map() };

/** The clock goes from one due moment to the next, as it does in the world. */
function* pass(stage: Stage, duration: string): Generator<Fired> {
  const read = readDuration(duration);
  if (!read) return;
  const calendar = stage.process.calendar ?? { ...NO_CALENDAR, zone: stage.environment.zone };
  const until = addTo(calendar, stage.environment.now, Number(read.amount), read.unit);
  for (let steps = 0; steps < MOST_DUE; steps++) {
    const due = Object.values(stage.instance?.timers ?? {})
      .filter(({ rung }) => !rung)
      .map(({ at }) => at)
      .filter((each) => each <= until)
      .sort()[0];
    if (due === undefined) break;
    const { now } = stage.environment;
    stage.environment = { ...stage.environment, now: [now, due].sort()[1] ?? due };
    const ticked = tick(stage.process, requestOf(stage, 'owner'));
    if (!ticked) break;
    yield ticked;
  }
  stage.environment = { ...stage.environment, now: until };
}

/** Takes over what each step leads to; answers what they were. */
function take(stage: Stage, steps: Iterable<Fired>): readonly Fired[] {
  const taken: Fired[] = [];
  for (const fired of steps) {
    taken.push(fired);
    if (!('to' in fired)) continue;
    const values: Readonly<Record<string, Json>> = fired.values;
    stage.record = { ...stage.record, ...stage.cast.record(stage.process.of, values) };
    stage.instance = fired.instance;
  }
  return taken;
}

function requestOf(stage: Stage, as: string): StepRequest {
  const { cast, environment, record, instance, files } = stage;
  const newId = () => `${++stage.ids}`;
  return { record, environment, instance, newId, actor: cast.actor(as), people: cast.people, attached: files };
}
