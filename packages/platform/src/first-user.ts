import { randomBytes } from 'node:crypto';
import { roleKind } from '@dealwright/access';
import { Refusal } from '@dealwright/diagnostics';
import { ENTITY } from '@dealwright/entities';
import type { Identity } from '@dealwright/identity';
import { type Context, type RecordStore, saveRecord } from '@dealwright/records';

/** The role of whoever sets an empty house up. */
const ADMIN = 'admin';

/**
 * A house without people would let nobody in: it gets a user `admin` with a random password, told once.
 * @returns the password; undefined when the content has no role `admin` to give
 */
export async function createFirstUser(
  store: RecordStore,
  identity: Identity,
  context: Context,
): Promise<string | undefined> {
  if (!context.model.find(roleKind, ADMIN)) return undefined;
  const values = { username: ADMIN, name: 'Administrator', roles: [ADMIN] };
  const { id, problems } = await saveRecord(store, context, context.model.get(ENTITY, 'User'), {
    is: 'create',
    values,
  });
  if (id === undefined) throw new Refusal(problems);
  const password = randomBytes(12).toString('base64url');
  const refused = await identity.setPassword(id, password);
  if (refused.length > 0) throw new Refusal(refused);
  return password;
}
