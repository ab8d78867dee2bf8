export type { Json, JsonObject } from './json.ts';
export type { ColumnType, FeelName, Flaw, Options, Parsed, Scalar, ValueType } from './value-type.ts';
