import { didYouMean, isClean, type Problem, problem } from '@dealwright/diagnostics';
import { ENTITY, type Entity } from '@dealwright/entities';
import { fieldEquals } from '@dealwright/expressions';
import { isId, type JsonObject } from '@dealwright/values';
import type { Saved } from './change.ts';
import type { Context } from './context.ts';
import { selectPaths } from './read/select-paths.ts';
import type { Row } from './read-query.ts';
import { readList } from './read-records.ts';
import type { RecordStore } from './record-store.ts';
import { notFound } from './save/refusals.ts';
import { saveRecord } from './save-record.ts';

/** What somebody answers to a Task. */
export interface TaskAnswer {
  /** The id of the Task. */
  readonly task: string;
  /** `agree`, `disagree`, `not-concerned`; `complete`; `delegate`. */
  readonly answer: string;
  readonly reason: string | undefined;
  /** Values of the fields that the answer brings; `to` for `delegate`. */
  readonly input: JsonObject;
}

/**
 * Answers a Task: fires the event that its process made for it on the record that it is about, so that the answer goes the
 * way of every change. Answers the id of the Task, or the reasons why not.
 */
export async function answerTask(store: RecordStore, context: Context, asked: TaskAnswer): Promise<Saved> {
  const task = context.model.get(ENTITY, 'Task');
  const found = isId(asked.task) ? await findTask(store, context, task, asked.task) : undefined;
  const entity = found && context.model.find(ENTITY, String(found.entity));
  if (!found || !entity) return refused([{ ...notFound(task), path: ['task'] }]);
  const known = ANSWERS[String(found.kind)] ?? [];
  const answer = asked.answer.replaceAll('_', '-');
  if (!known.includes(answer)) return refused([unknownAnswer(answer, known)]);
  const { problems } = await saveRecord(store, context, entity, {
    is: 'fire',
    id: String(found.record),
    event: `${answer}-${String(found.name)}`,
    input: { ...asked.input, ...(asked.reason === undefined ? {} : { reason: asked.reason }) },
    task: asked.task,
  });
  return isClean(problems) ? { id: asked.task, version: undefined, problems } : refused(problems);
}

const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  approval: ['agree', 'disagree', 'not-concerned', 'delegate'],
  task: ['complete', 'delegate'],
};

async function findTask(store: RecordStore, context: Context, entity: Entity, id: string): Promise<Row | undefined> {
  const select = selectPaths(entity, [['entity'], ['record'], ['name'], ['kind']]);
  const query = { entity, select, where: fieldEquals('id', id), orderBy: [], page: { first: 1 }, count: false };
  return (await store.read(context, (session) => readList(session, context, query))).rows[0];
}

function unknownAnswer(answer: string, known: readonly string[]): Problem {
  const shown = answer.slice(0, 80).toWellFormed();
  const list = known.map((each) => `\`${each}\``).join(', ');
  return problem(
    'UNKNOWN_ANSWER',
    { en: `This task is not answered by \`${shown}\`.`, ro: `La această sarcină nu se răspunde cu \`${shown}\`.` },
    { path: ['answer'], hint: didYouMean(shown, known) ?? { en: `answer ${list}`, ro: `răspundeți ${list}` } },
  );
}

function refused(problems: readonly Problem[]): Saved {
  return { id: undefined, version: undefined, problems };
}
