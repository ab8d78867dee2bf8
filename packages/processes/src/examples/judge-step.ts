import { isDeepStrictEqual } from 'node:util';
import { formatProblem, type Place, type Problem, problem, type Text } from '@dealwright/diagnostics';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import type { PerformedEffect } from '../effect.ts';
import type { Instance } from '../instance.ts';
import type { Fired } from '../request.ts';
import type { Example } from './example.ts';

/** Where an example stands after a step. */
interface Reached {
  readonly record: JsonObject;
  readonly instance: Instance | null;
}

/** Compares what a step led to with what the example expects; a refusal that it does not expect is a failure, too. */
export function judge(
  steps: readonly Fired[],
  expected: Example['expect'],
  { record, instance }: Reached,
  place: Place,
): Problem[] {
  const refusals = steps.flatMap((each) =>
    'to' in each ? [] : each.problems.filter(({ severity }) => severity === 'error'),
  );
  const { state, told, causes, fields = {}, refused } = expected ?? {};
  if (refused !== undefined) {
    return refusals.some(({ code }) => code === refused)
      ? []
      : [failed(`the refusal ${refused}`, refusals.map(({ code }) => code).join(', ') || 'no refusal', place)];
  }
  if (refusals.length > 0) return [failed('no refusal', refusals.map((each) => formatProblem(each)).join('; '), place)];
  const effects = steps.flatMap((each) => ('to' in each ? each.effects : []));
  const problems: Problem[] = [];
  const active = instance?.active ?? [];
  if (state !== undefined && !active.includes(state))
    problems.push(failed(`the state ${state}`, active.join(' / '), place));
  const messages = effects.flatMap(messageOf);
  if (told && (told.length === 0 ? messages.length > 0 : !told.every((each) => messages.includes(each))))
    problems.push(failed(`the messages ${list(told)}`, list(messages), place));
  const caused = effects.flatMap(causeOf);
  if (causes && !causes.every((each) => caused.includes(each)))
    problems.push(failed(`${list(causes)} to happen`, list(caused), place));
  for (const [name, value] of Object.entries(fields)) {
    const has = plain(record[name] ?? null);
    if (!isDeepStrictEqual(has, value))
      problems.push(failed(`${name} ${JSON.stringify(value)}`, JSON.stringify(has), place));
  }
  return problems;
}

function messageOf(effect: PerformedEffect): readonly string[] {
  return effect.is === 'notify' || effect.is === 'mail' || effect.is === 'invite' ? [effect.message] : [];
}

function causeOf(effect: PerformedEffect): readonly string[] {
  switch (effect.is) {
    case 'generate':
      return [`generate ${effect.document}`];
    case 'create':
      return [`create ${effect.entity}`];
    case 'call':
      return [`call ${effect.connector}.${effect.operation}`];
    case 'fire':
      return [`fire ${effect.event}`];
    case 'start':
      return [`start ${effect.process}`];
    default:
      return [];
  }
}

/** A person or record that was loaded is written as its id. */
function plain(value: Json): Json {
  return isJsonObject(value) && typeof value.id === 'string' ? value.id : value;
}

function list(names: readonly string[]): string {
  return [...new Set(names)].join(', ') || '–';
}

function failed(expected: string, got: string, place: Place): Problem {
  const message: Text = {
    en: `The example expects ${expected}, but there is ${got || '–'}.`,
    ro: `Exemplul așteaptă ${expected}, dar este ${got || '–'}.`,
  };
  const hint = { en: 'correct the example or the process', ro: 'corectați exemplul sau procesul' };
  return problem('EXAMPLE_FAILED', message, { place, hint });
}
