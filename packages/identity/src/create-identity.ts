import { createHash, randomBytes } from 'node:crypto';
import { type Actor, SYSTEM } from '@dealwright/access';
import { type Problem, problem, Refusal, RequestError } from '@dealwright/diagnostics';
import { ENTITY, type Entity } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import { type Context, type RecordStore, saveRecord } from '@dealwright/records';
import { Attempts } from './attempts.ts';
import { findRows } from './find-rows.ts';
import { hashPassword, isRightPassword } from './password.ts';

/** A signed-in person, with what they wish for; undefined wishes are the organisation's. */
export interface SignedIn {
  readonly actor: Actor;
  readonly locale: string | undefined;
  readonly zone: string | undefined;
}

export interface Identity {
  /**
   * A new bearer token. Throws `RequestError` UNAUTHENTICATED for a wrong name or password (which of the two is not said),
   * RATE_LIMITED after repeated failures of that name, or from that address.
   */
  login(
    username: string,
    password: string,
    address?: string,
  ): Promise<{ readonly token: string; readonly expiresAt: string }>;
  /** Whose token it is; undefined when it is none, has expired, or its user is no longer active. */
  signedIn(token: string): Promise<SignedIn | undefined>;
  logout(token: string): Promise<void>;
  /** Sets the password of a user and ends all their sessions. `weak`: take a short one, too (demo users). */
  setPassword(userId: string, password: string, options?: { readonly weak?: boolean }): Promise<readonly Problem[]>;
}

export interface IdentityOptions {
  readonly store: RecordStore;
  /** The Model of the moment. */
  readonly model: () => Model;
  /** ISO 8601 in UTC. */
  readonly now: () => string;
  /** How long a session lasts. */
  readonly sessionHours?: number;
}

const SHORTEST_PASSWORD = 10;
/** Another node that ends a session is noticed after so long. */
const CACHED_MILLISECONDS = 5_000;
const MOST_CACHED = 10_000;

/** Sign-in over the records of User and Session. */
export function createIdentity({ store, model, now, sessionHours = 12 }: IdentityOptions): Identity {
  const attempts = { name: new Attempts(5), address: new Attempts(50) };
  const cache = new Map<string, { readonly found: Promise<SignedIn | undefined>; readonly until: number }>();
  const entity = (name: string): Entity => model().get(ENTITY, name);
  const context = (): Context => ({
    actor: SYSTEM,
    now: now(),
    zone: 'Etc/UTC',
    locale: 'en',
    model: model(),
    requestId: 'identity',
  });
  const must = async (saving: ReturnType<typeof saveRecord>) => {
    const { id, problems } = await saving;
    if (id === undefined) throw new Refusal(problems);
  };

  async function endSessions(user: string, before?: string): Promise<void> {
    const sessions = await findRows(store, context(), entity('Session'), { user }, ['id', 'expiresAt']);
    for (const { id, expiresAt } of sessions) {
      if (before !== undefined && String(expiresAt) > before) continue;
      await saveRecord(store, context(), entity('Session'), { is: 'delete', id: String(id) });
    }
  }

  async function find(tokenHash: string): Promise<SignedIn | undefined> {
    const [session] = await findRows(store, context(), entity('Session'), { tokenHash }, ['user', 'expiresAt']);
    if (!session || String(session.expiresAt) <= now()) return undefined;
    const fields = ['id', 'name', 'roles', 'team', 'active', 'locale', 'zone'];
    const [user] = await findRows(store, context(), entity('User'), { id: String(session.user) }, fields);
    if (user?.active !== true) return undefined;
    const { id, name, roles, team, locale, zone } = user;
    return {
      actor: {
        id: String(id),
        name: String(name),
        roles: Array.isArray(roles) ? roles.map(String) : [],
        team: typeof team === 'string' ? team : undefined,
        system: false,
      },
      locale: typeof locale === 'string' ? locale : undefined,
      zone: typeof zone === 'string' ? zone : undefined,
    };
  }

  return {
    async login(username, password, address = 'this process') {
      const name = username.trim().toLowerCase();
      const at = Date.parse(now());
      const wait = Math.max(attempts.name.wait(name, at), attempts.address.wait(address, at));
      if (wait > 0) throw tooMany(wait);
      const field = entity('User').fields.get('username');
      const parsed = field?.type.parse(name, field.options);
      const key = parsed && 'value' in parsed ? parsed.value : null;
      const found =
        key === null
          ? []
          : await findRows(store, context(), entity('User'), { username: key }, ['id', 'active', 'passwordHash']);
      const user = found[0]?.active === true ? found[0] : undefined;
      const kept = typeof user?.passwordHash === 'string' ? user.passwordHash : undefined;
      if (!(await isRightPassword(kept, password)) || !user) {
        attempts.name.failed(name, at);
        attempts.address.failed(address, at);
        throw new RequestError('UNAUTHENTICATED', 'The user name or the password is wrong.');
      }
      attempts.name.succeeded(name);
      await endSessions(String(user.id), now());
      const token = randomBytes(32).toString('base64url');
      const expiresAt = new Date(at + sessionHours * 3_600_000).toISOString();
      const values = { tokenHash: hashOf(token), user: String(user.id), expiresAt };
      await must(saveRecord(store, context(), entity('Session'), { is: 'create', values }));
      return { token, expiresAt };
    },

    signedIn(token) {
      const tokenHash = hashOf(token);
      const at = Date.parse(now());
      const known = cache.get(tokenHash);
      if (known && known.until > at) return known.found;
      const found = find(tokenHash);
      cache.delete(tokenHash);
      cache.set(tokenHash, { found, until: at + CACHED_MILLISECONDS });
      found.catch(() => cache.delete(tokenHash));
      const [oldest] = cache.keys();
      if (cache.size > MOST_CACHED && oldest !== undefined) cache.delete(oldest);
      return found;
    },

    async logout(token) {
      const tokenHash = hashOf(token);
      const sessions = await findRows(store, context(), entity('Session'), { tokenHash }, ['id']);
      for (const { id } of sessions) {
        await must(saveRecord(store, context(), entity('Session'), { is: 'delete', id: String(id) }));
      }
      cache.delete(tokenHash);
    },

    async setPassword(userId, password, { weak = false } = {}) {
      if (password.length < (weak ? 1 : SHORTEST_PASSWORD)) return [tooShort()];
      const values = { passwordHash: await hashPassword(password) };
      const { problems } = await saveRecord(store, context(), entity('User'), { is: 'update', id: userId, values });
      if (problems.length > 0) return problems;
      await endSessions(userId);
      cache.clear();
      return [];
    },
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function tooMany(wait: number): RequestError {
  const seconds = Math.ceil(wait / 1000);
  return new RequestError('RATE_LIMITED', 'Too many failed sign-ins.', `Wait ${seconds} seconds and try again.`);
}

function tooShort(): Problem {
  return problem(
    'WEAK_PASSWORD',
    {
      en: `A password has at least ${SHORTEST_PASSWORD} characters.`,
      ro: `O parolă are cel puțin ${SHORTEST_PASSWORD} caractere.`,
    },
    {
      path: ['input', 'password'],
      hint: {
        en: 'choose a few words that nobody would guess',
        ro: 'alegeți câteva cuvinte pe care nu le-ar ghici nimeni',
      },
    },
  );
}
