import { didYouMean, problem } from '@dealwright/diagnostics';
import type { Field } from '@dealwright/entities';
import type { Expression } from '@dealwright/expressions';
import type { Place, TransitionLinking } from './transition-linking.ts';

/** A reference may be set by the key of the other record, `{ code: … }`: then there is one name, and it is a key. */
export function checkKey(
  { reference }: Field,
  { type }: Expression,
  path: Place,
  { document, linking }: TransitionLinking,
): void {
  const of = reference?.entity;
  if (!of || type.kind !== 'context') return;
  const names = [...type.names()];
  if (names.includes('id') || names.length === 0) return;
  const [name = '', ...more] = names;
  if (more.length === 0 && of.fields.get(name)?.key) return;
  const keys = [...of.fields.values()].filter((field) => field.key && !field.standard).map((field) => field.name);
  linking.report(
    problem(
      'NOT_A_KEY',
      {
        en: `No ${of.name} can be found by ${names.map((each) => `\`${each}\``).join(', ')}.`,
        ro: `Niciun ${of.name} nu poate fi găsit după ${names.map((each) => `\`${each}\``).join(', ')}.`,
      },
      {
        place: document.place(path),
        hint: didYouMean(name, keys) ?? {
          en: 'name one field with `key: true`, or give an id',
          ro: 'numiți un câmp cu `key: true` sau dați un id',
        },
      },
    ),
  );
}
