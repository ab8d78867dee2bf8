import type { Retry } from './connector.ts';

/** No longer than this is done what a system asks for. */
const LONGEST_ASKED = 86_400_000;

/**
 * Milliseconds to wait after attempt `number`: doubled each time up to the most, of which a half is by chance, so that those
 * who failed together do not come back together. What the system itself asks for is waited at least.
 * @param random from 0 to 1
 */
export function backOff({ first, most }: Retry, number: number, random: () => number, asked = 0): number {
  const whole = Math.min(most, first * 2 ** Math.min(30, number - 1));
  return Math.round(Math.max(whole / 2 + (whole / 2) * random(), Math.min(asked, LONGEST_ASKED)));
}
