import {
  type ConnectorState,
  ConnectorStates,
  performCall,
  type Sandbox,
  type SandboxCall,
  startSandbox,
  systemAccess,
} from '@dealwright/connectors';
import { createOutboxRunner, deliveryRows, type Handler, type OutboxRunner, secretsOf } from '@dealwright/effects';
import type { Context } from '@dealwright/records';
import type { Json } from '@dealwright/values';
import { NOW, openShop, type Shop } from './shop.ts';

/** A shop that calls other systems, which a sandbox stands in for; and a clock that only the test moves. */
export interface Systems {
  readonly shop: Shop;
  readonly sandbox: Sandbox;
  state(connector: string): ConnectorState;
  readonly handler: Handler;
  readonly log: readonly string[];
  /** Does all that is promised and due. */
  run(): Promise<void>;
  /** The same, walking the clock to what waits, until nothing waits any more. */
  settle(): Promise<void>;
  /** An order that was placed: what its calls are is promised. */
  placed(values?: Record<string, Json>, drawings?: readonly string[]): Promise<string>;
  /** Attaches a drawing to an order. */
  draw(order: string, text: string): Promise<void>;
  order(id: string): Promise<Record<string, Json>>;
  deliveries(record: string): Promise<readonly Record<string, Json>[]>;
  pass(milliseconds: number): void;
  /** From now on time passes by itself, as for a worker. */
  useRealClock(): void;
  close(): Promise<void>;
}

const CONTENT = new URL('./systems/', import.meta.url);

export async function openSystems({
  variables = {} as Record<string, string>,
  sandboxed = true,
} = {}): Promise<Systems> {
  const shop = await openShop(CONTENT);
  let now = Date.parse(NOW);
  let isReal = false;
  const clock = () => (isReal ? new Date() : new Date(now)).toISOString();
  const sandbox = await startSandbox({ model: () => shop.model, now: clock });
  const secrets = secretsOf(variables);
  const states = new ConnectorStates();
  const log: string[] = [];
  const context = (requestId: string): Context => ({ ...shop.system, now: clock(), requestId });
  const access = systemAccess(secrets, sandboxed ? sandbox.addressOf : undefined);
  const handler = performCall({
    ...{ store: shop.storage.store, files: shop.storage.files, context, states, hide: secrets.hide },
    access,
    random: () => 1,
    log: (line) => log.push(line),
  });
  const runner: OutboxRunner = createOutboxRunner({
    outbox: shop.storage.outbox,
    handlers: { call: handler },
    deliveries: deliveryRows({ store: shop.storage.store, context, hide: secrets.hide }),
    now: clock,
    log: (line) => log.push(line),
  });
  async function draw(record: string, text: string): Promise<void> {
    const attachedTo = { entity: 'Order', record, as: 'drawing' };
    const bytes = Buffer.from(text);
    const file = { name: `${text}.txt`, mediaType: 'text/plain', bytes, attachedTo, about: {} };
    await shop.storage.files.put(shop.system, file);
  }
  return {
    ...{ shop, sandbox, handler, log },
    state(connector) {
      const found = states.of(shop.model, access, now).find((each) => each.connector === connector);
      if (!found) throw new Error(`there is no ${connector}`);
      return found;
    },
    run: () => runner.run(),
    async settle() {
      for (await runner.run(); ; await runner.run()) {
        const next = runner.next();
        if (next === undefined) return;
        now = Math.max(now, Date.parse(next));
      }
    },
    draw,
    async placed(values = {}, drawings = ['only']) {
      const id = await shop.create(shop.system, 'Order', { subject: 'Chairs', ...values });
      for (const each of drawings) await draw(id, each);
      const { problems } = await shop.save(shop.system, 'Order', { is: 'fire', id, event: 'place', input: {} });
      if (problems.length > 0) throw new Error(JSON.stringify(problems));
      return id;
    },
    order: (id) => shop.stored('Order', id, 'stage', 'reservation', 'because', 'noted'),
    async deliveries(record) {
      const fields = ['subject', 'record', 'status', 'attempts', 'lastError', 'entry'];
      const { rows } = await shop.list(shop.system, 'Delivery', fields, { first: 200 });
      return rows
        .filter((each) => each.record === record)
        .map(({ record: _, ...rest }) => rest as Record<string, Json>);
    },
    pass(milliseconds) {
      now += milliseconds;
    },
    useRealClock() {
      isReal = true;
    },
    async close() {
      await sandbox.close();
      await shop.close();
    },
  };
}

/** What the sandbox was asked for an order. */
export function callsOf({ sandbox }: Systems, order: string): readonly SandboxCall[] {
  return sandbox.calls().filter((each) => JSON.stringify(each.request).includes(order));
}

/** The events that were fired on an order, in order. */
export async function eventsOf({ shop }: Systems, order: string): Promise<readonly string[]> {
  const entries = await shop.storage.store.read(shop.system, (session) =>
    session.history(shop.entity('Order'), [order]),
  );
  return entries.flatMap(({ event }) => event ?? []).reverse();
}
