import type { Access } from '@dealwright/access';
import type { Context } from './context.ts';
import { dayIn } from './day-in.ts';
import type { Parameters } from './read-query.ts';

/** What scopes and filters may ask beside the record: who, and when. `today` is the asking person's. */
export function parametersOf({ now, zone }: Pick<Context, 'now' | 'zone'>, { parameters }: Access): Parameters {
  return {
    ...parameters,
    now,
    // Few questions ask for it, and calendars are slow.
    get today() {
      return dayIn(zone, now);
    },
  };
}
