import type { Storage } from '@dealwright/storage';

/** The channel on which a node says which content it serves. */
const CHANNEL = 'dealwright_content';

export interface Nodes {
  /** Tells the others what this node serves now. */
  tell(): Promise<void>;
  /** The hash of the content that another node told of last, when it is not what this one serves. */
  other(): string | undefined;
  stop(): Promise<void>;
}

interface FollowingNodes {
  readonly storage: Pick<Storage, 'subscribe' | 'notify'>;
  /** Of the content that this node serves. */
  readonly hash: () => string;
  /** Looks at this node's folders again. */
  readonly reload: () => Promise<unknown>;
  readonly log: (line: string) => void;
  readonly report: (error: unknown, where: string) => void;
}

/**
 * The nodes on one database tell each other what they serve. Who hears of other content looks at its own folders again:
 * a folder that is shared over a network does not say by itself that it changed. Whose folders still hold something else
 * says so, because people are answered by two contents then.
 */
export async function followNodes({ storage, hash, reload, log, report }: FollowingNodes): Promise<Nodes> {
  let told: string | undefined;
  let running: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    if (told === hash()) return;
    await reload();
    if (told !== undefined && told !== hash()) {
      log(`content: another node serves ${told.slice(0, 12)}, this one ${hash().slice(0, 12)}: their folders differ`);
    }
  };
  const unsubscribe = await storage.subscribe(CHANNEL, (heard) => {
    // After an outage nobody knows what was missed: an empty text says so.
    told = heard === '' ? told : heard;
    running = running
      .then(heard === '' ? async () => void (await reload()) : look)
      .catch((error: unknown) => report(error, 'following the other nodes'));
  });
  return {
    tell: () => storage.notify(CHANNEL, hash()),
    other: () => (told === hash() ? undefined : told),
    async stop() {
      await unsubscribe();
      await running;
    },
  };
}
