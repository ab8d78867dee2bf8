import { loadModel, type Model } from '@dealwright/metadata';
import type { Context, FileStore, RecordStore } from '@dealwright/records';
import { KINDS } from './kinds.ts';
import { releaseOf } from './release-log.ts';

/** Models of then that are kept in memory: whoever asks about one decision of a time asks about more. */
const MOST_KEPT = 3;

/**
 * Makes Models of content that was live once, from what its release kept. The answer is undefined when the content was
 * not kept, or is not what it was: its hash proves it.
 */
export function modelsOfThen(store: RecordStore, files: FileStore) {
  const kept = new Map<string, Promise<Model | undefined>>();
  return (context: Context, hash: string): Promise<Model | undefined> => {
    if (context.model.hash === hash) return Promise.resolve(context.model);
    const found = kept.get(hash) ?? makeModel(store, files, context, hash);
    kept.delete(hash);
    kept.set(hash, found);
    found.catch(() => kept.delete(hash));
    for (const [oldest] of kept) if (kept.size > MOST_KEPT) kept.delete(oldest);
    return found;
  };
}

async function makeModel(
  store: RecordStore,
  files: FileStore,
  context: Context,
  hash: string,
): Promise<Model | undefined> {
  const release = await releaseOf(store, files, context, hash);
  if (!release) return undefined;
  // JSON is YAML; a document is read from what it said, wherever in its file it stood.
  const documents = release.documents.map(({ kind, name, shape, file }) => ({
    path: file ?? `${kind}/${name}.yaml`,
    text: JSON.stringify(shape),
  }));
  const { model } = loadModel([...documents, ...(release.files ?? [])], KINDS);
  return model?.hash === hash ? model : undefined;
}
