export { valueTypes } from './all-types.ts';
export { compareDecimals, type DecimalLimits, exactDecimal, formatDecimal } from './exact-decimal.ts';
export { isJsonObject, type Json, type JsonObject, valueAt } from './json-value.ts';
export { minorDigits } from './money/money.ts';
export { isDate, isTime } from './read-date.ts';
export { refuseUnstorable } from './read-text.ts';
export { isId } from './reference/read-id.ts';
export { type TextFormat, textFormats } from './text/formats.ts';
export type { ColumnType, FeelName, Flaw, LinkedOptions, Options, Parsed, Scalar, ValueType } from './value-type.ts';
