import type { Environment, Expression } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import type { Effect, PerformedEffect } from '../effect.ts';
import type { Asking } from '../request.ts';
import { idsAt, valuesAt } from './scope.ts';

/** An effect with its expressions evaluated; none where its `when` does not hold. */
export function perform(effect: Effect, scope: JsonObject, { actor, environment }: Asking): readonly PerformedEffect[] {
  if (effect.when && !effect.when.holds(scope, environment)) return [];
  const evaluated = (expression: Expression | undefined): Json =>
    expression ? expression.evaluate(scope, environment).value : null;
  const textOf = (expression: Expression | undefined): string | undefined => {
    const value = evaluated(expression);
    return value === null ? undefined : String(value);
  };
  switch (effect.is) {
    case 'notify': {
      const { message, to } = effect;
      return [{ is: 'notify', message, to, ...(to === 'actor' && { people: [actor.id] }) }];
    }
    case 'generate':
      return [{ is: 'generate', document: effect.document }];
    case 'create':
      return create(effect, scope, environment);
    case 'mail': {
      const { message, attach, language } = effect;
      const to = effect.to.flatMap((each) => textsIn(evaluated(each)));
      return to.length === 0 ? [] : [{ is: 'mail', message, to, language: textOf(language), attach }];
    }
    case 'invite': {
      const { message, place, as } = effect;
      const to = typeof effect.to === 'string' ? effect.to : textsIn(evaluated(effect.to));
      const [starts, ends] = [textOf(effect.starts) ?? '', textOf(effect.ends) ?? ''];
      return to.length === 0 ? [] : [{ is: 'invite', message, to, starts, ends, place: textOf(place), as }];
    }
    case 'uninvite':
      return [{ is: 'uninvite', as: effect.as }];
    case 'call': {
      const { connector, operation, attach, answered, failed, undo } = effect;
      const given = valuesOf(effect.with, scope, environment);
      return [{ is: 'call', connector, operation, with: given, attach, answered, failed, undo }];
    }
    case 'fire': {
      const { event, entity, on } = effect;
      const records = idsAt(scope, on);
      const input = valuesOf(effect.input, scope, environment);
      return records.length === 0 ? [] : [{ is: 'fire', event, entity, records, input }];
    }
    case 'start':
      return [{ is: 'start', process: effect.process }];
  }
}

function create(
  { entity, as, each, values }: Extract<Effect, { is: 'create' }>,
  scope: JsonObject,
  environment: Environment,
): readonly PerformedEffect[] {
  const one = (known: JsonObject): PerformedEffect => {
    return { is: 'create', entity, as, values: valuesOf(values, known, environment) };
  };
  if (!each) return [one(scope)];
  const { value: items } = each.evaluate(scope, environment);
  return Array.isArray(items) ? items.map((item) => one({ ...scope, item })) : [];
}

function valuesOf(values: ReadonlyMap<string, Expression>, scope: JsonObject, environment: Environment): JsonObject {
  return Object.fromEntries([...values].map(([name, each]) => [name, each.evaluate(scope, environment).value]));
}

function textsIn(value: Json): readonly string[] {
  const texts = valuesAt(value, []).map((each) => String(each).trim());
  return [...new Set(texts)].filter((each) => each !== '');
}
