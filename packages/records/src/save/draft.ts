import type { Access } from '@dealwright/access';
import { isClean, type Problem, Refusal } from '@dealwright/diagnostics';
import type { Entity, RecordValues } from '@dealwright/entities';
import type { Environment } from '@dealwright/expressions';
import type { Instances, PerformedEffect, Person } from '@dealwright/processes';
import type { Answer } from '@dealwright/rules';
import type { JsonObject } from '@dealwright/values';
import type { Context } from '../context.ts';
import type { Parameters } from '../read-query.ts';
import type { DecisionEntry, WriteSession } from '../record-store.ts';

/** What all phases of one transaction share. */
export interface Writing {
  readonly session: WriteSession;
  readonly context: Context;
  readonly access: Access;
  /** For the scopes of `access`. */
  readonly parameters: Parameters;
  readonly environment: Environment;
  /** Only asked about: everything is undone at the end, and no number is taken. */
  readonly asking: boolean;
  /** Answers of the changes that were refused, kept when the transaction is over, which forgets them. */
  readonly refused: DecisionEntry[];
  /** How many records, each created by the effect of another, stand above this one. */
  readonly depth: number;
  /** Everybody, for processes that ask people: read once for all changes of the transaction. */
  readonly people: () => Promise<readonly Person[]>;
}

/** What is done with a record; `tick` and `look` are done by the platform alone. */
export type Operation = 'create' | 'update' | 'fire' | 'tick' | 'look';

/** One change on its way through the phases; each phase reads what those before it wrote. */
export interface Draft {
  readonly entity: Entity;
  readonly operation: Operation;
  readonly event: string | undefined;
  readonly id: string;
  /** As it is stored; undefined for a new record. */
  readonly before: RecordValues | undefined;
  /** What came in, parsed: canonical wire form. */
  readonly given: JsonObject;
  /** What an event's input brought beside values of fields. */
  readonly extra: JsonObject;
  reason: string | undefined;
  /** As it will be stored. */
  values: RecordValues;
  /** Taken when a new record is stored. */
  number?: string;
  /** Where the record stands in its processes; becomes another object when one of them moves on. */
  instances: Instances;
  /** One of its processes moved on. */
  moved: boolean;
  /** What was loaded beyond the record, and the references from which it was reached. */
  reached?: { readonly from: string; readonly values: JsonObject };
  readonly answers: Answer[];
  readonly effects: PerformedEffect[];
  readonly problems: Problem[];
}

/** Undoes the transaction when an error was found. Warnings stay and are told beside the saved record. */
export function refuseIfWrong(problems: readonly Problem[]): void {
  if (!isClean(problems)) throw new Refusal(problems);
}
