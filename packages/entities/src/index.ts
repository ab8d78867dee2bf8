export { calendarKind } from './calendar-kind.ts';
export { type Choice, type Choices, choicesKind } from './choices.ts';
export { type Data, dataKind } from './data.ts';
export {
  type DuplicateRule,
  ENTITY,
  type Entity,
  type Field,
  type Formula,
  type Inverse,
  type NumberFormat,
  type RecordValues,
  type Reference,
  type Rollup,
  type Validation,
} from './entity.ts';
export { entityKind } from './entity-kind.ts';
export { fieldType } from './entity-type.ts';
export { feelTypeOf } from './feel-type.ts';
export { literal } from './literal.ts';
export { formatNumber } from './number-format.ts';
export { compileOver, type ExtraNames, recordScope, settingValues } from './record-scope.ts';
export { type Setting, settingKind } from './setting.ts';
export { STANDARD_FIELDS } from './standard-fields.ts';
export { feelSchema, fieldNameSchema, humanise, nameSchema, requirementSchema, textSchema } from './text-schema.ts';
export { warnUntranslated } from './translations.ts';
