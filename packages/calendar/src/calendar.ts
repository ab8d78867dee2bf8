/** When somebody works: plain data, from which every function here computes. */
export interface Calendar {
  readonly name: string;
  /** IANA zone that days and hours are meant in: `Europe/Bucharest`. */
  readonly zone: string;
  /** ISO 3166 country whose public holidays are free, such as `RO`; undefined: none are. */
  readonly country: string | undefined;
  /** Office hours of each day of the week, in order and apart; a day not named is free. */
  readonly week: Readonly<Partial<Record<Weekday, readonly Hours[]>>>;
  /** Days (`2026-01-31`) that are not as the week and the holidays say: their hours, none for a free day. */
  readonly exceptions: ReadonlyMap<string, readonly Hours[]>;
}

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** From and until, `09:00` to `18:00`; until may be `24:00`. */
export interface Hours {
  readonly from: string;
  readonly until: string;
}
