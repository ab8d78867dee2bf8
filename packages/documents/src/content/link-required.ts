import { didYouMean, problem, type Text } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { Expression } from '@dealwright/expressions';
import type { ContentDocument, Linking, YamlPath } from '@dealwright/metadata';
import type { RequiredDatum } from '../document.ts';
import { namesIn, recordMeaning } from '../template/meaning.ts';
import type { DocumentShape } from './document-schema.ts';

type Condition = (text: string | undefined, path: YamlPath) => Expression | undefined;

/** Links what a document requires: fields by their path, checks by their expression. */
export function linkRequired(
  of: Entity,
  { shape, place }: ContentDocument<DocumentShape>,
  condition: Condition,
  linking: Linking,
): readonly RequiredDatum[] {
  return (shape.required ?? []).map(({ field, check, when, message }, index) => {
    const at = ['required', index];
    if (field === undefined && (check === undefined || message === undefined)) {
      linking.report(
        problem(
          'NOTHING_REQUIRED',
          { en: 'This requires nothing that could be told.', ro: 'Aceasta nu cere nimic care s-ar putea spune.' },
          {
            place: place(at),
            hint: {
              en: 'write a `field`, or a `check` with its `message`',
              ro: 'scrieți un `field` sau un `check` cu `message`',
            },
          },
        ),
      );
    }
    const found =
      field === undefined
        ? undefined
        : followField(of, field, (offset, length) => place([...at, 'field'], offset, length), linking);
    return {
      path: found?.path,
      labels: found?.labels ?? [],
      check: condition(check, [...at, 'check']),
      when: condition(when, [...at, 'when']),
      message,
    };
  });
}

function followField(
  of: Entity,
  text: string,
  place: (offset: number, length: number) => ReturnType<ContentDocument['place']>,
  linking: Linking,
): { path: readonly string[]; labels: readonly Text[] } | undefined {
  const labels: Text[] = [];
  const path = text.split('.');
  let meaning = recordMeaning(of);
  let offset = 0;
  for (const name of path) {
    const names = namesIn(meaning);
    const next = names?.find(name);
    if (!next) {
      linking.report(
        problem(
          'UNKNOWN_FIELD',
          { en: `\`${text}\`: there is no field \`${name}\`.`, ro: `\`${text}\`: nu există câmpul \`${name}\`.` },
          { place: place(offset, name.length), hint: didYouMean(name, names?.all() ?? []) },
        ),
      );
      return undefined;
    }
    labels.push(next.field?.label ?? next.entity?.plural ?? name);
    offset += name.length + 1;
    meaning = next;
  }
  return { path, labels };
}
