const UNITS: Readonly<Record<string, number>> = { millisecond: 1, second: 1_000, minute: 60_000, hour: 3_600_000 };

/** `5 seconds`, `1 minute`, `200 milliseconds`. */
export const DURATION = /^([1-9]\d{0,5}) (millisecond|second|minute|hour)s?$/;

/** Milliseconds of a text that matches {@link DURATION}. */
export function readDuration(text: string): number {
  const [, amount, unit] = DURATION.exec(text) ?? [];
  return Number(amount) * (UNITS[unit ?? ''] ?? 0);
}
