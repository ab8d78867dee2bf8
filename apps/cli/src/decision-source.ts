import type { Model, Source } from '@dealwright/metadata';
import { sourcesOf } from '@dealwright/platform';
import { UsageError } from './output.ts';

/** The file in which a decision stands, as it was read. */
export function sourceOf(model: Model, decision: string): Source {
  const document = model.documents.find(({ kind, name }) => kind === 'decision' && name === decision);
  const source = sourcesOf(model).find(({ path }) => path === document?.file);
  if (!source) throw new UsageError(`${decision} does not stand in a file of the content.`);
  return source;
}
