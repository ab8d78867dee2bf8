import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Api, buildApi, decisionsPart, mePart, modelPart } from '@dealwright/graphql';
import type { Context } from '@dealwright/records';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { statementsOf } from '../../packages/storage/test-server/watch-statements.ts';
import { openShop, type Shop } from '../records/shop.ts';
import { readCase, writeCase } from './golden-case.ts';

/** `UPDATE_GOLDEN=1` writes the files anew; read the difference before you commit it. */
const UPDATE = process.env.UPDATE_GOLDEN === '1';
const FOLDER = fileURLToPath(new URL('./cases/', import.meta.url));
const FILES = readdirSync(FOLDER).sort();

let shop: Shop;
let api: Api;
const people = new Map<string, Context>();

beforeAll(async () => {
  shop = await openShop(new URL('./content/', import.meta.url));
  api = buildApi(shop.model, {
    records: shop.records,
    parts: [mePart, modelPart, decisionsPart],
    report(error) {
      throw error;
    },
  });
  people.set('chief', await shop.person('Chief', ['chief']));
  people.set('clerk', await shop.person('Clerk', ['clerk'], 'North'));
  await fill(people.get('chief') ?? shop.system, people.get('clerk') ?? shop.system);
}, 120_000);
afterAll(() => shop.close());

async function fill(chief: Context, clerk: Context): Promise<void> {
  const customer = (values: object) => shop.create(chief, 'Customer', values as never);
  const alfa = await customer({ name: 'Alfa', code: 'A-1', size: 'large', secret: 'alpha' });
  const beta = await customer({ name: 'Beta', code: 'B-2', size: 'small', secret: 'beta' });
  const order = async (context: Context, values: object, products: readonly (readonly [string, string])[]) => {
    const id = await shop.create(context, 'Order', values as never);
    for (const [product, price] of products) await shop.create(shop.system, 'OrderLine', { order: id, product, price });
  };
  await order(chief, { subject: 'Chairs', customer: alfa, amount: '120.50' }, [
    ['Chair', '40.00'],
    ['Cushion', '7.25'],
  ]);
  await order(chief, { subject: 'Tables', customer: alfa, amount: '20' }, [['Table', '20']]);
  await order(chief, { subject: 'Lamps', customer: beta, amount: '35.10' }, [['Lamp', '35.10']]);
  // The customer of this order is none that the clerk may read.
  await order(shop.system, { subject: 'Paper', customer: beta, amount: '5', owner: clerk.actor.id }, []);
}

describe('golden files', () => {
  test.each(FILES)('%s holds what the query asks and gets', async (name) => {
    const file = `${FOLDER}${name}`;
    const text = readFileSync(file, 'utf8');
    const asked = readCase(text);
    const context = people.get(asked.as);
    if (!context) throw new Error(`${name} is asked as nobody: "${asked.as}"`);
    const { actor, now, zone, locale } = context;
    const caller = { actor, now, zone, locale, requestId: 'golden' };
    const { sql, answer } = await statementsOf(() =>
      api.execute({ document: asked.query, variables: asked.variables, caller }),
    );
    const golden = writeCase(asked, asked.query.startsWith('mutation') ? [] : sql, answer);
    if (UPDATE) writeFileSync(file, golden);
    else expect(golden).toBe(text);
  });

  /** What the caller hears, and whether the database wrote it. */
  async function heard(as: string, document: string, writes: boolean) {
    const { actor, now, zone, locale } = people.get(as) ?? shop.system;
    const caller = { actor, now, zone, locale, requestId: 'golden' };
    const { sql, answer } = await statementsOf(() => api.execute({ document, caller, compiled: true, writes }));
    return { text: JSON.stringify(answer), written: sql.some((each) => each.startsWith('select to_json(r) from')) };
  }

  test('a list of plain fields is written by the database, byte for byte as the engine would', async () => {
    const document =
      '{ open: orders(orderBy: [{ amount: DESC }], first: 3) { rows: nodes { id about: subject amount version createdAt customer { name size } } } }';
    for (const as of ['chief', 'clerk']) {
      const written = await heard(as, document, true);
      expect(written).toEqual({ ...(await heard(as, document, false)), written: true });
      expect(JSON.parse(written.text).data.open.rows.length).toBeGreaterThan(0);
    }
  });

  test.each([
    ['a hidden field', 'clerk', '{ customers { nodes { name secret } } }'],
    ['a count', 'chief', '{ orders { totalCount nodes { subject } } }'],
    ['a page that is read backwards', 'chief', '{ orders(last: 2) { nodes { subject } } }'],
    ['a list in a list', 'chief', '{ customers { nodes { name orders { nodes { subject } } } } }'],
    ['a directive', 'chief', '{ orders { nodes { subject @include(if: true) } } }'],
    ['what the API makes itself', 'chief', '{ orders { nodes { url __typename } } }'],
    ['two questions', 'chief', '{ orders { nodes { subject } } customers { nodes { name } } }'],
  ])('%s is left to the engine', async (_what, as, document) => {
    const answer = await heard(as, document, true);
    expect(answer).toEqual({ ...(await heard(as, document, false)), written: false });
    expect(JSON.parse(answer.text).errors).toBeUndefined();
  });

  test('what is refused is refused alike, written or not', async () => {
    const document = '{ customers(orderBy: [{ secret: ASC }]) { nodes { name } } }';
    const { text } = await heard('clerk', document, true);
    expect(text).toBe((await heard('clerk', document, false)).text);
    expect(JSON.parse(text).errors[0].extensions.code).toBe('FORBIDDEN');
  });

  test('the root fields of one query share one transaction, and one statement each', async () => {
    const { actor, now, zone, locale } = people.get('chief') ?? shop.system;
    const document =
      '{ a: customers { nodes { orders { nodes { lines { totalCount } } } } } b: orders { totalCount } }';
    const caller = { actor, now, zone, locale, requestId: 'golden' };
    const { sql, all } = await statementsOf(() => api.execute({ document, caller }));
    expect(sql).toHaveLength(2);
    expect(all.filter((each) => each.startsWith('begin'))).toHaveLength(1);
  });
});
