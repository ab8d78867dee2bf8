import { isDeepStrictEqual } from 'node:util';
import { say } from '@dealwright/diagnostics';
import type { Json, JsonObject } from '@dealwright/values';
import type { Scenario, Step } from './scenario.ts';

/** How a scenario reaches the house: one operation of one user at one instant, and the bytes of a file. */
export interface Stage {
  execute(as: string, operation: string, variables: JsonObject, now: string): Promise<JsonObject>;
  file(as: string, id: string, now: string): Promise<{ readonly name: string; readonly bytes: Uint8Array }>;
}

/** What became of a step. */
export interface Played {
  readonly as: string;
  readonly at: string;
  readonly says: string;
  readonly shown: readonly string[];
  readonly answer: JsonObject;
  readonly file: { readonly name: string; readonly bytes: Uint8Array } | undefined;
}

/** A step whose answer is not what the scenario expects. */
export class ScenarioFailed extends Error {
  constructor(step: string, path: string, expected: Json, found: Json | undefined) {
    super(`"${step}": ${path} should be ${JSON.stringify(expected)}, and is ${JSON.stringify(found)}`);
    this.name = 'ScenarioFailed';
  }
}

/**
 * Plays the steps in order, each after its time; yields each as it is done.
 * @throws ScenarioFailed when an answer is not as expected
 */
export async function* playScenario(scenario: Scenario, stage: Stage, locale = 'en'): AsyncGenerator<Played> {
  const kept: Record<string, Json> = {};
  let time = Date.parse(scenario.at);
  for (const step of scenario.steps) {
    time += step.after * 1000;
    const at = new Date(time).toISOString();
    const answer = await stage.execute(step.as, step.operation, fill(step.variables, kept) as JsonObject, at);
    const says = say(step.says, locale);
    expectAll(step, says, answer);
    for (const [name, path] of Object.entries(step.keep)) kept[name] = valueAt(answer, path) ?? null;
    const id = step.file && valueAt(answer, step.file);
    const file = typeof id === 'string' ? await stage.file(step.as, id, at) : undefined;
    yield { as: step.as, at, says, shown: step.show.map((line) => fillText(say(line, locale), answer)), answer, file };
  }
}

function expectAll(step: Step, says: string, answer: JsonObject): void {
  for (const [path, expected] of Object.entries(step.expect)) {
    const found = valueAt(answer, path);
    if (!isDeepStrictEqual(found, expected)) throw new ScenarioFailed(says, path, expected, found ?? answer);
  }
}

/** What stands at `createLead.lead.id`; a list index is a number, and `*` is each of a list: `problems.*.message`. */
function valueAt(value: Json, path: string): Json | undefined {
  return follow(value, path.split('.'));
}

function follow(value: Json | undefined, [key, ...rest]: readonly string[]): Json | undefined {
  if (key === undefined || value === undefined) return value;
  if (key === '*') return Array.isArray(value) ? value.flatMap((each) => follow(each, rest) ?? []) : undefined;
  return typeof value === 'object' && value !== null ? follow((value as JsonObject)[key], rest) : undefined;
}

function fill(value: Json, kept: JsonObject): Json {
  if (typeof value === 'string') {
    const whole = /^\{(\w+)\}$/.exec(value)?.[1];
    return whole !== undefined && whole in kept ? (kept[whole] ?? null) : fillText(value, kept);
  }
  if (Array.isArray(value)) return value.map((each) => fill(each, kept));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each, kept)]));
}

/** Lists in the answer are shown joined, so that a line can name all reasons at once; sentences need no semicolon. */
function fillText(text: string, values: JsonObject): string {
  return text.replace(/\{([\w.*]+)\}/g, (whole, path: string) => {
    const found = valueAt(values, path);
    if (found === undefined) return whole;
    return Array.isArray(found)
      ? found
          .map((each) => (typeof each === 'string' ? each : JSON.stringify(each)))
          .join('; ')
          .replaceAll('.; ', '. ')
      : typeof found === 'string'
        ? found
        : JSON.stringify(found);
  });
}
