import type { Json, JsonObject } from '@dealwright/values';
import type { Journey } from './harness.ts';
import { createLead, fire, idOf, type Refusable, read } from './steps.ts';

/** The steps of leads that several journeys share. */
let telephones = 0;

/** A telephone that no other lead of this run has. */
export function telephone(): string {
  return `0745 6${String(++telephones).padStart(2, '0')} ${String(process.pid % 1000).padStart(3, '0')}`;
}

/** A lead that somebody registers, with all that qualification needs; throws when it is refused. Answers its id. */
export async function register(
  journey: Journey,
  username: string,
  input: JsonObject & { companyName: string },
): Promise<string> {
  const { lead, problems } = await createLead(journey.as(username), {
    channel: 'telemarketing',
    contactName: 'Ana Pop',
    phone: telephone(),
    estimatedSims: 12,
    ...input,
  });
  if (!lead) throw new Error(JSON.stringify(problems));
  return lead.id;
}

/** Fires an event as somebody; throws when it is refused. Answers the status. */
export async function step(
  journey: Journey,
  username: string,
  id: string,
  event: string,
  input: JsonObject = {},
): Promise<string | null> {
  const { status, problems } = await fire(journey.as(username), 'Lead', id, event, input);
  if (problems.length > 0) throw new Error(`${event}: ${JSON.stringify(problems)}`);
  return status;
}

/** The messages of all reasons why an event is refused; fails when it is not. */
export async function refusal(
  journey: Journey,
  username: string,
  id: string,
  event: string,
  input: JsonObject = {},
): Promise<string[]> {
  const { status, problems } = await fire(journey.as(username), 'Lead', id, event, input);
  if (status !== null) throw new Error(`${event} was not refused`);
  return (problems as Refusable['problems']).map(({ message }) => message);
}

/** The id of a user. */
export async function userOf(journey: Journey, username: string): Promise<string> {
  return idOf(journey.as('manager'), 'User', 'username', username);
}

/** Gives a lead to somebody by the manager's hand. */
export async function allot(journey: Journey, id: string, username: string): Promise<void> {
  await step(journey, 'manager', id, 'allot', { owner: await userOf(journey, username) });
}

/** One or several fields of a lead as the manager sees them. */
export async function leadOf(journey: Journey, id: string, fields: string): Promise<JsonObject> {
  const lead = await read(journey.as('manager'), 'Lead', id, fields);
  if (!lead) throw new Error(`there is no lead ${id}`);
  return lead;
}

/** The subjects of what a person was told about a lead until now, in the order of time. */
export async function heard(journey: Journey, username: string, record: string): Promise<Json> {
  const { notifications } = await journey.as(username).ask(
    `query ($record: String!) { notifications(filter: { record: { eq: $record } }, orderBy: [{ createdAt: ASC }]) {
      nodes { subject }
    } }`,
    { record },
  );
  return (notifications as unknown as { nodes: { subject: string }[] }).nodes.map(({ subject }) => subject);
}
