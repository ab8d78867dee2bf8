import { type Problem, say } from '@dealwright/diagnostics';
import type { Handlers } from '@dealwright/effects';
import { ENTITY, type Entity } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import { type Context, type OutboxEntry, type RecordStore, recordsOf, type Saved } from '@dealwright/records';
import type { Json, JsonObject } from '@dealwright/values';
import { systemContext } from './system-context.ts';
import { tellOwner } from './tell-owner.ts';

interface Given {
  readonly store: RecordStore;
  readonly model: () => Model;
  readonly now: () => string;
  readonly log: (line: string) => void;
}

/**
 * The handlers of what moves other records on, each in a transaction of its own and once for each entry: `look`, for the
 * processes that wait for something of another record, and `fire`, an event fired by the platform. What is refused would be
 * refused again: it is logged, and the owner of the record whose process wanted it is told; not of records in whose state
 * there is no such event, which is how a process says which of several it means.
 */
export function recordMovers({ store, model, now, log }: Given): Handlers {
  const records = recordsOf(store);

  async function settle(
    context: Context,
    entry: OutboxEntry,
    entity: Entity,
    what: string,
    saved: Saved,
  ): Promise<void> {
    if (saved.id !== undefined || saved.problems.length === 0) return;
    log(`effects: ${what} of ${entry.entity} ${entry.record} is refused: ${words(saved.problems)}`);
    if (saved.problems.every(({ code }) => code === 'EVENT_NOT_POSSIBLE')) return;
    const subject = {
      en: `Could not go on: ${say(entity.label, 'en')}`,
      ro: `Nu a putut continua: ${say(entity.label, 'ro')}`,
    };
    await tellOwner(store, context, entity, entry, subject, saved.problems);
  }

  return {
    async look(entry) {
      const context = systemContext(model(), now(), entry.requestId);
      const entity = context.model.find(ENTITY, entry.entity);
      if (!entity) return;
      const saved = await records.save(context, entity, { is: 'look', id: entry.record });
      await settle(context, entry, entity, 'look', saved);
    },

    async fire(entry) {
      const context = systemContext(model(), now(), entry.requestId);
      const { event, input, entity: name, records: ids } = entry.data;
      const [origin, entity] = [context.model.find(ENTITY, entry.entity), context.model.find(ENTITY, String(name))];
      if (!origin || !entity || !Array.isArray(ids)) return;
      for (const id of ids.map(String)) {
        const once = { ...context, idempotency: { key: `${entry.id} ${id}`, bodyHash: entry.id } };
        const change = { is: 'fire', id, event: String(event), input: (input ?? {}) as JsonObject } as const;
        const saved = await records.once(once, async (inside) => {
          const { id: stored = null, problems } = await inside.save(context, entity, change);
          return { id: stored, problems } as unknown as Json;
        });
        await settle(context, entry, origin, `fire ${String(event)}`, readSaved(saved));
      }
    },
  };
}

function readSaved(saved: Json): Saved {
  const { id, problems } = saved as unknown as { readonly id: string | null; readonly problems: readonly Problem[] };
  return { id: id ?? undefined, version: undefined, problems };
}

function words(problems: readonly Problem[]): string {
  return problems.map((each) => say(each.message)).join(' ');
}
