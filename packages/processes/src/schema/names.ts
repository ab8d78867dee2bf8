import { readDuration } from '@dealwright/calendar';
import { remedy } from '@dealwright/metadata';
import { z } from 'zod';

/** `2 working days`, `settings.reviewHours hours`. */
export const durationSchema = z
  .string()
  .refine(
    (text) => readDuration(text) !== undefined,
    remedy(
      'write an amount and its unit: `2 working days`, `settings.reviewHours hours` (minutes, hours, days, working hours, working days)',
      'scrieți o cantitate și unitatea ei: `2 working days`, `settings.reviewHours hours` (minutes, hours, days, working hours, working days)',
    ),
  )
  .describe(
    'An amount (a number or an expression) and its unit: minutes, hours, days, working hours, working days. Working days end with the office hours of the last one.',
  );

const WARNING = /^\d{1,2}(\.\d+)?\s*%$/;

/** `75%`, or `4 working hours before`. */
export const warningSchema = z
  .string()
  .refine(
    (text) => WARNING.test(text) || readDuration(text.replace(/\s+before$/, '')) !== undefined,
    remedy('write `75%`, or `4 working hours before`', 'scrieți `75%` sau `4 working hours before`'),
  )
  .describe('`75%` of the time, or so much before its end: `4 working hours before`.');

/** Addresses of people. */
export const addressSchema = z
  .string()
  .describe(
    '`owner`, another path to a User (`account.owner`), `role manager`, `actor` (who did it), or `manager of` one of these.',
  );

export const peopleSchema = z
  .array(z.string())
  .describe('Roles, `owner`, other fields that refer to a User, `manager of owner`.');
