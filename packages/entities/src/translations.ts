import { isWrittenIn, type Place, type Text, warning } from '@dealwright/diagnostics';
import type { Linking } from '@dealwright/metadata';

/** The languages in which everything that people read should be written. */
const LOCALES = ['en', 'ro'] as const;

/** Warns of a text that is not written in every language; a text that is not there at all is not warned of. */
export function warnUntranslated(text: Text | undefined, place: () => Place, linking: Linking): void {
  if (text === undefined) return;
  const missing = LOCALES.filter((locale) => !isWrittenIn(text, locale));
  if (missing.length === 0) return;
  const list = missing.map((locale) => `\`${locale}\``).join(', ');
  linking.report(
    warning(
      'MISSING_TRANSLATION',
      { en: `This text is not written in ${list}.`, ro: `Acest text nu este scris în ${list}.` },
      {
        place: place(),
        hint: { en: 'write it as `{ en: …, ro: … }`', ro: 'scrieți-l ca `{ en: …, ro: … }`' },
      },
    ),
  );
}
