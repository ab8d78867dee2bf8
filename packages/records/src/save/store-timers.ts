import { type Instances, timersOf } from '@dealwright/processes';
import type { Draft, Writing } from './draft.ts';

/** Promises the wake-ups that the processes ask for by now, and takes back those that they want no more. */
export function storeTimers(writing: Writing, { entity, id, before, instances }: Draft): readonly Promise<void>[] {
  const earlier = (before?.instances ?? {}) as unknown as Instances;
  if (earlier === instances) return [];
  const { session, context } = writing;
  const [old, wanted] = [timersOf(earlier), timersOf(instances)];
  const isIn = (all: typeof old, one: (typeof old)[number]) =>
    all.some((each) => each.id === one.id && each.at === one.at);
  const gone = old.filter((each) => !isIn(wanted, each)).map((each) => each.id);
  const added = wanted.filter((each) => !isIn(old, each));
  const { requestId } = context;
  return [
    ...(gone.length > 0 ? [session.removeTimers(gone)] : []),
    ...(added.length > 0
      ? [session.addTimers(added.map((each) => ({ ...each, entity: entity.name, record: id, requestId })))]
      : []),
  ];
}
