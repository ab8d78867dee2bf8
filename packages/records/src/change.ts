import type { Problem } from '@dealwright/diagnostics';
import type { Json, JsonObject } from '@dealwright/values';

/** What somebody wants changed. Values are unparsed wire input. */
export type Change =
  | { readonly is: 'create'; readonly values: JsonObject }
  | { readonly is: 'update'; readonly id: string; readonly values: JsonObject; readonly ifVersion?: number }
  | {
      readonly is: 'upsert';
      readonly by: { readonly field: string; readonly value: Json };
      readonly values: JsonObject;
    }
  | { readonly is: 'delete'; readonly id: string }
  | {
      readonly is: 'fire';
      readonly id: string;
      readonly event: string;
      readonly input: JsonObject;
      /** The id of the Task that is answered: refused when it is open no more, whatever else the event could mean by now. */
      readonly task?: string;
    }
  /** What the record's clocks have due by now. Nothing due, or no record any more: nothing happens, and nothing is wrong. */
  | { readonly is: 'tick'; readonly id: string }
  /** What its processes do by themselves as things are now. */
  | { readonly is: 'look'; readonly id: string };

/** What became of it: the record's id and new version, or the problems. Warnings may stand beside an id. */
export interface Saved {
  readonly id: string | undefined;
  readonly version: number | undefined;
  readonly problems: readonly Problem[];
}
