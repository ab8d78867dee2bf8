import { useQuery } from '@tanstack/react-query';
import i18next from 'i18next';
import type { Me, Model } from './model.ts';
import { request } from './request.ts';

const QUERY = `query { me { id name } model { hash entities {
  name label { en ro } plural { en ro } title header platform parent api { one many create update fire } can { create read update }
  fields { name label { en ro } help { en ro } type control required readOnly standard sortable options reference can { read create update } choices { name value label { en ro } color retired } }
  relations { name label { en ro } entity field }
  documents { name label { en ro } locales }
} } }`;

/** The Model and the person, once signed in. */
export function useKnown(signedIn: boolean) {
  return useQuery({
    queryKey: ['known'],
    enabled: signedIn,
    queryFn: async () => {
      const { me, model } = await request<{ me: Me; model: unknown }>(QUERY);
      return { me, model: inLanguage(model) as Model };
    },
  });
}

/** Every `{ en, ro }` becomes the text in the page's language, so that nothing below has to choose. */
function inLanguage(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inLanguage);
  if (typeof value !== 'object' || value === null) return value;
  const { en, ro } = value as { en?: string; ro?: string | null };
  if (typeof en === 'string' && Object.keys(value).length <= 2) return (i18next.language === 'ro' ? ro : en) ?? en;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inLanguage(each)]));
}
