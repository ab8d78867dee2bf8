import { SYSTEM } from '@dealwright/access';
import { ENTITY, type Entity } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import { type Context, type OutboxEntry, type RecordStore, readFacts } from '@dealwright/records';
import { isJsonObject, type JsonObject, valueTypes } from '@dealwright/values';
import { type Message, messageKind } from '../message.ts';
import { renderMessage } from '../render-message.ts';

/** What all that tells people something is made from. */
export interface TellingOptions {
  readonly store: RecordStore;
  readonly model: () => Model;
  readonly now: () => string;
  /** The organisation's, for people who wish no other. */
  readonly zone: string;
  readonly locale: string;
  /** Hears of messages that lacked a value, each once. */
  readonly log?: (line: string) => void;
}

/** A message and the record that it is about, loaded as far as it reads it. */
export interface Telling {
  readonly context: Context;
  readonly message: Message;
  readonly record: JsonObject;
}

/** The platform's own context of the moment. */
export function contextFor({ model, now, zone, locale }: TellingOptions, { requestId }: OutboxEntry): Context {
  return { actor: SYSTEM, now: now(), zone, locale, model: model(), requestId };
}

/** Undefined when the message or the record is gone meanwhile: then there is nothing to tell. */
export async function loadTelling(
  options: TellingOptions,
  entry: OutboxEntry,
  more: readonly (readonly string[])[],
): Promise<Telling | undefined> {
  const context = contextFor(options, entry);
  const message = context.model.find(messageKind, String(entry.data.message));
  const told = toldOf(entry, message);
  const entity = context.model.find(ENTITY, told.entity);
  if (!message || !entity || message.about !== entity) return undefined;
  const paths = [...message.paths, ...more, ...ownerOf(entity)];
  const record = await options.store.read(context, (session) =>
    readFacts(session, context, entity, told.record, paths),
  );
  return record && { context, message, record };
}

/** The record that a message is about: the entry's own, or the Task that it names when the message is about tasks. */
function toldOf(
  { entity, record, data }: OutboxEntry,
  message: Message | undefined,
): { readonly entity: string; readonly record: string } {
  const isOfTask = typeof data.task === 'string' && message?.about?.name === 'Task';
  return isOfTask ? { entity: 'Task', record: String(data.task) } : { entity, record };
}

/** The message in a language and zone; what it lacked is logged, each once. */
export function write(
  { message, record, context }: Telling,
  { zone, locale }: { readonly zone: string | undefined; readonly locale: string | undefined },
  log: TellingOptions['log'],
): { readonly subject: string; readonly body: string; readonly locale: string } {
  const environment = { now: context.now, zone: zone ?? context.zone, locale: locale ?? context.locale };
  const rendered = renderMessage(message, record, environment, (insertion) => tellMissing(message, insertion, log));
  return { ...rendered, locale: environment.locale };
}

/** Where answers to a mail about the record go: to its owner. */
export function answersTo(record: JsonObject): string | null {
  const { owner } = record;
  return isJsonObject(owner) ? asAddress(owner.email) : null;
}

/** The address in small letters; null for what is none: nobody can smuggle a second one in. */
export function asAddress(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const parsed = valueTypes.get('email')?.parse(value, {});
  return parsed && 'value' in parsed && typeof parsed.value === 'string' ? parsed.value : null;
}

function ownerOf({ fields }: Entity): readonly (readonly string[])[] {
  return fields.get('owner')?.reference?.entity.fields.has('email') ? [['owner', 'email']] : [];
}

const told = new Set<string>();
const MOST_TOLD = 1_000;

function tellMissing({ name }: Message, insertion: string, log: TellingOptions['log']): void {
  const key = `${name} ${insertion}`;
  if (!log || told.has(key) || told.size >= MOST_TOLD) return;
  told.add(key);
  log(`effects: the message ${name} has no value for {${insertion}}`);
}
