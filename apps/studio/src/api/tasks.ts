import { request } from './request.ts';

/** What a process asks of people. */
export interface Task {
  readonly id: string;
  readonly label: string;
  readonly labelRo: string | null;
  readonly kind: string;
  readonly status: string;
  readonly subject: string | null;
  readonly entity: string;
  readonly record: string;
  readonly round: number;
  readonly answer: string | null;
  readonly reason: string | null;
  readonly answeredBy: { readonly name: string } | null;
  readonly askedAt: string;
  readonly dueAt: string | null;
  readonly answeredAt: string | null;
}

const FIELDS =
  'id label labelRo kind status subject entity record round answer reason answeredBy { name } askedAt dueAt answeredAt';

/** The open tasks that the person may answer, the most urgent first. */
export async function openTasks(person: string): Promise<readonly Task[]> {
  const query = `query ($person: String!) {
    tasks(filter: { status: { eq: open }, people: { contains: $person } }, orderBy: [{ dueAt: ASC }], first: 100) { nodes { ${FIELDS} } }
  }`;
  return (await request<{ tasks: { nodes: readonly Task[] } }>(query, { person })).tasks.nodes;
}

/** All tasks of a record, those of earlier rounds too, the newest first. */
export async function tasksOf(record: string): Promise<readonly Task[]> {
  const query = `query ($record: String!) {
    tasks(filter: { record: { eq: $record } }, orderBy: [{ askedAt: DESC }], first: 100) { nodes { ${FIELDS} } }
  }`;
  return (await request<{ tasks: { nodes: readonly Task[] } }>(query, { record })).tasks.nodes;
}

export function labelOf({ label, labelRo }: Task, language: string): string {
  return language === 'ro' && labelRo ? labelRo : label;
}
