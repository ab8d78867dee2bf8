import type { Problem, Text } from '@dealwright/diagnostics';
import type { Model } from '@dealwright/metadata';
import type { Json, JsonObject } from '@dealwright/values';

/** What would change if a decision changed: a draft, or several side by side, over the records that are there. */
export interface BacktestQuestion {
  /** The name of a decision about an entity. */
  readonly decision: string;
  /** Content with the changes, each a whole checked Model of its own. */
  readonly drafts: readonly Draft[];
  /** FEEL over the record: only those for which it holds. */
  readonly filter?: string | undefined;
  /** Paths of fields by whose values the records are counted: `segment`, `customer.size`. */
  readonly by?: readonly string[] | undefined;
  /** Paths of numbers and money that are summed; all money fields of the record when not said. */
  readonly sum?: readonly string[] | undefined;
  /** The instant for which is decided, ISO 8601 in UTC; that of the context when not said. */
  readonly at?: string | undefined;
  /** Values of facts that no record has, the same for all. */
  readonly facts?: JsonObject | undefined;
}

export interface Draft {
  readonly name: string;
  readonly model: Model;
}

/** The answer: plain data, so that it can be stored. What could grow with the records has an end, and `others` beyond it. */
export interface BacktestResult {
  readonly decision: string;
  readonly label: Text;
  readonly entity: string;
  readonly entityLabel: Text;
  readonly at: string;
  readonly filter: string | null;
  readonly by: readonly Column[];
  readonly sum: readonly Column[];
  /** All records that were asked about. */
  readonly all: Total;
  readonly published: { readonly version: string; readonly failed: number };
  readonly scenarios: readonly ScenarioResult[];
  /** What the reader should know: records that they may not see, facts that were not given. */
  readonly notes: readonly Problem[];
}

/** A field of the report: its path and what people call it. */
export interface Column {
  readonly path: string;
  readonly label: Text;
  /** The name of its type: `money`, `choice`. */
  readonly type: string;
}

/** A number of records and what their fields come to. */
export interface Total {
  readonly records: number;
  /** By path: exact digits as text, or money. Records without a value add nothing. */
  readonly sums: JsonObject;
}

export interface ScenarioResult {
  readonly name: string;
  /** Of the draft's decision. Equal to that of the published one: the draft changes nothing of it. */
  readonly version: string;
  /** The records for which the outcome is another one. */
  readonly changed: Total;
  /** Records for which the draft could not decide. */
  readonly failed: number;
  /** The sums of the outputs that are numbers, over all records. */
  readonly outputs: readonly OutputSums[];
  /** One for each field of `by`, in its order. */
  readonly groups: readonly Group[];
  /**
   * Each outcome before with each one after, without the numbers that rows compute; most records first. Equal ones are
   * there, too; a change of nothing but computed numbers is a pair of its own.
   */
  readonly outcomes: readonly OutcomePair[];
  readonly moreOutcomes: Total | null;
  /** Which rows or rules gave the answers that differ. */
  readonly rows: readonly RowPair[];
  readonly moreRows: Total | null;
  /** At most ten of the changed records: those whose ids have the smallest hash, so that they are the same each time. */
  readonly samples: readonly Sample[];
  /** At most ten of the records for which one of the two could not decide. */
  readonly failures: readonly Failure[];
}

export interface OutputSums {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
}

export interface Group {
  readonly path: string;
  readonly values: readonly GroupValue[];
  readonly others: Omit<GroupValue, 'value' | 'label'> | null;
}

export interface GroupValue {
  readonly value: Json;
  readonly label: Text;
  readonly all: Total;
  readonly changed: Total;
}

export interface OutcomePair extends Total {
  readonly before: Json;
  readonly after: Json;
  readonly isChange: boolean;
}

/** "Row 3 before, row 5 after", of the decision itself or of one that it calls. */
export interface RowPair extends Total {
  readonly decision: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What the content says of those rows. */
  readonly because: { readonly before: readonly Text[]; readonly after: readonly Text[] };
}

export interface Sample {
  readonly record: RecordName;
  /** The fields of `by` and `sum`, by path. */
  readonly values: JsonObject;
  readonly before: Explained;
  readonly after: Explained;
}

export interface RecordName {
  readonly id: string;
  readonly number: string | null;
  readonly title: string | null;
}

/** An answer as sentences, in English and Romanian, and as data. */
export interface Explained {
  readonly outcome: Json;
  readonly rows: readonly string[];
  readonly sentences: { readonly en: readonly string[]; readonly ro: readonly string[] };
  readonly inputs: JsonObject;
}

export interface Failure {
  readonly record: RecordName;
  readonly version: 'published' | 'draft';
  readonly messages: readonly Text[];
}

/** One changed record of one scenario, told while the back-test runs. */
export interface Change {
  readonly scenario: string;
  readonly record: RecordName;
  readonly values: JsonObject;
  readonly before: Json;
  readonly after: Json;
  readonly rowsBefore: readonly string[];
  readonly rowsAfter: readonly string[];
  /** What the content says of those rows. */
  readonly becauseBefore: readonly Text[];
  readonly becauseAfter: readonly Text[];
}
