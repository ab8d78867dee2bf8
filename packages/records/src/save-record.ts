import { accessOf } from '@dealwright/access';
import { isClean, type Problem, Refusal } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { Person } from '@dealwright/processes';
import type { Change, Saved } from './change.ts';
import type { Context } from './context.ts';
import { parametersOf } from './parameters-of.ts';
import { type DecisionEntry, KeyTaken, type RecordStore } from './record-store.ts';
import { checkAccess, checkCreatedInScope } from './save/check-access.ts';
import { checkAgainstOthers, checkResult } from './save/check-result.ts';
import { checkRoles } from './save/check-roles.ts';
import { createByEffect } from './save/create-by-effect.ts';
import { deleteRecord } from './save/delete-record.ts';
import { type Draft, refuseIfWrong, type Writing } from './save/draft.ts';
import { fillIn } from './save/fill-in.ts';
import { findDuplicates } from './save/find-duplicates.ts';
import { loadDraft } from './save/load-draft.ts';
import { loadPeople } from './save/load-people.ts';
import { keyTaken, othersRefused } from './save/refusals.ts';
import { runProcesses } from './save/run-processes.ts';
import { answersOf, storeDraft, storeTraces } from './save/store-draft.ts';
import { storeTasks } from './save/store-tasks.ts';
import { promisedToListeners } from './save/tell-listeners.ts';
import { Undone } from './save/undone.ts';
import { upsertRecord } from './save/upsert-record.ts';

/**
 * THE write path: every change to data runs through here, whoever asks. Expected refusals come back as problems, with
 * nothing changed; only the unexpected is thrown.
 */
export async function saveRecord(store: RecordStore, context: Context, entity: Entity, change: Change): Promise<Saved> {
  const [saved] = await inTransaction(store, context, false, async (writing) => {
    const answer = await answerOf(entity, () => save(writing, entity, change));
    if (!isClean(answer.problems)) throw new Undone([answer]);
    return [answer];
  });
  return saved ?? REFUSED;
}

/** What {@link saveRecord} would answer, by the same path; nothing is changed and no number is taken. */
export async function askRecord(store: RecordStore, context: Context, entity: Entity, change: Change): Promise<Saved> {
  const [answer] = await inTransaction(store, context, true, async (writing) => {
    const { problems } = await answerOf(entity, () => save(writing, entity, change));
    throw new Undone([{ ...REFUSED, problems }]);
  });
  return answer ?? REFUSED;
}

/**
 * Many changes in one transaction. `atomic`: all or nothing, and the problems of all of them are told; else each stands
 * for itself. Problems have the place of their change in the path: `['inputs', 3, 'amount']`.
 */
export async function saveRecords(
  store: RecordStore,
  context: Context,
  entity: Entity,
  changes: readonly Change[],
  { atomic }: { readonly atomic: boolean },
): Promise<readonly Saved[]> {
  return inTransaction(store, context, false, async (writing) => {
    const answers: Saved[] = [];
    for (const [index, change] of changes.entries()) {
      const answer = await answerOf(entity, () => writing.session.savepoint(() => save(writing, entity, change)));
      answers.push({ ...answer, problems: answer.problems.map((each) => atIndex(index, each)) });
    }
    if (!atomic || answers.every((each) => isClean(each.problems))) return answers;
    throw new Undone(answers.map((each, index) => (isClean(each.problems) ? notSaved(index) : each)));
  });
}

/** One change inside an open transaction: the phases in their order. Throws `Refusal` with all that is wrong. */
async function save(writing: Writing, entity: Entity, change: Change): Promise<Saved> {
  if (change.is === 'delete') return deleteRecord(writing, entity, change.id);
  if (change.is === 'upsert') return upsertRecord(writing, entity, change, save);

  const draft = await loadDraft(writing, entity, change); // parse the values; load the record with a lock, in the actor's scope
  if (!draft) return NOTHING;
  await checkAccess(writing, draft); // may the actor do this, and write these fields?
  checkRoles(writing, draft); // of a user
  refuseIfWrong(draft.problems);

  await fillIn(writing, draft); // defaults
  const facts = await runProcesses(writing, draft); // start, enter, fire, tick or look, with decisions; stored formulas
  if (isIdle(draft)) return { id: draft.id, version: Number(draft.before?.version), problems: [] };
  checkResult(draft, facts, writing.environment); // required fields, validations
  await checkAgainstOthers(writing, draft); // references, keys
  await findDuplicates(writing, draft);
  if (!isClean(draft.problems) && draft.before) writing.refused.push(...answersOf(writing, draft, true));
  refuseIfWrong(draft.problems);

  const stored = await storeDraft(writing, draft); // number, record
  await checkCreatedInScope(writing, draft);
  const version = await createByEffect(writing, draft, stored, save);
  await storeTasks(writing, draft); // what people are asked
  await storeTraces(writing, draft, version); // history, outbox, decisions, timers
  await tellListeners(writing, draft, version);
  return { id: draft.id, version, problems: draft.problems };
}

/** The time had not come, nothing had to be done: what else may be wrong with the record is not asked. */
function isIdle({ operation, moved, problems }: Draft): boolean {
  return (operation === 'tick' || operation === 'look') && !moved && isClean(problems);
}

/** Promises what happened to those who listen to the entity; an update that changed nothing is no news. */
async function tellListeners(writing: Writing, draft: Draft, version: number): Promise<void> {
  const { entity, id, operation, event, before } = draft;
  if (before?.version === version) return;
  const heard = { is: operation === 'create' ? 'created' : 'updated', event } as const;
  await writing.session.addToOutbox(await promisedToListeners(writing, entity, id, heard));
}

/** One transaction; what was decided against changes is kept in one of its own, because theirs is undone. */
async function inTransaction(
  store: RecordStore,
  context: Context,
  asking: boolean,
  work: (writing: Writing) => Promise<readonly Saved[]>,
): Promise<readonly Saved[]> {
  const { now, zone, locale, model, actor } = context;
  const access = accessOf(model, actor);
  const shared = { context, access, parameters: parametersOf(context, access), environment: { now, zone, locale } };
  let refused: DecisionEntry[] = [];
  const saved = await Undone.caught(() =>
    store.write(context, (session) => {
      // The work may run again, when others were in the way.
      refused = [];
      let people: Promise<readonly Person[]> | undefined;
      const everybody = () => (people ??= loadPeople(session, context));
      return work({ ...shared, session, asking, refused, depth: 0, people: everybody });
    }),
  );
  if (refused.length > 0 && !asking) await store.write(context, (session) => session.addDecisions(refused));
  return saved;
}

/** A record that is gone had nothing to be done. */
const NOTHING: Saved = { id: undefined, version: undefined, problems: [] };
const REFUSED: Saved = { id: undefined, version: undefined, problems: [] };

/** Expected refusals as an answer; everything else is thrown on. */
async function answerOf(entity: Entity, work: () => Promise<Saved>): Promise<Saved> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return { ...REFUSED, problems: error.problems };
    const field = error instanceof KeyTaken ? entity.fields.get(error.field) : undefined;
    if (field) return { ...REFUSED, problems: [keyTaken(entity, field)] };
    throw error;
  }
}

function notSaved(index: number): Saved {
  return { ...REFUSED, problems: [atIndex(index, othersRefused())] };
}

function atIndex(index: number, found: Problem): Problem {
  const [first, ...rest] = found.path ?? [];
  const inside = first === 'input' || first === undefined ? rest : [first, ...rest];
  return { ...found, path: ['inputs', index, ...inside] };
}
