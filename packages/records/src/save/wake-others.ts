import type { Entity, RecordValues } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import { processKind } from '@dealwright/processes';
import { v7 as uuidv7 } from 'uuid';
import { allVersionsOf } from '../processes-of.ts';
import type { OutboxEntry } from '../record-store.ts';
import { sameValue } from '../same-value.ts';
import type { Draft, Writing } from './draft.ts';

/** A change of one of these fields may move on a process of the record that `reference` leads to. */
interface Waking {
  readonly of: Entity;
  readonly reference: string;
  readonly fields: readonly string[];
}

const known = new WeakMap<Model, ReadonlyMap<string, readonly Waking[]>>();

/** By the name of the entity that wakes. */
function wakingIn(model: Model): ReadonlyMap<string, readonly Waking[]> {
  const found = known.get(model);
  if (found) return found;
  const entities = new Set([...model.all(processKind).values()].map((process) => process.of));
  const all = [...entities].flatMap((of) =>
    allVersionsOf(model, of).flatMap(({ wakers }) => wakers.map((each) => ({ ...each, of }))),
  );
  const made = Map.groupBy(all, (each) => each.entity);
  known.set(model, made);
  return made;
}

/**
 * The records whose processes wait for something of this one are to be looked at after the commit: those that it refers
 * to, or referred to before.
 * @param after undefined when it is deleted
 */
export function woken(
  { context }: Pick<Writing, 'context'>,
  entity: Entity,
  before: RecordValues | undefined,
  after: RecordValues | undefined,
): readonly OutboxEntry[] {
  const found = new Map<string, Waking>();
  for (const waking of wakingIn(context.model).get(entity.name) ?? []) {
    if (before && after && ![waking.reference, ...waking.fields].some((name) => differs(entity, name, before, after)))
      continue;
    for (const each of [before?.[waking.reference], after?.[waking.reference]]) {
      if (typeof each === 'string') found.set(`${waking.of.name} ${each}`, waking);
    }
  }
  return [...found].map(([key, { of }]) => ({
    ...{ id: uuidv7(), is: 'look', entity: of.name, record: key.slice(of.name.length + 1) },
    ...{ data: {}, requestId: context.requestId },
  }));
}

/** The same of a draft. */
export function wakingOf(writing: Writing, { entity, before, values }: Draft): readonly OutboxEntry[] {
  return woken(writing, entity, before, values);
}

function differs(entity: Entity, name: string, before: RecordValues, after: RecordValues): boolean {
  const field = entity.fields.get(name);
  return field !== undefined && !sameValue(field, before[name], after[name]);
}
