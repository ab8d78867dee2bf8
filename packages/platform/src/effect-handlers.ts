import { type Problem, Refusal, say } from '@dealwright/diagnostics';
import { type DocumentTemplate, documentKind } from '@dealwright/documents';
import { type Handlers, notifier } from '@dealwright/effects';
import type { DocumentsPort } from '@dealwright/graphql';
import type { Model } from '@dealwright/metadata';
import type { RecordStore } from '@dealwright/records';
import { recordMovers } from './move-records.ts';
import { organisation } from './organisation.ts';
import { systemContext } from './system-context.ts';
import { tellOwner } from './tell-owner.ts';

interface Given {
  readonly store: RecordStore;
  readonly documents: DocumentsPort;
  readonly model: () => Model;
  readonly now: () => string;
  readonly log: (line: string) => void;
}

/** What the worker does for each thing that a transition can promise. */
export function effectHandlers({ store, documents, model, now, log }: Given): Handlers {
  return {
    ...recordMovers({ store, model, now, log }),
    notify: (entry) => notifier({ store, model, now, ...organisation(model()) })(entry),
    /** Made as it is now: one that was made for this entry before a crash is made again, and is the same. */
    async generate(entry) {
      const context = systemContext(model(), now(), entry.requestId);
      const document: DocumentTemplate | undefined = context.model.find(documentKind, String(entry.data.document));
      if (!document) return;
      const { problems } = await documents.generate(context, document, entry.record, undefined);
      if (problems.length === 0) return;
      if (problems.every(healsByItself)) throw new Refusal(problems);
      // Trying again would say the same, and the record's other entries would wait for it: its owner is told instead.
      const why = problems.map((each) => say(each.message)).join(' ');
      log(`effects: ${document.name} of ${entry.entity} ${entry.record} is not made: ${why}`);
      await tellOwner(store, context, document.of, entry, notMade(document), problems);
    },
  };
}

function notMade({ label }: DocumentTemplate) {
  return { en: `Not made: ${say(label, 'en')}`, ro: `Nu s-a generat: ${say(label, 'ro')}` };
}

const HEALING: ReadonlySet<string> = new Set(['CHANGED_MEANWHILE', 'NO_CHROMIUM', 'PRINTING_TOOK_TOO_LONG']);

function healsByItself({ code }: Problem): boolean {
  return HEALING.has(code);
}
