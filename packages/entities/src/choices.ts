import type { Text } from '@dealwright/diagnostics';

/** A list of values that a field may have, in the order people see. */
export interface Choices {
  readonly name: string;
  readonly values: ReadonlyMap<string, Choice>;
}

export interface Choice {
  readonly name: string;
  readonly label: Text;
  readonly color: string | undefined;
  /** Kept on old records, refused on new ones. */
  readonly retired: boolean;
}
