import { dataKind, ENTITY } from '@dealwright/entities';
import type { Identity } from '@dealwright/identity';
import type { Context, RecordStore } from '@dealwright/records';

/** Everybody in the demo signs in with this. */
export const DEMO_PASSWORD = 'demo';

/** Gives the users of the demo data their password, and says their names. */
export async function giveDemoPasswords(store: RecordStore, identity: Identity, context: Context): Promise<string[]> {
  const user = context.model.get(ENTITY, 'User');
  const names = demoUsers(context);
  for (const name of names) {
    const id = await store.read(context, (session) => session.findByKey(user, 'username', name));
    if (id !== undefined) await identity.setPassword(id, DEMO_PASSWORD, { weak: true });
  }
  return names;
}

/** The user names of the content's demo data. */
export function demoUsers({ model }: Pick<Context, 'model'>): string[] {
  const documents = [...model.all(dataKind).values()].filter((data) => data.demo && data.entity.name === 'User');
  return documents.flatMap((data) => data.records.map((record) => String(record.username)));
}
