import { randomBytes } from 'node:crypto';
import { roleKind } from '@dealwright/access';
import { Refusal } from '@dealwright/diagnostics';
import { ENTITY } from '@dealwright/entities';
import type { Identity } from '@dealwright/identity';
import { type Context, type RecordStore, saveRecord } from '@dealwright/records';

/** The role of whoever sets an empty house up. */
const ADMIN = 'admin';

/**
 * A house in which nobody has a password would let nobody in: its user `admin`, created when there is none, gets a random
 * one, told once.
 * @returns the password; undefined when the content has no role `admin` to give
 */
export async function createFirstUser(
  store: RecordStore,
  identity: Identity,
  context: Context,
): Promise<string | undefined> {
  if (!context.model.find(roleKind, ADMIN)) return undefined;
  const id = (await findAdmin(store, context)) ?? (await createAdmin(store, context));
  const password = randomBytes(12).toString('base64url');
  const refused = await identity.setPassword(id, password);
  if (refused.length > 0) throw new Refusal(refused);
  return password;
}

/** Left by a start that broke off before the password was set. */
function findAdmin(store: RecordStore, context: Context): Promise<string | undefined> {
  const user = context.model.get(ENTITY, 'User');
  return store.read(context, (session) => session.findByKey(user, 'username', ADMIN));
}

async function createAdmin(store: RecordStore, context: Context): Promise<string> {
  const values = { username: ADMIN, name: 'Administrator', roles: [ADMIN] };
  const user = context.model.get(ENTITY, 'User');
  const { id, problems } = await saveRecord(store, context, user, { is: 'create', values });
  if (id === undefined) throw new Refusal(problems);
  return id;
}
