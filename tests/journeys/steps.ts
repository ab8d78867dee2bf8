import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, JsonObject } from '@dealwright/values';
import type { Person } from './harness.ts';

/** The steps that several journeys share, each one operation of the API. */
export interface Refusable {
  readonly problems: readonly { code: string; message: string; path: readonly string[] | null; hint: string | null }[];
}

export interface Lead extends JsonObject {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly salesChannel: string | null;
  readonly segment: string | null;
  readonly salesTeam: string | null;
}

const PROBLEMS = 'problems { code message path hint }';
const LEAD =
  'id number status salesChannel segment salesTeam version owner { username } account { id name fiscalCode status }';

export async function createLead(person: Person, input: JsonObject): Promise<Refusable & { lead: Lead | null }> {
  const { createLead } = await person.ask(
    `mutation ($input: LeadInput!) { createLead(input: $input) { lead { ${LEAD} } ${PROBLEMS} } }`,
    { input },
  );
  return createLead as never;
}

export async function updateLead(
  person: Person,
  id: string,
  input: JsonObject,
): Promise<Refusable & { lead: Lead | null }> {
  const { updateLead } = await person.ask(
    `mutation ($id: ID!, $input: LeadPatch!) { updateLead(id: $id, input: $input) { lead { ${LEAD} } ${PROBLEMS} } }`,
    { id, input },
  );
  return updateLead as never;
}

/** Fires an event of a record: `fire(seller, 'Offer', id, 'submit')`. */
export async function fire(
  person: Person,
  entity: string,
  id: string,
  event: string,
  input: JsonObject = {},
): Promise<Refusable & { status: string | null }> {
  const one = entity.charAt(0).toLowerCase() + entity.slice(1);
  const answer = await person.ask(
    `mutation ($id: ID!, $input: JSON) {
      fired: fire${entity}(id: $id, event: ${event.replaceAll('-', '_')}, input: $input) {
        record: ${one} { status } ${PROBLEMS}
      }
    }`,
    { id, input },
  );
  const { record, problems } = answer.fired as unknown as Refusable & { record: { status: string } | null };
  return { status: record?.status ?? null, problems };
}

/** Fires events one after the other, and fails at the first that is refused. */
export async function fireAll(person: Person, entity: string, id: string, ...events: readonly string[]): Promise<void> {
  for (const event of events) {
    const { problems } = await fire(person, entity, id, event);
    if (problems.length > 0) throw new Error(`${event}: ${JSON.stringify(problems)}`);
  }
}

/** What a record's events say to a person: whether each is possible, and why not. */
export async function actions(
  person: Person,
  entity: string,
  id: string,
): Promise<ReadonlyMap<string, { possible: boolean; reasons: readonly string[]; needs: readonly string[] }>> {
  const one = entity.charAt(0).toLowerCase() + entity.slice(1);
  const answer = await person.ask(
    `query ($id: ID!) { record: ${one}(id: $id) { actions { event possible needs reasons { message } } } }`,
    { id },
  );
  const { actions } = answer.record as unknown as {
    actions: { event: string; possible: boolean; needs: string[]; reasons: { message: string }[] }[];
  };
  return new Map(
    actions.map(({ event, possible, needs, reasons }) => [
      event,
      { possible, needs, reasons: reasons.map(({ message }) => message) },
    ]),
  );
}

/** The id of a record that the demo data holds, by its key. */
export async function idOf(person: Person, entity: string, key: string, value: string): Promise<string> {
  const one = entity.charAt(0).toLowerCase() + entity.slice(1);
  const { record } = await person.ask(`query ($by: ${entity}Key!) { record: ${one}(by: $by) { id } }`, {
    by: { [key]: value },
  });
  if (!record) throw new Error(`there is no ${entity} with ${key} ${value}`);
  return (record as { id: string }).id;
}

export interface Line {
  readonly product: string;
  readonly quantity: number;
  readonly discount?: string;
  readonly subsidy?: string;
}

/** A prospect of the seller with all the data that a contract needs. */
export async function createAccount(person: Person, more: JsonObject): Promise<string> {
  const { createAccount } = await person.ask(
    `mutation ($input: AccountInput!) { createAccount(input: $input) { account { id } ${PROBLEMS} } }`,
    { input: { name: 'Morăria Nouă S.R.L.', segment: 'GBM_Medium', ...more } },
  );
  const { account, problems } = createAccount as unknown as Refusable & { account: { id: string } | null };
  if (!account) throw new Error(JSON.stringify(problems));
  return account.id;
}

/** A draft offer of a standard offer, with its lines. Products and the offer are named by their codes. */
export async function createOffer(
  person: Person,
  {
    account,
    standardOffer,
    lines,
    ...more
  }: JsonObject & { account: string; standardOffer: string; lines: readonly (Line & JsonObject)[] },
): Promise<string> {
  const input = {
    account,
    standardOffer: await idOf(person, 'StandardOffer', 'code', standardOffer),
    contractMonths: 24,
    ...more,
  };
  const { createOffer } = await person.ask(
    `mutation ($input: OfferInput!) { createOffer(input: $input) { offer { id } ${PROBLEMS} } }`,
    { input: input as Json },
  );
  const { offer, problems } = createOffer as unknown as Refusable & { offer: { id: string } | null };
  if (!offer) throw new Error(JSON.stringify(problems));
  for (const line of lines) await addLine(person, offer.id, line);
  return offer.id;
}

export async function addLine(person: Person, offer: string, line: Line): Promise<string> {
  const { product, quantity, discount, subsidy } = line;
  const input = {
    offer,
    quantity,
    product: await idOf(person, 'Product', 'code', product),
    ...(discount === undefined ? {} : { discount }),
    ...(subsidy === undefined ? {} : { deviceSubsidy: { amount: subsidy, currency: 'EUR' } }),
  };
  const { createOfferLine } = await person.ask(
    `mutation ($input: OfferLineInput!) { createOfferLine(input: $input) { offerLine { id } ${PROBLEMS} } }`,
    { input },
  );
  const { offerLine, problems } = createOfferLine as unknown as Refusable & { offerLine: { id: string } | null };
  if (!offerLine) throw new Error(JSON.stringify(problems));
  return offerLine.id;
}

/** Creates a record of any entity, and answers it with the asked fields; throws when it is refused. */
export async function create(person: Person, entity: string, input: JsonObject, fields = 'id'): Promise<JsonObject> {
  const one = entity.charAt(0).toLowerCase() + entity.slice(1);
  const answer = await person.ask(
    `mutation ($input: ${entity}Input!) { created: create${entity}(input: $input) { record: ${one} { ${fields} } ${PROBLEMS} } }`,
    { input },
  );
  const { record, problems } = answer.created as unknown as Refusable & { record: JsonObject | null };
  if (!record) throw new Error(JSON.stringify(problems));
  return record;
}

/** Changes a record of any entity; answers the problems. */
export async function update(
  person: Person,
  entity: string,
  id: string,
  input: JsonObject,
): Promise<Refusable['problems']> {
  const answer = await person.ask(
    `mutation ($id: ID!, $input: ${entity}Patch!) { updated: update${entity}(id: $id, input: $input) { ${PROBLEMS} } }`,
    { id, input },
  );
  return (answer.updated as unknown as Refusable).problems;
}

/** What a person sees of a record; null when nothing. */
export async function read(person: Person, entity: string, id: string, fields: string): Promise<JsonObject | null> {
  const one = entity.charAt(0).toLowerCase() + entity.slice(1);
  const { record } = await person.ask(`query ($id: ID!) { record: ${one}(id: $id) { ${fields} } }`, { id });
  return record as JsonObject | null;
}

/** Asks a decision about facts: its outcome, and the reasons with the row or rule. */
export async function decide(
  person: Person,
  decision: string,
  facts: JsonObject,
): Promise<{ outcome: Json; matched: { rule: string; because: string | null }[] }> {
  const { decide } = await person.ask(
    'query ($decision: String!, $facts: JSON!) { decide(decision: $decision, facts: $facts) { outcome matched { rule because } } }',
    { decision, facts },
  );
  return decide as never;
}

/** The stored answers of one decision about a record, newest first: outcome and reasons, as the person may see them. */
export async function relied(
  person: Person,
  record: string,
  decision: string,
): Promise<{ outcome: Json; inputs: JsonObject; matched: { rule: string; because: string | null }[] }[]> {
  const { decisions } = await person.ask(
    'query ($record: ID!) { decisions(record: $record) { answer { decision outcome inputs matched { rule because } } } }',
    { record },
  );
  const answers = (decisions as unknown as { answer: { decision: string } }[]).map(({ answer }) => answer);
  return answers.filter((each) => each.decision === decision) as never;
}

/** A generated contract of an accepted offer inside the limits, with the terms that it needs. */
export async function generatedContract(
  seller: Person,
  account: string,
  {
    standardOffer = 'GROW-2026',
    lines,
    terms = {},
  }: { standardOffer?: string; lines: readonly Line[]; terms?: JsonObject },
): Promise<string> {
  const offer = await createOffer(seller, { account, standardOffer, lines: lines.map((line) => ({ ...line })) });
  await fireAll(seller, 'Offer', offer, 'submit', 'accept');
  const found = await read(seller, 'Offer', offer, 'contracts { nodes { id } }');
  const [contract] = (found as unknown as { contracts: { nodes: { id: string }[] } }).contracts.nodes;
  const id = contract?.id ?? '';
  const all = {
    group: 'Agenți',
    startsOn: '2026-04-01',
    endsOn: '2028-03-31',
    contactName: 'Andreea Șerban',
    ...terms,
  };
  const problems = [
    ...(await update(seller, 'Contract', id, all)),
    ...(await fire(seller, 'Contract', id, 'generate')).problems,
  ];
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return id;
}

/** What a person was told about a record; waits until there are as many messages as expected. */
export async function told(person: Person, record: string, count: number): Promise<string[]> {
  for (;;) {
    const { notifications } = await person.ask(
      `query ($record: String!) { notifications(filter: { record: { eq: $record } }, orderBy: [{ createdAt: ASC }]) {
        nodes { subject }
      } }`,
      { record },
    );
    const { nodes } = notifications as unknown as { nodes: { subject: string }[] };
    if (nodes.length >= count) return nodes.map(({ subject }) => subject);
    await sleep(50);
  }
}

const PAPER = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');

/** Attaches a small PDF to a record, as the kind of file that a step needs; answers the problems. */
export async function attach(
  person: Person,
  entity: string,
  record: string,
  ...kinds: readonly string[]
): Promise<Refusable['problems']> {
  const problems: Refusable['problems'][number][] = [];
  for (const as of kinds) {
    const { attachFile } = await person.ask(
      `mutation ($entity: String!, $record: ID!, $as: String!, $name: String!, $content: String!) {
        attachFile(entity: $entity, record: $record, as: $as, name: $name, content: $content) { file { id } ${PROBLEMS} }
      }`,
      { entity, record, as, name: `${as}.pdf`, content: PAPER },
    );
    problems.push(...(attachFile as unknown as Refusable).problems);
  }
  return problems;
}

/** Uploads the signed original with all papers that a contract may need, and says that it is signed. */
export async function sign(
  seller: Person,
  contract: string,
  signedOn = '2026-03-09',
): Promise<Refusable & { status: string | null }> {
  const papers = ['signed-contract', 'fiscal-certificate', 'registration-certificate', 'identity-card'];
  const problems = await attach(seller, 'Contract', contract, ...papers);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return fire(seller, 'Contract', contract, 'sign', { signedOn });
}

/** The inner states in which a record is now, by the processes that govern it: `['signed', 'pending']`. */
export async function states(person: Person, entity: string, id: string): Promise<string[]> {
  const seen = await read(person, entity, id, 'processes { states { name } }');
  const { processes } = seen as unknown as { processes: { states: { name: string }[] }[] };
  return processes.flatMap(({ states }) => states.map(({ name }) => name.replaceAll('_', '-')));
}

export interface Task extends JsonObject {
  readonly id: string;
  readonly name: string;
  readonly round: number;
  readonly status: string;
  readonly dueAt: string | null;
}

/** The tasks and approvals of a record that are open, by name. */
export async function openTasks(person: Person, record: string): Promise<ReadonlyMap<string, Task>> {
  const { tasks } = await person.ask(
    `query ($record: String!) { tasks(filter: { record: { eq: $record }, status: { eq: open } }) {
      nodes { id name round status dueAt escalatedAt roles }
    } }`,
    { record },
  );
  const { nodes } = tasks as unknown as { nodes: Task[] };
  return new Map(nodes.map((task) => [task.name, task]));
}

/** Everything that somebody was told about a record until now, in order. */
export async function heard(person: Person, record: string): Promise<string[]> {
  return told(person, record, 0);
}
