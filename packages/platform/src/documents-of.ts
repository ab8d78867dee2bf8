import { accessOf } from '@dealwright/access';
import { isClean, type Problem, problem, Refusal } from '@dealwright/diagnostics';
import { type DocumentTemplate, generateDocument, type PdfPrinter, requiredData } from '@dealwright/documents';
import type { DocumentsPort } from '@dealwright/graphql';
import type { Model } from '@dealwright/metadata';
import { type Context, onceOnly, type RecordStore, recordsOf } from '@dealwright/records';
import type { Json, JsonObject } from '@dealwright/values';
import { mayUpdate } from './may-update.ts';

interface DocumentsOptions {
  readonly store: RecordStore;
  readonly printer: PdfPrinter;
  /** The Model of the moment. */
  readonly model: () => Model;
}

/** Documents of records: read, checked, printed outside any transaction, and stored if nothing changed meanwhile. */
export function documentsOf({ store, printer, model }: DocumentsOptions): DocumentsPort {
  const records = recordsOf(store);
  const load = (context: Context, document: DocumentTemplate, id: string) =>
    records.read(context, (reading) => reading.facts(document.of, id, [...document.paths, ['version']]));

  return {
    async requiredData(context, document, id) {
      const record = await load(context, document, id);
      return record ? requiredData(document, record, context) : [noSuchRecord(document)];
    },

    async generate(context, document, id, locale) {
      const { idempotency } = context;
      const kept =
        idempotency && (await store.write(context, (session) => session.recall(idempotency.key, idempotency.bodyHash)));
      if (kept !== undefined) return kept as unknown as Made;
      const made = await make(context, document, id, locale);
      // The same request may have been made twice at once: then the other's document is the answer, and this one is none.
      const answer = await store.write(context, (session) =>
        onceOnly(session, context, async () => {
          if ('problems' in made) return { problems: made.problems } as unknown as Json;
          const { id: fileId } = await session.addFile(made);
          return { file: { id: fileId, ...made.told }, problems: [] };
        }),
      );
      return answer as unknown as Made;
    },
  };

  /** The document, printed but not stored; or why not. */
  async function make(context: Context, document: DocumentTemplate, id: string, locale: string | undefined) {
    const record = await load(context, document, id);
    if (!record) return { problems: [noSuchRecord(document)] };
    const refused = [
      ...((await mayMake(store, context, document, id)) ? [] : [notAllowed(document)]),
      ...refuseLocale(document, locale),
      ...requiredData(document, record, context),
    ];
    if (!isClean(refused)) return { problems: refused };
    const environment = { ...context, locale: locale ?? ownLocale(document, context.locale) };
    const printed = await generateDocument(printer, document, record, environment, context.model.hash).catch(toldOf);
    if ('problems' in printed) return printed;
    const again = await load(context, document, id);
    if (again?.version !== record.version || model().hash !== context.model.hash)
      return { problems: [changedMeanwhile()] };
    const about = printed.manifest as unknown as JsonObject;
    return {
      name: printed.fileName,
      mediaType: 'application/pdf',
      bytes: printed.bytes,
      attachedTo: { entity: document.of.name, record: id, as: document.name },
      about,
      told: { pages: printed.pages, sha256: printed.sha256, manifest: about },
    };
  }
}

type Made = Awaited<ReturnType<DocumentsPort['generate']>>;

/** What the document itself refuses is data, too. */
function toldOf(error: unknown): { problems: readonly Problem[] } {
  if (error instanceof Refusal) return { problems: error.problems };
  throw error;
}

/** The reader's language when the document is written in it, else its first one. */
function ownLocale({ locales }: DocumentTemplate, locale: string): string {
  return locales.find((each) => locale.startsWith(each)) ?? locales[0] ?? locale;
}

/** Whoever has a role of the document; when it names none, whoever may update the record: a file is written to it. */
async function mayMake(store: RecordStore, context: Context, { by, of }: DocumentTemplate, id: string) {
  const { model, actor } = context;
  if (actor.system) return true;
  if (by.length === 0) return mayUpdate(store, context, of, id);
  const access = accessOf(model, actor);
  return by.some((role) => access.hasRole(role));
}

function notAllowed({ by, of }: DocumentTemplate): Problem {
  const roles = by.map((role) => `\`${role}\``).join(', ');
  const hint =
    by.length > 0
      ? { en: `ask somebody with the role ${roles}`, ro: `cereți cuiva cu rolul ${roles}` }
      : { en: `ask somebody who may change the ${of.name}`, ro: `cereți cuiva care poate modifica ${of.name}` };
  return problem(
    'NOT_ALLOWED',
    { en: 'You may not make this document.', ro: 'Nu puteți genera acest document.' },
    { path: ['document'], hint },
  );
}

function refuseLocale({ locales }: DocumentTemplate, locale: string | undefined): Problem[] {
  if (locale === undefined || locales.includes(locale)) return [];
  const list = locales.map((each) => `\`${each}\``).join(', ');
  return [
    problem(
      'UNKNOWN_LOCALE',
      { en: `This document is not written in \`${locale}\`.`, ro: `Acest document nu există în limba \`${locale}\`.` },
      {
        path: ['locale'],
        hint: { en: `it is written in ${list}`, ro: `există în ${list}` },
      },
    ),
  ];
}

function noSuchRecord({ of }: DocumentTemplate): Problem {
  return problem(
    'NOT_FOUND',
    {
      en: `There is no such ${of.name}, or you may not see it.`,
      ro: `Nu există un astfel de ${of.name} sau nu îl puteți vedea.`,
    },
    { path: ['record'] },
  );
}

function changedMeanwhile(): Problem {
  return problem(
    'CHANGED_MEANWHILE',
    {
      en: 'The record or the content changed while the document was made.',
      ro: 'Înregistrarea sau conținutul s-a schimbat în timpul generării.',
    },
    { hint: { en: 'generate it again', ro: 'generați-l din nou' } },
  );
}
