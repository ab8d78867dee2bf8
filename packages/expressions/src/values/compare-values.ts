import type { Json } from '@dealwright/values';
import type { FeelType } from '../types.ts';
import { equal, order } from './compare.ts';
import { fromWire } from './wire.ts';

/**
 * Compares two values in wire form as FEEL does: decimals exactly, dates by time. Below, equal or above zero; undefined
 * where there is no order (null, or of another type), except that equal values of any type are 0.
 * `zone` reads date and times that name none.
 */
export function compareValues(a: Json, b: Json, type: FeelType, zone = 'UTC'): number | undefined {
  const [left, right] = [fromWire(a, type), fromWire(b, type)];
  return order(left, right, zone) ?? (equal(left, right, zone) ? 0 : undefined);
}
