import { GivenUp } from '@dealwright/effects';
import type { Model } from '@dealwright/metadata';
import type { OutboxEntry } from '@dealwright/records';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import { CONNECTOR, type Connector, type Operation } from './connector.ts';

/** What an outbox entry `call` promises. */
export interface PromisedCall {
  readonly connector: Connector;
  /** The one to call: of a call that takes back, the one that does so. */
  readonly operation: Operation;
  readonly values: JsonObject;
  /** Kinds of the record's files that go with it. */
  readonly attach: readonly string[];
  /** Events of the record that follow. */
  readonly answered: string | undefined;
  readonly failed: string | undefined;
  /** True when it takes back what was done before for this record. */
  readonly takesBack: boolean;
}

/**
 * Reads an entry by the Model of now, which may be another than the one it was promised by.
 * @throws GivenUp when the Model knows no such call any more
 */
export function promisedCall({ data }: OutboxEntry, model: Model): PromisedCall {
  const name = `${data.connector}.${data.operation}`;
  const connector = model.find(CONNECTOR, String(data.connector));
  const said = connector?.operations.get(String(data.operation));
  const takesBack = data.undo === true;
  const operation = takesBack ? connector?.operations.get(said?.undo ?? '') : said;
  if (!connector || !operation)
    throw new GivenUp(`The content has no ${name}${takesBack ? ' with an undo' : ''} any more.`);
  return {
    connector,
    operation,
    values: isJsonObject(data.with ?? null) ? (data.with as JsonObject) : {},
    attach: listed(data.attach),
    answered: eventOf(data.answered),
    failed: eventOf(data.failed),
    takesBack,
  };
}

function eventOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function listed(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
