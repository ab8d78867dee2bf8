import type { ContentDocument } from '@dealwright/metadata';

/** The ids that `requirement:` names anywhere in the content: on a document, a field, a validation, a row … */
export function requirementMarks(documents: readonly Pick<ContentDocument, 'shape'>[]): Set<string> {
  const ids = new Set<string>();
  for (const { shape } of documents) collect(shape, ids);
  return ids;
}

function collect(value: unknown, ids: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'requirement') for (const id of [inner].flat()) ids.add(String(id));
    else collect(inner, ids);
  }
}
