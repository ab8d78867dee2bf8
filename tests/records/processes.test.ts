import { type Context, onceOnly } from '@dealwright/records';
import type { JsonObject } from '@dealwright/values';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openShop, type Shop, told } from './shop.ts';

let shop: Shop;
let ana: Context;
let finance: Context;
let other: Context;
let legal: Context;
let chief: Context;
let id: string;

beforeAll(async () => {
  shop = await openShop(new URL('./purchases/', import.meta.url));
  [ana, finance, other, legal, chief] = await Promise.all([
    shop.person('Ana', ['buyer']),
    shop.person('Fane', ['accountant']),
    shop.person('Olga', ['accountant']),
    shop.person('Liviu', ['lawyer']),
    shop.person('Corina', ['chief']),
  ]);
});
afterAll(() => shop.close());
beforeEach(async () => {
  id = await shop.create(ana, 'Purchase', { subject: 'Chairs', amount: '10' });
});

const fire = (who: Context, event: string, input: JsonObject = {}) =>
  shop.save(who, 'Purchase', { is: 'fire', id, event, input });
const answer = async (who: Context, name: string, said: string, more: JsonObject = {}) => {
  const { reason, ...input } = more;
  const task = String((await tasks()).find((each) => each.name === name && each.status === 'open')?.id);
  return shop.records.answerTask(who, { task, answer: said, reason: reason as string | undefined, input });
};
const stage = async () => (await shop.stored('Purchase', id, 'stage')).stage;
const version = async () => (await shop.stored('Purchase', id, 'version')).version;
const hoursLater = (hours: number): Context => ({
  ...shop.system,
  now: new Date(Date.parse(shop.system.now) + hours * 3_600_000).toISOString(),
});
const tick = (hours: number) => shop.save(hoursLater(hours), 'Purchase', { is: 'tick', id });
const timers = async () =>
  (await shop.sql(`select id from pgboss.job where name = 'timers' and state < 'active' and data->>'record' = '${id}'`))
    .length;

async function tasks(who = shop.system): Promise<readonly JsonObject[]> {
  const { rows } = await shop.list(who, 'Task', ['id', 'name', 'status', 'answer', 'record', 'round', 'subject']);
  return (rows as readonly JsonObject[]).filter((each) => each.record === id);
}

async function approved(): Promise<void> {
  await fire(ana, 'submit');
  await answer(finance, 'finance', 'agree');
  await answer(legal, 'legal', 'not-concerned');
}

describe('a process that asks people', () => {
  test('opens tasks in the transaction of the event, and goes on when they are answered', async () => {
    expect(told(await fire(ana, 'submit'))).toEqual([]);
    expect(await tasks()).toMatchObject([
      { name: 'finance', status: 'open', round: 1, subject: 'Chairs' },
      { name: 'legal', status: 'open', round: 1 },
    ]);
    expect(told(await answer(finance, 'finance', 'agree'))).toEqual([]);
    expect(await stage()).toBe('in-review');
    expect(told(await answer(legal, 'legal', 'not_concerned'))).toEqual([]);
    expect(await stage()).toBe('approved');
    expect((await tasks()).map((each) => [each.name, each.status, each.answer])).toEqual([
      ['finance', 'done', 'agree'],
      ['legal', 'done', 'not-concerned'],
    ]);
  });

  test('asks again in another round, and keeps the tasks of the first', async () => {
    await fire(ana, 'submit');
    const [first] = await tasks();
    expect(told(await answer(finance, 'finance', 'disagree'))).toHaveLength(1);
    expect(told(await answer(finance, 'finance', 'disagree', { reason: 'Too dear.' }))).toEqual([]);
    expect(await stage()).toBe('draft');
    await fire(ana, 'submit');
    expect((await tasks()).map((each) => [each.name, each.status, each.round])).toEqual([
      ['finance', 'done', 1],
      ['legal', 'recalled', 1],
      ['finance', 'open', 2],
      ['legal', 'open', 2],
    ]);
    const late = { task: String(first?.id), answer: 'agree', reason: undefined, input: {} };
    expect(told(await shop.records.answerTask(finance, late))).toEqual(['TASK_CLOSED task']);
    expect(await stage()).toBe('in-review');
  });

  test('shows its tasks to whoever may read the record, and to nobody else', async () => {
    await shop.save(shop.system, 'Purchase', { is: 'update', id, values: { amount: '5000' } });
    await fire(ana, 'submit');
    expect(await tasks(ana)).toHaveLength(2);
    expect(await tasks(finance)).toHaveLength(0);
    const [task] = await tasks();
    const asked = { task: String(task?.id), answer: 'agree', reason: undefined, input: {} };
    expect(told(await shop.records.answerTask(finance, asked))).toEqual(['NOT_FOUND task']);
  });

  test('refuses the answer of somebody who is not asked, and one that it does not know', async () => {
    await fire(ana, 'submit');
    expect(told(await answer(legal, 'finance', 'agree'))).toEqual(['EVENT_NOT_ALLOWED event']);
    expect(told(await answer(finance, 'finance', 'agre'))).toEqual(['UNKNOWN_ANSWER answer']);
    expect(told(await answer(finance, 'finance', 'agree', { colour: 'red' }))).toEqual(['UNKNOWN_FIELD input.colour']);
    expect(await stage()).toBe('in-review');
  });

  test('lets a substitute answer while somebody is away', async () => {
    await fire(ana, 'submit');
    const days = { from: '2026-03-01', until: '2026-03-03' };
    const absence = { person: finance.actor.id, substitute: chief.actor.id, ...days };
    const away = await shop.create(finance, 'Absence', absence);
    expect(told(await answer(chief, 'finance', 'agree'))).toEqual([]);
    const { answeredBy, onBehalfOf } = await shop.stored(
      'Task',
      String((await tasks())[0]?.id),
      'answeredBy',
      'onBehalfOf',
    );
    expect({ answeredBy, onBehalfOf }).toEqual({ answeredBy: chief.actor.id, onBehalfOf: finance.actor.id });
    const stolen = { is: 'update', id: away, values: { person: legal.actor.id } } as const;
    expect(told(await shop.save(finance, 'Absence', stolen))).toEqual(['FORBIDDEN input.person']);
    await shop.save(finance, 'Absence', { is: 'delete', id: away });
  });

  test('lets the platform answer, who is nobody', async () => {
    await fire(ana, 'submit');
    expect(told(await fire(shop.system, 'agree-finance'))).toEqual([]);
    const [task] = await tasks();
    expect(await shop.stored('Task', String(task?.id), 'status', 'answeredBy')).toEqual({
      status: 'done',
      answeredBy: null,
    });
  });

  test('hands a task on to the person whom the input names', async () => {
    await fire(ana, 'submit');
    expect(told(await answer(finance, 'finance', 'delegate', { to: 'somebody' }))).toEqual(['NO_ID input.to']);
    expect(told(await answer(finance, 'finance', 'delegate', { to: chief.actor.id }))).toEqual([]);
    expect(told(await answer(finance, 'finance', 'agree'))).toEqual(['EVENT_NOT_ALLOWED event']);
    expect(told(await answer(chief, 'finance', 'agree'))).toEqual([]);
  });

  test('says what one can do, and what nobody else needs to see stays in the record', async () => {
    await fire(ana, 'submit');
    const actions = await shop.records.read(finance, async (reading) =>
      (await reading.actions(shop.entity('Purchase'), [id])).get(id),
    );
    expect(actions?.filter((each) => each.possible).map((each) => each.event)).toEqual([
      'agree-finance',
      'disagree-finance',
      'delegate-finance',
    ]);
    const history = await shop.records.read(shop.system, async (reading) =>
      (await reading.history(shop.entity('Purchase'), [id])).get(id),
    );
    expect(JSON.stringify(history)).not.toContain('instances');
    const { rows } = await shop.list(ana, 'Purchase', ['instances'], { id });
    expect(rows).toEqual([{ instances: null }]);
  });
});

describe('bad input', () => {
  test('an event twice is refused the second time, and answered as the first under the same key', async () => {
    expect(told(await fire(ana, 'submit'))).toEqual([]);
    expect(told(await fire(ana, 'submit'))).toEqual(['EVENT_NOT_POSSIBLE event']);
    const again = { ...ana, idempotency: { key: `once ${id}`, bodyHash: 'a' } };
    const recall = () =>
      shop.storage.store.write(again, (session) =>
        onceOnly(session, again, async () => told(await fire(ana, 'recall'))),
      );
    expect([await recall(), await recall()]).toEqual([[], []]);
    expect(await stage()).toBe('draft');
    expect(await tasks()).toHaveLength(2);
  });

  test('an event out of order, and one of the wrong person, change nothing', async () => {
    expect(told(await fire(ana, 'withdraw', { reason: 'no' }))).toEqual(['EVENT_NOT_POSSIBLE event']);
    expect(told(await fire(finance, 'submit'))).toEqual(['EVENT_NOT_ALLOWED event']);
    expect(await stage()).toBe('draft');
    expect(await tasks()).toEqual([]);
  });

  test('nothing moves an instance that has ended', async () => {
    await approved();
    expect(told(await tick(49))).toEqual([]);
    expect(await stage()).toBe('expired');
    const before = await version();
    expect(told(await fire(ana, 'withdraw', { reason: 'no' }))).toEqual(['EVENT_NOT_POSSIBLE event']);
    expect(told(await tick(100))).toEqual([]);
    expect(told(await shop.save(shop.system, 'Purchase', { is: 'look', id }))).toEqual([]);
    expect(await version()).toBe(before);
    expect(await timers()).toBe(0);
  });

  test('a record that was deleted meanwhile takes its timers and tasks along', async () => {
    await fire(ana, 'submit');
    expect(await timers()).toBe(1);
    expect(told(await shop.save(ana, 'Purchase', { is: 'delete', id }))).toEqual([]);
    expect(await timers()).toBe(0);
    expect((await tasks()).map((each) => each.status)).toEqual(['recalled', 'recalled']);
    expect(told(await fire(ana, 'recall'))).toEqual(['NOT_FOUND id']);
    expect(await tick(25)).toEqual({ id: undefined, version: undefined, problems: [] });
  });

  test('the parts of a deleted record take theirs along, too', async () => {
    const line = await shop.create(ana, 'PurchaseLine', { what: 'Legs', purchase: id });
    const ofLine = async () => {
      const { rows } = await shop.list(shop.system, 'Task', ['record', 'status', 'people']);
      return (rows as readonly JsonObject[]).filter((each) => each.record === line);
    };
    expect(await ofLine()).toMatchObject([{ status: 'open', people: expect.stringContaining(finance.actor.id) }]);
    expect(told(await shop.save(ana, 'Purchase', { is: 'delete', id }))).toEqual([]);
    expect((await ofLine()).map((each) => each.status)).toEqual(['recalled']);
    const left = await shop.sql(
      `select 1 as one from pgboss.job where name = 'timers' and data->>'record' = '${line}'`,
    );
    expect(left).toEqual([]);
  });

  test('of two who answer the same task at the same instant one is heard, and two tasks answered at once both count', async () => {
    await fire(ana, 'submit');
    const both = await Promise.all([answer(finance, 'finance', 'agree'), answer(other, 'finance', 'agree')]);
    expect(both.map(told).filter((each) => each.length === 0)).toHaveLength(1);
    expect(await answer(legal, 'legal', 'agree')).toMatchObject({ problems: [] });
    expect(await stage()).toBe('approved');

    id = await shop.create(ana, 'Purchase', { subject: 'Tables', amount: '10' });
    await fire(ana, 'submit');
    const different = await Promise.all([answer(finance, 'finance', 'agree'), answer(legal, 'legal', 'agree')]);
    expect(different.map(told)).toEqual([[], []]);
    expect(await stage()).toBe('approved');
    const events = await shop.sql(
      `select event from dealwright.history where record = '${id}' and changes->>'stage' is not null`,
    );
    expect(events).toHaveLength(3);
  });

  test('somebody who has left cannot answer, and is not asked', async () => {
    const gone = await shop.person('Gelu', ['accountant']);
    await fire(ana, 'submit');
    await shop.save(shop.system, 'User', { is: 'update', id: gone.actor.id, values: { active: false } });
    expect(told(await answer(gone, 'finance', 'agree'))).toEqual(['EVENT_NOT_ALLOWED event']);
  });

  test('an event that would ask nobody is refused with the reason', async () => {
    await shop.save(shop.system, 'User', { is: 'update', id: legal.actor.id, values: { active: false } });
    try {
      expect(told(await fire(ana, 'submit'))).toEqual(['NOBODY_TO_ANSWER event']);
      expect(await stage()).toBe('draft');
    } finally {
      await shop.save(shop.system, 'User', { is: 'update', id: legal.actor.id, values: { active: true } });
    }
  });

  test('a tick that comes too early or twice does nothing, and one that comes late does it once', async () => {
    await approved();
    const before = Number(await version());
    expect(told(await tick(47))).toEqual([]);
    expect(await version()).toBe(before);
    const both = await Promise.all([tick(48), tick(48)]);
    expect(both.map(told)).toEqual([[], []]);
    expect(await version()).toBe(before + 1);
    expect(await stage()).toBe('expired');
  });
});

describe('time', () => {
  test('escalates a task that nobody answered, in the same transaction, and lets those answer', async () => {
    await fire(ana, 'submit');
    expect(told(await answer(chief, 'finance', 'agree'))).toEqual(['EVENT_NOT_ALLOWED event']);
    expect(told(await tick(24))).toEqual([]);
    const { escalatedAt } = await shop.stored('Task', String((await tasks())[0]?.id), 'escalatedAt');
    expect(escalatedAt).toBe(hoursLater(24).now);
    expect(told(await answer(chief, 'finance', 'agree'))).toEqual([]);
  });

  test('is promised and taken back with the state that it belongs to', async () => {
    await fire(ana, 'submit');
    expect(await timers()).toBe(1);
    await fire(ana, 'recall');
    expect(await timers()).toBe(0);
  });

  test('begins for a record that the platform brings in the middle of its life', async () => {
    id = await shop.create(shop.system, 'Purchase', { subject: 'Lamps', stage: 'approved' });
    expect(await timers()).toBe(1);
    expect(told(await tick(48))).toEqual([]);
    expect(await stage()).toBe('expired');
  });
});

describe('a process that waits for other records', () => {
  test('is looked at when one of them changes what it reads', async () => {
    const promised = async () =>
      (await shop.sql(`select 1 as one from dealwright.outbox where "is" = 'look' and record = '${id}'`)).length;
    await approved();
    const delivery = await shop.create(ana, 'Parcel', { what: 'Chairs', purchase: id });
    const first = await promised();
    await shop.save(ana, 'Parcel', { is: 'update', id: delivery, values: { what: 'Four chairs' } });
    expect([first, await promised()]).toEqual([1, 1]);
    await shop.save(ana, 'Parcel', { is: 'update', id: delivery, values: { arrived: true } });
    expect(await promised()).toBe(2);
    expect(await stage()).toBe('approved');
    expect(told(await shop.save(shop.system, 'Purchase', { is: 'look', id }))).toEqual([]);
    expect(await stage()).toBe('delivered');
  });
});

describe('files that people bring', () => {
  const pdf = Buffer.from('%PDF-1.7 made up').toString('base64');
  const bring = (who: Context, more: JsonObject = {}) =>
    shop.records.attachFile(who, {
      ...{ entity: 'Purchase', record: id, as: 'cancellation', name: 'cancelled.pdf', content: pdf },
      mediaType: undefined,
      ...more,
    });

  test('are needed where the process says so, and taken from whoever may fire what needs them', async () => {
    await approved();
    expect(told(await fire(ana, 'withdraw', { reason: 'no' }))).toHaveLength(1);
    expect(told(await bring(finance))).toEqual(['FORBIDDEN']);
    const { id: file, problems } = await bring(ana);
    expect(problems).toEqual([]);
    expect((await shop.storage.files.find(ana, String(file)))?.mediaType).toBe('application/pdf');
    expect((await shop.list(finance, 'File', ['as', 'name'])).rows).toContainEqual({
      as: 'cancellation',
      name: 'cancelled.pdf',
    });
    expect(told(await fire(ana, 'withdraw', { reason: 'no' }))).toEqual([]);
    expect(await stage()).toBe('withdrawn');
    expect(told(await bring(ana))).toEqual(['FORBIDDEN']);
  });

  test('are refused with all that is wrong with them', async () => {
    expect(told(await bring(ana, { as: 'No!', name: 'run.exe', content: '%%' }))).toEqual([
      'FILE_KIND as',
      'FILE_TYPE name',
      'NOT_BASE64 content',
    ]);
    expect(told(await bring(ana, { name: 'picture.png' }))).toEqual(['FILE_TYPE content']);
    expect(told(await bring(ana, { name: '../x.pdf' }))).toEqual(['FILE_NAME name']);
    expect(told(await bring(ana, { content: '' }))).toEqual(['FILE_EMPTY content']);
    expect(told(await bring(ana, { mediaType: 'text/html' }))).toEqual(['FILE_TYPE mediaType']);
    const large = Buffer.alloc(10 * 1024 * 1024 + 3, '%PDF-').toString('base64');
    expect(told(await bring(ana, { content: large }))).toEqual(['FILE_TOO_LARGE content']);
    expect(told(await bring(ana, { entity: 'Purchas' }))).toEqual(['UNKNOWN_ENTITY entity']);
    expect(told(await bring(ana, { record: 'none' }))).toEqual(['NOT_FOUND record']);
  });
});
