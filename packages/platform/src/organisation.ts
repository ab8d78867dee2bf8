import { settingKind } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';

/** Zone and language of whoever chose none: the settings `organisationZone` and `organisationLocale`, else UTC and English. */
export function organisation(model: Model): { readonly zone: string; readonly locale: string } {
  const text = (name: string, otherwise: string) => {
    const value = model.find(settingKind, name)?.value;
    return typeof value === 'string' ? value : otherwise;
  };
  return { zone: text('organisationZone', 'Etc/UTC'), locale: text('organisationLocale', 'en') };
}
