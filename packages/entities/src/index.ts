export type { Choice, Choices } from './choices.ts';
export {
  type DuplicateRule,
  type Entity,
  type Field,
  type Formula,
  type Inverse,
  type NumberFormat,
  type RecordValues,
  type Reference,
  type Rollup,
  STANDARD_FIELDS,
  type Validation,
} from './entity.ts';
export type { Setting } from './setting.ts';
