import { createHash } from 'node:crypto';
import { RequestError } from '@dealwright/diagnostics';

/**
 * A place in a list: the values that the list is ordered by, and the id, of the row it stands at. Because it says values and
 * not a count, rows that come or go before it do not move it.
 */
export type Place = readonly (string | null)[];

/** Opaque to the caller. `order` says which list it belongs to, so that it is not used with another one. */
export function writeCursor(place: Place, order: string): string {
  return Buffer.from(JSON.stringify([fingerprint(order), ...place])).toString('base64url');
}

/** Throws BAD_USER_INPUT for a cursor that no list of this order gave out. */
export function readCursor(cursor: string, order: string, length: number): Place {
  const [mark, ...place] = parse(cursor);
  const whole = place.length === length && place.every((each) => each === null || typeof each === 'string');
  if (!whole || mark !== fingerprint(order)) {
    throw new RequestError(
      'BAD_USER_INPUT',
      'This cursor does not belong to this list.',
      'Use cursors only with the same orderBy that they came from.',
    );
  }
  return place as Place;
}

function parse(cursor: string): unknown[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}

const known = new Map<string, string>();

function fingerprint(order: string): string {
  let mark = known.get(order);
  if (mark === undefined) {
    if (known.size > 1_000) known.clear();
    mark = createHash('sha256').update(order).digest('base64url').slice(0, 6);
    known.set(order, mark);
  }
  return mark;
}
