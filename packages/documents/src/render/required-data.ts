import { type Problem, problem, say, type Text } from '@dealwright/diagnostics';
import type { Environment } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import type { DocumentTemplate, RequiredDatum } from '../document.ts';
import { follow, isMissing } from '../template/show-value.ts';

/**
 * What is still missing before the document can be made: a problem `MISSING_DATA` for each, with the path of the field
 * from the record, its label in both languages, and what to do. Empty when all is there.
 * @param record wire form, with what `document.paths` reach nested in it
 */
export function requiredData(
  document: DocumentTemplate,
  record: JsonObject,
  environment: Environment,
): readonly Problem[] {
  const names: Record<string, Json> = { ...record };
  for (const [name, value] of document.values) names[name] = value.evaluate(names, environment).value;
  return document.required.flatMap((each) => {
    const asked = !each.when || each.when.holds(names, environment);
    return asked && !isThere(each, names, environment) ? [missing(each)] : [];
  });
}

function isThere({ path, check }: RequiredDatum, names: JsonObject, environment: Environment): boolean {
  if (check) return check.holds(names, environment);
  const value = path && follow(names, path);
  return !isMissing(typeof value === 'string' ? value.trim() : value);
}

function missing({ path, labels, message }: RequiredDatum): Problem {
  const label = labels.at(-1) ?? '';
  const owner = labels.at(-2);
  const of = (locale: string) => (owner === undefined ? '' : ` (${say(owner, locale)})`);
  const told: Text = {
    en: `${say(label, 'en')}${of('en')} is missing.`,
    ro: `Lipsește: ${say(label, 'ro')}${of('ro')}.`,
  };
  const hint: Text | undefined = path && {
    en: `fill in “${say(label, 'en')}”${of('en')}`,
    ro: `completați „${say(label, 'ro')}”${of('ro')}`,
  };
  return problem('MISSING_DATA', message ?? told, { path, hint });
}
