/** A text for people by language. A plain string is English. */
export type Text = string | ({ readonly en: string } & Readonly<Record<string, string>>);

/** The text in `locale` ("ro", "ro-RO"), in English where it is not written in that language. */
export function say(text: Text, locale = 'en'): string {
  if (typeof text === 'string') return text;
  return text[locale] ?? text[locale.slice(0, 2)] ?? text.en;
}

/** True when the text is written in `locale`, so that a missing translation can be warned of. */
export function isWrittenIn(text: Text, locale: string): boolean {
  return typeof text === 'string' ? locale.startsWith('en') : text[locale] !== undefined;
}
