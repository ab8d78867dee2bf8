import { boolean } from './boolean/boolean.ts';
import { choice } from './choice/choice.ts';
import { choices } from './choices/choices.ts';
import { date } from './date/date.ts';
import { decimal } from './decimal/decimal.ts';
import { email } from './email/email.ts';
import { file } from './file/file.ts';
import { instant } from './instant/instant.ts';
import { integer } from './integer/integer.ts';
import { json } from './json/json.ts';
import { location } from './location/location.ts';
import { longText } from './long-text/long-text.ts';
import { money } from './money/money.ts';
import { partOf } from './part-of/part-of.ts';
import { percent } from './percent/percent.ts';
import { phone } from './phone/phone.ts';
import { reference } from './reference/reference.ts';
import { richText } from './rich-text/rich-text.ts';
import { text } from './text/text.ts';
import { time } from './time/time.ts';
import { url } from './url/url.ts';
import type { ValueType } from './value-type.ts';

/** Every field type that stores a value, by its name in YAML. Formula and rollup compute theirs and belong to entities. */
export const valueTypes: ReadonlyMap<string, ValueType> = new Map(
  [
    ...[text, longText, richText, integer, decimal, percent, money, boolean, date, time, instant, choice, choices],
    ...[email, phone, url, reference, partOf, file, location, json],
  ].map((type) => [type.name, type]),
);
