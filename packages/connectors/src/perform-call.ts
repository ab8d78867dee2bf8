import { say, type Text } from '@dealwright/diagnostics';
import { GivenUp, type Handler, NotSent, storable, TryLater } from '@dealwright/effects';
import { ENTITY } from '@dealwright/entities';
import { type Context, type FileStore, type OutboxEntry, type RecordStore, readFacts } from '@dealwright/records';
import type { JsonObject } from '@dealwright/values';
import { askSystem } from './ask-system.ts';
import { attachedFiles } from './attached-files.ts';
import { backOff } from './back-off.ts';
import { concludeCall, type Undo } from './conclude-call.ts';
import type { Connector, Operation } from './connector.ts';
import type { ConnectorStates } from './connector-states.ts';
import { CallFailed } from './failure.ts';
import type { Asked } from './make-request.ts';
import { type PromisedCall, promisedCall } from './promised-call.ts';
import type { Meaning } from './read-reply.ts';
import type { SystemAccess } from './system-access.ts';

export interface CallOptions {
  readonly store: RecordStore;
  readonly files: FileStore;
  /** The platform's own, of now, in the organisation's language. */
  readonly context: (requestId: string) => Context;
  readonly access: SystemAccess;
  readonly states: ConnectorStates;
  /** Blackens what nobody may read. */
  readonly hide: (text: string) => string;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Hears when a system is left in peace, and when it is asked again. */
  readonly log: (line: string) => void;
}

/**
 * The handler of `call`: asks another system what a transition promised, once in effect. What can be better later is tried
 * later; an answer fires the event that follows it, and a no, or the end of all trying, the other one.
 */
export function performCall(options: CallOptions): Handler {
  return async (entry, attempt) => {
    const context = options.context(entry.requestId);
    const call = promisedCall(entry, context.model);
    const { address, credentials, missing } = options.access(call.connector);
    if (!address || missing.length > 0) throw new NotSent(notSet(missing, context));
    const reached = { address: address.url, credentials };
    const { values, meaning } = await ask(options, context, entry, call, reached);
    const after = options.context(entry.requestId);
    if (meaning.is === 'answered') await goOn(options, after, entry, call, values, meaning.gives);
    else await cannotGoOn(options, after, entry, call, meaning, attempt.number);
  };
}

/** What can be better later is tried later; else the record hears of it, and where it does not, people do. */
async function cannotGoOn(
  options: CallOptions,
  context: Context,
  entry: OutboxEntry,
  call: PromisedCall,
  meaning: Exclude<Meaning, { is: 'answered' }>,
  number: number,
): Promise<void> {
  const { retry, label } = call.connector;
  const said = say(meaning.because, context.locale);
  // A no is in the system's own words; of a failure people must be told whose it was.
  const whole = options.hide(meaning.is === 'refused' ? said : `${say(label, context.locale)}: ${said}`);
  const because = storable(whole, LONGEST_REASON);
  if (meaning.is === 'failed' && meaning.again && number < retry.times) {
    const at = Date.parse(context.now) + backOff(retry, number, options.random, meaning.wait);
    throw new TryLater({ at: new Date(at).toISOString(), because, counts: true });
  }
  const told = await tellFailed(options, context, entry, call, because);
  // A no of which the record knows needs nobody's care.
  if (meaning.is === 'refused' && told === undefined && call.failed !== undefined) return;
  throw new GivenUp([because, told].filter((each) => each !== undefined).join(' '));
}

/** Longer reasons are no reasons. */
const LONGEST_REASON = 1_000;
/** As a text field holds. */
const LONGEST_LINE = 255;

/** What the answer means, and what was asked with. */
async function ask(
  options: CallOptions,
  context: Context,
  entry: OutboxEntry,
  call: PromisedCall,
  reached: { readonly address: string; readonly credentials: Readonly<Record<string, string>> },
): Promise<{ readonly values: JsonObject; readonly meaning: Meaning }> {
  const { states, log } = options;
  const { connector, operation } = call;
  const now = () => options.context(entry.requestId).now;
  try {
    const asked = await askedFor(options, context, entry, call);
    const { meaning } = await askSystem({ connector, operation, ...reached, states, now, log }, asked);
    return { values: asked.values, meaning };
  } catch (error) {
    if (error instanceof CallFailed) return { values: {}, meaning: { is: 'failed', ...error.failure } };
    throw error;
  }
}

/** The record goes on with the answer; where it cannot, the work is taken back. */
async function goOn(
  { store }: CallOptions,
  context: Context,
  entry: OutboxEntry,
  { connector, operation, answered }: PromisedCall,
  values: JsonObject,
  gives: JsonObject,
): Promise<void> {
  if (answered === undefined) return;
  const undo = undoOf(connector, operation, { ...values, ...gives });
  const concluded = await concludeCall(store, context, entry, { event: answered, input: gives }, undo);
  if (concluded.is === 'fired') return;
  const { because, undone } = concluded;
  const text: Text =
    undone === undefined
      ? { en: `It answered, but “${answered}” was refused.`, ro: `A răspuns, dar „${answered}” a fost refuzat.` }
      : {
          en: `It answered, but “${answered}” was refused: ${connector.name}.${undone} takes it back.`,
          ro: `A răspuns, dar „${answered}” a fost refuzat: ${connector.name}.${undone} anulează.`,
        };
  throw new GivenUp(`${say(text, context.locale)} ${because}`);
}

/** The record hears of the failure; the answer is why it could not. */
async function tellFailed(
  { store }: CallOptions,
  context: Context,
  entry: OutboxEntry,
  { failed }: PromisedCall,
  because: string,
): Promise<string | undefined> {
  if (failed === undefined) return undefined;
  // The event must not be refused for the words of others, wherever the record keeps them.
  const input = { reason: storable(because, LONGEST_LINE) };
  const concluded = await concludeCall(store, context, entry, { event: failed, input }, undefined);
  if (concluded.is === 'fired') return undefined;
  const text = { en: `And “${failed}” was refused.`, ro: `Iar „${failed}” a fost refuzat.` };
  return `${say(text, context.locale)} ${concluded.because}`;
}

function undoOf({ name, operations }: Connector, { undo }: Operation, known: JsonObject): Undo | undefined {
  const back = undo === undefined ? undefined : operations.get(undo);
  if (!back) return undefined;
  const values = Object.fromEntries([...back.takes.keys()].map((each) => [each, known[each] ?? null]));
  return { connector: name, operation: back.name, values };
}

/** What the operation takes: as promised; of one that takes back, also what the record keeps of the answer. */
async function askedFor(
  { store, files }: CallOptions,
  context: Context,
  entry: OutboxEntry,
  { operation, values, attach, takesBack }: PromisedCall,
): Promise<Asked> {
  const { now, zone, locale } = context;
  const entity = context.model.find(ENTITY, entry.entity);
  const left = takesBack
    ? [...operation.takes.keys()].filter((name) => !(name in values) && entity?.fields.has(name))
    : [];
  const kept =
    entity && left.length > 0
      ? await store.read(context, (session) =>
          readFacts(
            session,
            context,
            entity,
            entry.record,
            left.map((name) => [name]),
          ),
        )
      : undefined;
  return {
    values: { ...Object.fromEntries(left.map((name) => [name, kept?.[name] ?? null])), ...values },
    files: await attachedFiles(store, files, context, entry, attach),
    key: entry.id,
    environment: { now, zone, locale },
  };
}

function notSet(missing: readonly string[], { locale }: Context): string {
  const names = missing.join(', ');
  return say({ en: `The environment has no ${names}.`, ro: `Mediul nu are ${names}.` }, locale);
}
