import type { JsonObject } from '@dealwright/values';
import type { Person } from './harness.ts';
import type { Refusable } from './steps.ts';
import { openTasks } from './steps.ts';

/** What was asked of somebody, and what became of it. */
export interface Asked extends JsonObject {
  readonly name: string;
  readonly round: number;
  readonly status: string;
  readonly answer: string | null;
  readonly reason: string | null;
}

/** Answers an open task of a record by its name, as the list of tasks would: `answer(pricing, offer, 'pricing', 'agree')`. */
export async function answer(
  person: Person,
  record: string,
  name: string,
  answer: string,
  { reason, input }: { readonly reason?: string; readonly input?: JsonObject } = {},
): Promise<Refusable['problems']> {
  const task = (await openTasks(person, record)).get(name);
  if (!task) throw new Error(`there is no open task ${name}`);
  const { answerTask } = await person.ask(
    `mutation ($task: ID!, $answer: String!, $reason: String, $input: JSON) {
      answerTask(task: $task, answer: $answer, reason: $reason, input: $input) {
        problems { code message path hint }
      }
    }`,
    { task: task.id, answer, ...(reason === undefined ? {} : { reason }), ...(input === undefined ? {} : { input }) },
  );
  return (answerTask as unknown as Refusable).problems;
}

/** All that was ever asked about a record, in the order of its rounds and names. */
export async function asked(person: Person, record: string, more = ''): Promise<readonly Asked[]> {
  const { tasks } = await person.ask(
    `query ($record: String!) { tasks(filter: { record: { eq: $record } }, orderBy: [{ askedAt: ASC }, { name: ASC }], first: 200) {
      nodes { name round status answer reason ${more} }
    } }`,
    { record },
  );
  return (tasks as unknown as { nodes: Asked[] }).nodes;
}
