/**
 * An event that moves a record on, against an update of the same fields of a record without a process, through the API. What
 * is above 1 is all that a process costs: finding the transition, who may fire it, the instance, its clocks and their timers.
 */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { type Actor, SYSTEM } from '@dealwright/access';
import { ENTITY } from '@dealwright/entities';
import { createPlatform, type Platform } from '@dealwright/platform';
import { recordsOf } from '@dealwright/records';
import { startDatabase } from '@dealwright/storage';
import type { JsonObject } from '@dealwright/values';
import { compare } from './compare.ts';

const database = await startDatabase({ temporary: true, durable: true });
assert(database.is === 'postgres', 'this bench needs PostgreSQL');
const platform = await createPlatform({
  content: [fileURLToPath(new URL('./process/metadata', import.meta.url))],
  database: { url: database.url },
  ...{ demo: false, follow: false, effects: false },
  now: () => new Date().toISOString(),
  log: () => {},
  report: (error) => console.error(error),
});
try {
  const clerk = await createClerk(platform);
  const update = await changer(platform, clerk, 'Note', (turn) => ({
    operation:
      'mutation ($id: ID!, $input: NotePatch!) { answer: updateNote(id: $id, input: $input) { note { id version status } problems { code } } }',
    variables: { input: { status: turn % 2 === 0 ? 'held' : 'open', comment: `turn ${turn}` } },
  }));
  const fire = (entity: 'Order' | 'Ticket') =>
    changer(platform, clerk, entity, (turn) => ({
      operation: `mutation ($id: ID!, $event: ${entity}Event!, $input: JSON) { answer: fire${entity}(id: $id, event: $event, input: $input) { ${entity.toLowerCase()} { id version status } problems { code } } }`,
      variables: { event: turn % 2 === 0 ? 'hold' : 'resume', input: { comment: `turn ${turn}` } },
    }));
  const theirs = { name: 'update of the same fields', run: update };
  const events = [
    ['an event on an instance', await fire('Order')],
    ['an event on an instance with a clock', await fire('Ticket')],
  ] as const;
  for (const [name, run] of events) {
    await compare({
      name: `${name}, against an update of the same fields`,
      ours: { name: 'event', run },
      theirs,
      atMost: 1.5,
      rounds: 7,
    });
  }
} finally {
  await platform.close();
  await database.stop();
}

async function createClerk({ store, api }: Platform): Promise<Actor> {
  const context = { actor: SYSTEM, now: new Date().toISOString(), zone: 'Etc/UTC', locale: 'en', requestId: 'bench' };
  const values = { username: 'clerk', name: 'Clerk', roles: ['clerk'] };
  const user = api.model.get(ENTITY, 'User');
  const { id } = await recordsOf(store).save({ ...context, model: api.model }, user, { is: 'create', values });
  assert(id);
  return { id, name: 'Clerk', roles: ['clerk'], team: undefined, system: false };
}

/** Changes one record again and again. */
async function changer(
  { api }: Platform,
  actor: Actor,
  entity: string,
  change: (turn: number) => { readonly operation: string; readonly variables: JsonObject },
): Promise<() => Promise<void>> {
  const ask = async (document: string, variables: JsonObject): Promise<JsonObject> => {
    const caller = { actor, now: new Date().toISOString(), zone: 'Etc/UTC', locale: 'en', requestId: 'bench' };
    const { data, errors } = await api.execute({ document, variables, caller, writes: true });
    assert(!errors, JSON.stringify(errors));
    return JSON.parse(JSON.stringify(data)) as JsonObject;
  };
  const one = entity.toLowerCase();
  const made = await ask(
    `mutation { answer: create${entity}(input: { subject: "Chairs", amount: { amount: "10.00", currency: "EUR" } }) { ${one} { id } problems { code } } }`,
    {},
  );
  const { id } = (made.answer as JsonObject)[one] as { id: string };
  let turn = 0;
  return async () => {
    const { operation, variables } = change(turn++);
    const { answer } = await ask(operation, { id, ...variables });
    assert.deepEqual((answer as JsonObject).problems, []);
  };
}
