import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '@dealwright/access';
import { Refusal } from '@dealwright/diagnostics';
import type { Row } from '@dealwright/records';
import type { People } from './people.ts';

/** A signed-in person, with what they wish for; undefined wishes are the organisation's. */
export interface SignedIn {
  readonly actor: Actor;
  readonly locale: string | undefined;
  readonly zone: string | undefined;
}

/** Another node that ends a session is noticed after so long. */
const CACHED_MILLISECONDS = 5_000;
const MOST_CACHED = 10_000;

interface Cached {
  readonly found: Promise<SignedIn | undefined>;
  readonly until: number;
}

/** The sessions of all people. Only hashes of tokens are kept; who a token stands for is remembered for seconds. */
export class Sessions {
  readonly #people: People;
  readonly #hours: number;
  readonly #cache = new Map<string, Cached>();

  constructor(people: People, hours: number) {
    this.#people = people;
    this.#hours = hours;
  }

  async start(user: string): Promise<{ readonly token: string; readonly expiresAt: string }> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.parse(this.#people.now()) + this.#hours * 3_600_000).toISOString();
    const values = { tokenHash: hashOf(token), user, expiresAt };
    const { id, problems } = await this.#people.save('Session', { is: 'create', values });
    if (id === undefined) throw new Refusal(problems);
    return { token, expiresAt };
  }

  find(token: string): Promise<SignedIn | undefined> {
    const tokenHash = hashOf(token);
    const at = Date.parse(this.#people.now());
    const known = this.#cache.get(tokenHash);
    if (known && known.until > at) return known.found;
    const found = this.#look(tokenHash);
    this.#cache.delete(tokenHash);
    this.#cache.set(tokenHash, { found, until: at + CACHED_MILLISECONDS });
    found.catch(() => this.#cache.delete(tokenHash));
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > MOST_CACHED && oldest !== undefined) this.#cache.delete(oldest);
    return found;
  }

  async end(token: string): Promise<void> {
    const tokenHash = hashOf(token);
    for (const { id } of await this.#people.find('Session', { tokenHash }, ['id'])) await this.#remove(id);
    this.#cache.delete(tokenHash);
  }

  /** All sessions of the user, or those that have expired. */
  async endAll(user: string, which: 'all' | 'expired'): Promise<void> {
    const now = this.#people.now();
    for (const { id, expiresAt } of await this.#people.find('Session', { user }, ['id', 'expiresAt'])) {
      if (which === 'all' || String(expiresAt) <= now) await this.#remove(id);
    }
    if (which === 'all') this.#cache.clear();
  }

  /** One that is gone already is ended, too. */
  async #remove(id: Row[string] | undefined): Promise<void> {
    await this.#people.save('Session', { is: 'delete', id: String(id) });
  }

  async #look(tokenHash: string): Promise<SignedIn | undefined> {
    const [session] = await this.#people.find('Session', { tokenHash }, ['user', 'expiresAt']);
    if (!session || String(session.expiresAt) <= this.#people.now()) return undefined;
    const fields = ['id', 'name', 'roles', 'team', 'active', 'locale', 'zone'];
    const [user] = await this.#people.find('User', { id: String(session.user) }, fields);
    return user?.active === true ? toSignedIn(user) : undefined;
  }
}

function toSignedIn({ id, name, roles, team, locale, zone }: Row): SignedIn {
  const text = (value: Row[string] | undefined) => (typeof value === 'string' ? value : undefined);
  const names = Array.isArray(roles) ? roles.map(String) : [];
  return {
    actor: { id: String(id), name: String(name), roles: names, team: text(team), system: false },
    locale: text(locale),
    zone: isZone(zone) ? zone : undefined,
  };
}

/** A zone that nobody knows is no wish: every date of that person would fail. */
function isZone(value: Row[string] | undefined): value is string {
  if (typeof value !== 'string') return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
