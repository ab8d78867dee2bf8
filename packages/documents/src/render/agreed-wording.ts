import type { Environment } from '@dealwright/expressions';
import { isJsonObject, type JsonObject } from '@dealwright/values';
import type { DocumentTemplate } from '../document.ts';

/** The wording of one clause that was agreed for one record; no paragraphs: only named as changed, with its own text. */
export type AgreedWording = readonly string[] | undefined;

/**
 * What was agreed instead of the clauses as written, by clause. Each line of an agreed text is a paragraph, shown as it
 * is: what people wrote in a record is never a template. The last word on a clause holds.
 * @param environment its locale is the language of the document
 */
export function agreedWording(
  { changes }: Pick<DocumentTemplate, 'changes'>,
  names: JsonObject,
  environment: Environment,
): ReadonlyMap<string, AgreedWording> {
  const agreed = new Map<string, AgreedWording>();
  for (const each of changes.flatMap((list) => list.evaluate(names, environment).value)) {
    if (!isJsonObject(each) || typeof each.clause !== 'string') continue;
    const text = each[environment.locale];
    const lines = typeof text === 'string' ? text.split('\n').map((line) => line.trim()) : [];
    const paragraphs = lines.filter((line) => line !== '');
    agreed.set(each.clause, paragraphs.length > 0 ? paragraphs : agreed.get(each.clause));
  }
  return agreed;
}
