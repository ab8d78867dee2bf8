import { type Problem, Refusal, say } from '@dealwright/diagnostics';
import { type DocumentTemplate, documentKind } from '@dealwright/documents';
import {
  type Handlers,
  inviter,
  mailSender,
  mailWriter,
  notifier,
  postOffice,
  type Secrets,
  uninviter,
  webhookTeller,
} from '@dealwright/effects';
import type { DocumentsPort } from '@dealwright/graphql';
import type { Model } from '@dealwright/metadata';
import type { FileStore, RecordStore } from '@dealwright/records';
import { recordMovers } from './move-records.ts';
import { organisation } from './organisation.ts';
import { systemContext } from './system-context.ts';
import { tellOwner } from './tell-owner.ts';

interface Given {
  readonly store: RecordStore;
  readonly files: FileStore;
  readonly documents: DocumentsPort;
  readonly model: () => Model;
  readonly now: () => string;
  readonly secrets: Secrets;
  readonly log: (line: string) => void;
}

/** What the worker does for each thing that a transition can promise. */
export function effectHandlers({ store, files, documents, model, now, secrets, log }: Given): Handlers {
  const post = postOffice(secrets);
  const publicUrl = secrets.find('PUBLIC_URL', 'public');
  const contextOf = (requestId: string) => systemContext(model(), now(), requestId);
  const telling = () => ({ store, model, now, log, ...organisation(model()) });
  return {
    ...recordMovers({ store, model, now, log }),
    notify: (entry) => notifier(telling())(entry),
    mail: (entry) => mailWriter(telling())(entry),
    invite: (entry) => inviter({ ...telling(), post })(entry),
    uninvite: (entry) => uninviter({ ...telling(), post })(entry),
    send: mailSender({ post, files, context: contextOf, publicUrl, log }),
    webhook: webhookTeller({ model, secrets, now: Date.now }),
    /** Made as it is now: one that was made for this entry before a crash is made again, and is the same. */
    async generate(entry) {
      const context = contextOf(entry.requestId);
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
