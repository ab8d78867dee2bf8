import { Refusal } from '@dealwright/diagnostics';
import { type DocumentTemplate, documentKind } from '@dealwright/documents';
import { type Handlers, notifier } from '@dealwright/effects';
import type { DocumentsPort } from '@dealwright/graphql';
import type { Model } from '@dealwright/metadata';
import type { RecordStore } from '@dealwright/records';
import { organisation } from './organisation.ts';
import { systemContext } from './system-context.ts';

interface Given {
  readonly store: RecordStore;
  readonly documents: DocumentsPort;
  readonly model: () => Model;
  readonly now: () => string;
}

/** What the worker does for each thing that a transition can promise. */
export function effectHandlers({ store, documents, model, now }: Given): Handlers {
  return {
    notify: (entry) => notifier({ store, model, now, ...organisation(model()) })(entry),
    /** Made as it is now: one that was made for this entry before a crash is made again, and is the same. */
    async generate({ data, record, requestId }) {
      const context = systemContext(model(), now(), requestId);
      const document: DocumentTemplate | undefined = context.model.find(documentKind, String(data.document));
      if (!document) return;
      const { problems } = await documents.generate(context, document, record, undefined);
      if (problems.length > 0) throw new Refusal(problems);
    },
  };
}
