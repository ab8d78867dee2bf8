import { SYSTEM } from '@dealwright/access';
import type { Draft, Writing } from './draft.ts';
import { takeValues } from './field-value.ts';
import { loadFacts } from './load-facts.ts';

/** Fourth phase: what a new record does not say, in the order of its fields: a default may read the fields before it. */
export async function fillIn(writing: Writing, draft: Draft): Promise<void> {
  if (draft.operation !== 'create') return;
  const { entity } = draft;
  const { actor } = writing.context;
  if (draft.values.owner === undefined && actor.id !== SYSTEM.id) draft.values = { ...draft.values, owner: actor.id };
  const missing = [...entity.fields.values()].flatMap((field) =>
    field.default && draft.values[field.name] === undefined ? [{ field, expression: field.default }] : [],
  );
  if (missing.length === 0) return;
  let facts = await loadFacts(writing, draft);
  for (const { field, expression } of missing) {
    const { value } = expression.evaluate(facts, writing.environment);
    facts = { ...facts, [field.name]: value };
    takeValues(draft, { [field.name]: value });
  }
}
