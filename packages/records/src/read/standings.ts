import { accessOf } from '@dealwright/access';
import type { Entity } from '@dealwright/entities';
import { type Instance, type Instances, instanceAt, type Process } from '@dealwright/processes';
import type { JsonObject } from '@dealwright/values';
import type { Context } from '../context.ts';
import { allVersionsOf, processesFor } from '../processes-of.ts';
import { factsOf } from '../read-records.ts';
import type { ReadSession } from '../record-store.ts';
import { isReadable } from './guard.ts';

/** Where a record stands in one of its processes. */
export interface Standing {
  /** By the definition that it lives by. */
  readonly process: Process;
  /** The outer state. */
  readonly state: string;
  /** Null for a record that never moved, from before instances were kept. */
  readonly instance: Instance | null;
}

/** Where the records stand that the actor may read, in the processes whose state they may see; by record id. */
export async function standingsOf(
  session: ReadSession,
  context: Context,
  entity: Entity,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Standing[]>> {
  const access = accessOf(context.model, context.actor);
  const seen = allVersionsOf(context.model, entity).filter(({ field }) => isReadable(access, entity, field));
  if (seen.length === 0) return new Map(ids.map((id) => [id, []]));
  const paths = [...seen.map(({ field }) => [field.name]), ['instances']];
  const facts = await factsOf(session, context, entity, ids, paths);
  return new Map(
    [...facts].map(([id, record]) => {
      const instances = (record.instances ?? {}) as unknown as Instances;
      const processes = processesFor(context.model, entity, instances).filter((each) => seen.includes(each));
      return [id, processes.flatMap((process) => standing(process, record, instances))];
    }),
  );
}

/** As the next step would find it: an instance that follows a new definition stands in that already. */
function standing(process: Process, record: JsonObject, instances: Instances): readonly Standing[] {
  const state = record[process.field.name];
  if (typeof state !== 'string') return [];
  const instance = instanceAt(process, record, instances[process.name]) ?? null;
  return [{ process, state: instance?.active[0] ?? state, instance }];
}
