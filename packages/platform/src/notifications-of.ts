import { NOTIFICATIONS } from '@dealwright/effects';
import type { NotificationsPort } from '@dealwright/graphql';
import type { Identity } from '@dealwright/identity';
import type { Storage } from '@dealwright/storage';

export interface Notifications extends NotificationsPort {
  stop(): Promise<void>;
}

interface Options {
  readonly storage: Pick<Storage, 'subscribe'>;
  readonly identity: Pick<Identity, 'signedIn'>;
}

/** New notifications for those who listen, whichever node stored them and whichever node they are connected to. */
export async function notificationsOf({ storage, identity }: Options): Promise<Notifications> {
  const ears = new Map<string, Set<Ear>>();
  const unsubscribe = await storage.subscribe(NOTIFICATIONS, (heard) => {
    const [recipient = '', id = ''] = heard.split(' ');
    for (const ear of ears.get(recipient) ?? []) ear.hear(id);
  });
  return {
    added({ actor }, token) {
      const ear = new Ear(
        async () => token !== undefined && (await identity.signedIn(token)) !== undefined,
        () => {
          ears.get(actor.id)?.delete(ear);
          if (ears.get(actor.id)?.size === 0) ears.delete(actor.id);
        },
      );
      ears.set(actor.id, (ears.get(actor.id) ?? new Set()).add(ear));
      return { [Symbol.asyncIterator]: () => ear };
    },
    async stop() {
      await unsubscribe();
      for (const ear of [...ears.values()].flatMap((each) => [...each])) await ear.return();
    },
  };
}

/** Who does not read what is told fills no memory: the oldest are forgotten, and stand in the list. */
const MOST_WAITING = 1_000;
const OVER = { done: true, value: undefined } as const;

/** One who listens. It ends when asked to, or when the session has ended: that is looked at before each id is told. */
class Ear implements AsyncIterator<string> {
  readonly #waiting: string[] = [];
  readonly #isSignedIn: () => Promise<boolean>;
  readonly #leave: () => void;
  #wake: () => void = () => {};
  #isOver = false;

  constructor(isSignedIn: () => Promise<boolean>, leave: () => void) {
    this.#isSignedIn = isSignedIn;
    this.#leave = leave;
  }

  hear(id: string): void {
    this.#waiting.push(id);
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
    this.#wake();
  }

  async next(): Promise<IteratorResult<string>> {
    while (!this.#isOver && this.#waiting.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const id = this.#waiting.shift();
    if (this.#isOver || id === undefined) return this.return();
    try {
      if (!(await this.#isSignedIn())) return this.return();
    } catch (error) {
      // Who iterates does not come back after an error, nor says that it leaves.
      await this.return();
      throw error;
    }
    return { done: false, value: id };
  }

  async return(): Promise<IteratorResult<string>> {
    this.#isOver = true;
    this.#leave();
    this.#wake();
    return OVER;
  }
}
