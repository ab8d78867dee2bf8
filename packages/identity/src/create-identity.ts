import { type Problem, problem, RequestError } from '@dealwright/diagnostics';
import type { Model } from '@dealwright/metadata';
import type { RecordStore } from '@dealwright/records';
import { Attempts } from './attempts.ts';
import { hashPassword, isRightPassword } from './password.ts';
import { type People, peopleOf } from './people.ts';
import { Sessions, type SignedIn } from './sessions.ts';

export interface Identity {
  /**
   * A new bearer token. Throws `RequestError` UNAUTHENTICATED for a wrong name or password (which of the two is not said),
   * RATE_LIMITED after repeated failures: of that name from that address, of that name or from that address at all.
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

/** No user has a longer one; more is not worth remembering. */
const LONGEST_NAME = 200;
const SHORTEST_PASSWORD = 10;

/** Sign-in over the records of User and Session. */
export function createIdentity({ store, model, now, sessionHours = 12 }: IdentityOptions): Identity {
  const people = peopleOf(store, model, now);
  const sessions = new Sessions(people, sessionHours);
  // Who guesses at a name from one place makes that place wait, not its owner elsewhere; many places together do.
  const visitors = new Attempts(5);
  const names = new Attempts(100);
  const addresses = new Attempts(50);

  async function tryLogin(name: string, password: string, address: string) {
    const at = Date.parse(now());
    const visitor = visitorOf(name, address);
    const wait = Math.max(visitors.wait(visitor, at), names.wait(name, at), addresses.wait(address, at));
    if (wait > 0) throw tooMany(wait);
    const user = await findActive(people, name);
    if (!(await isRightPassword(user?.passwordHash, password)) || !user) {
      visitors.failed(visitor, at);
      names.failed(name, at);
      addresses.failed(address, at);
      throw new RequestError('UNAUTHENTICATED', 'The user name or the password is wrong.');
    }
    visitors.succeeded(visitor);
    await sessions.endAll(user.id, 'expired');
    return sessions.start(user.id);
  }

  return {
    login(username, password, address = 'this process') {
      const name = username.trim().toLowerCase().slice(0, LONGEST_NAME);
      // In turns: else a thousand guesses at the same moment would all be the first one.
      return visitors.inTurn(visitorOf(name, address), () => tryLogin(name, password, address));
    },
    signedIn: (token) => sessions.find(token),
    logout: (token) => sessions.end(token),
    async setPassword(userId, password, { weak = false } = {}) {
      if (password.length < (weak ? 1 : SHORTEST_PASSWORD)) return [tooShort()];
      const values = { passwordHash: await hashPassword(password) };
      const { id, problems } = await people.save('User', { is: 'update', id: userId, values });
      if (id === undefined) return problems;
      await sessions.endAll(userId, 'all');
      return [];
    },
  };
}

function visitorOf(name: string, address: string): string {
  return `${name} ${address}`;
}

/** A name that no user can have is nobody's; the database is not asked. */
async function findActive(people: People, name: string): Promise<{ id: string; passwordHash?: string } | undefined> {
  const field = people.entity('User').fields.get('username');
  const parsed = field?.type.parse(name, field.options);
  const username = parsed && 'value' in parsed ? parsed.value : null;
  if (username === null) return undefined;
  const [user] = await people.find('User', { username }, ['id', 'active', 'passwordHash']);
  if (user?.active !== true) return undefined;
  const { passwordHash } = user;
  return { id: String(user.id), ...(typeof passwordHash === 'string' ? { passwordHash } : {}) };
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
