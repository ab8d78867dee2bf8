import { isWrittenIn, say } from '@dealwright/diagnostics';
import { ALWAYS } from '@dealwright/expressions';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { query, store } from './records.ts';
import { contextOf, entityOf, modelOf, openShop, type Shop } from './shop.ts';

const USER = `
kind: entity
name: User
title: name
fields: { name: { type: text } }
---
`;
const content = (...fields: string[]): string => `${USER}
kind: entity
name: Thing
title: name
number: "T-{sequence:1}"
fields:
  name: { type: text }
${fields.map((field) => `  ${field}`).join('\n')}
`;

let shop: Shop;
beforeEach(async () => {
  shop = await openShop(content('size: { type: integer }', 'code: { type: text }'));
});
afterEach(() => shop.close());

/** Applies a content; the shop goes on with its Model when nothing is refused. */
async function change(text: string) {
  const model = modelOf(text);
  const planned = await shop.storage.planSchema(model);
  const applied = await shop.storage.applySchema(model);
  expect(applied.problems).toEqual(planned.problems);
  for (const { message, hint } of applied.problems) {
    expect(isWrittenIn(message, 'ro') && (!hint || isWrittenIn(hint, 'ro'))).toBe(true);
  }
  if (applied.problems.length === 0) {
    shop = { ...shop, model, context: contextOf(model) };
    expect(await shop.storage.planSchema(model)).toMatchObject({ statements: [], steps: [] });
  }
  return applied;
}

const all = async (...names: string[]): Promise<readonly unknown[]> =>
  (
    await shop.storage.store.list(
      shop.context,
      query(shop, 'Thing', names, { orderBy: [{ path: ['number'], descending: false }] }),
      {},
    )
  ).rows;

const count = async (where: string): Promise<number> =>
  (await shop.storage.outbox.db.executeSql(`select 1 from thing where ${where}`)).rows.length;

describe('a change of content', () => {
  test('that changes nothing in the database does nothing', async () => {
    expect(await change(content('size: { type: integer }', 'code: { type: text }'))).toMatchObject({ statements: [] });
  });

  test('adds fields and entities beside the rows that are there', async () => {
    await store(shop, 'Thing', { name: 'a', number: '1' });
    const more = content(
      'size: { type: integer }',
      'code: { type: text }',
      'kind: { type: text }',
      'of: { type: reference, to: Group, inverse: things }',
    );
    const { steps } = await change(
      `${more}---\nkind: entity\nname: Group\ntitle: name\nfields: { name: { type: text } }`,
    );
    expect(steps).toEqual(['Thing: new field kind', 'Thing: new field of', 'Group: new']);
    const [of = ''] = await store(shop, 'Group', { name: 'g' });
    await store(shop, 'Thing', { name: 'b', number: '2', kind: 'k', of });
    expect(await all('name', 'kind', 'of.name')).toEqual([
      { name: 'a', kind: null, of: null },
      { name: 'b', kind: 'k', of: { name: 'g' } },
    ]);
  });

  test('fills a new required field with its default, and is refused without one, saying which rows', async () => {
    await store(shop, 'Thing', { name: 'a', number: 'T-1' }, { name: 'b', number: 'T-2' });
    const fields = ['size: { type: integer }', 'code: { type: text }'];
    const { problems } = await change(content(...fields, 'grade: { type: integer, required: true }'));
    expect(problems).toMatchObject([{ code: 'REQUIRED_BUT_EMPTY' }]);
    expect(say(problems[0]?.message ?? '')).toBe(
      'Thing.grade is required, but 2 records have no value for it: T-1, T-2.',
    );
    await change(content(...fields, 'grade: { type: integer, required: true, default: 3 }'));
    await change(
      content(
        ...fields,
        'grade: { type: integer, required: true, default: 3 }',
        'long: { type: text, required: true, default: { is: name + "!" } }',
      ),
    );
    expect(await all('grade', 'long')).toEqual([
      { grade: 3, long: 'a!' },
      { grade: 3, long: 'b!' },
    ]);
  });

  test('makes a field required only when no row is empty in it', async () => {
    await store(shop, 'Thing', { number: 'T-1', size: 1, code: 'c' }, { number: 'T-2', size: 2 });
    const required = content('size: { type: integer, required: true }', 'code: { type: text, required: true }');
    expect((await change(required)).problems).toMatchObject([
      { code: 'REQUIRED_BUT_EMPTY', message: { en: expect.stringContaining('1 record have') } },
    ]);
    await change(content('size: { type: integer, required: true }', 'code: { type: text }'));
    await expect(store(shop, 'Thing', { number: 'T-3' })).rejects.toThrow();
    await change(content('size: { type: integer }', 'code: { type: text }'));
    await store(shop, 'Thing', { number: 'T-3' });
  });

  test('takes an empty field away, and is refused while there is a value in it', async () => {
    await store(shop, 'Thing', { number: 'T-1', code: 'c' });
    expect((await change(content('code: { type: text }'))).steps).toEqual(['Thing: without size']);
    const { problems } = await change(content());
    expect(problems).toMatchObject([{ code: 'FIELD_HAS_VALUES', message: { en: expect.stringContaining('T-1') } }]);
    expect(await all('code')).toEqual([{ code: 'c' }]);
  });

  test('takes an entity away when it has no records', async () => {
    const other = '---\nkind: entity\nname: Other\ntitle: name\nfields: { name: { type: text } }';
    const fields = content('size: { type: integer }', 'code: { type: text }');
    await change(`${fields}${other}`);
    await change(fields);
    await change(`${fields}${other}`);
    await store(shop, 'Other', { name: 'x' });
    expect((await change(fields)).problems).toMatchObject([{ code: 'ENTITY_HAS_RECORDS' }]);
  });

  test('widens types, and narrows them when every value fits', async () => {
    await store(shop, 'Thing', { number: 'T-1', size: 7, code: '12' }, { number: 'T-2', size: 8, code: 'x' });
    await change(content('size: { type: decimal }', 'code: { type: text }'));
    expect(await all('size')).toEqual([{ size: '7' }, { size: '8' }]);
    expect((await change(content('size: { type: decimal }', 'code: { type: integer }'))).problems).toMatchObject([
      { code: 'TYPE_LOSES_VALUES', message: { en: expect.stringContaining('1 record: T-2') } },
    ]);
    await change(content('size: { type: integer }', 'code: { type: text }'));
    expect((await change(content('size: { type: date }', 'code: { type: text }'))).problems).toMatchObject([
      { code: 'TYPE_LOSES_VALUES', message: { en: expect.stringContaining('2 records: T-1, T-2') } },
    ]);
  });

  test('makes a field a key only when no two rows share its value', async () => {
    await store(
      shop,
      'Thing',
      { number: 'T-1', code: 'c' },
      { number: 'T-2', code: 'c' },
      { number: 'T-3' },
      { number: 'T-4' },
    );
    const { problems } = await change(content('size: { type: integer, key: true }', 'code: { type: text, key: true }'));
    expect(problems).toMatchObject([{ code: 'KEY_NOT_UNIQUE', message: { en: expect.stringContaining('T-1, T-2') } }]);
    await change(content('size: { type: integer, key: true }', 'code: { type: text }'));
    await store(shop, 'Thing', { number: 'T-5', size: 1 });
    await expect(store(shop, 'Thing', { number: 'T-6', size: 1 })).rejects.toMatchObject({ field: 'size' });
    await change(content('size: { type: integer }', 'code: { type: text }'));
    await store(shop, 'Thing', { number: 'T-6', size: 1 });
  });

  test('computes new roll-ups and stored formulas for the rows that are there', async () => {
    const part =
      '---\nkind: entity\nname: Part\ntitle: name\nfields: { name: { type: text }, size: { type: integer }, of: { type: part-of, to: Thing, inverse: parts } }';
    const fields = ['size: { type: integer }', 'code: { type: text }'];
    await change(`${content(...fields)}${part}`);
    const [of = ''] = await store(shop, 'Thing', { number: 'T-1', size: 4 });
    await store(shop, 'Part', { of, size: 2 }, { of, size: 3 });
    const total = 'total: { type: rollup, of: Part.of, is: sum, field: size }';
    const twice = (times: number): string =>
      `twice: { type: formula, returns: decimal, stored: true, is: size * ${times} }`;
    await change(`${content(...fields, total, twice(2))}${part}`);
    expect(await all('total', 'twice')).toEqual([{ total: 5, twice: '8' }]);
    await change(`${content(...fields, total.replace('sum', 'max'), twice(3))}${part}`);
    expect(await all('total', 'twice')).toEqual([{ total: 3, twice: '12' }]);
    await store(shop, 'Part', { of, size: 9 });
    expect(await all('total')).toEqual([{ total: 9 }]);
    await change(`${content(...fields)}${part}`);
    await store(shop, 'Part', { of, size: 10 });
  });

  describe('of what a stored formula rests on', () => {
    const setting = (value: number) => `kind: setting\nname: factor\ntype: integer\nvalue: ${value}\n---\n`;
    const formula = (name: string, returns: string, is: string) =>
      `${name}: { type: formula, returns: ${returns}, stored: true, is: '${is}' }`;
    const fields = ['size: { type: integer }', 'code: { type: text }'];

    test('a setting: the rows that are there are computed anew, and the plan says so', async () => {
      const things = content(...fields, formula('scaled', 'decimal', 'size * settings.factor'));
      await change(setting(2) + things);
      await store(shop, 'Thing', { number: 'T-1', size: 4, scaled: '8' });
      const { steps } = await change(setting(3) + things);
      expect(steps).toEqual(['Thing: scaled is computed anew']);
      expect(await all('scaled')).toEqual([{ scaled: '12' }]);
    });

    test('another formula, also one that is not stored', async () => {
      const things = (times: number) =>
        content(
          ...fields,
          `plain: { type: formula, returns: decimal, is: size * ${times} }`,
          formula('stored', 'decimal', 'plain + 1'),
          formula('above', 'decimal', 'stored + 1'),
        );
      await change(things(2));
      await store(shop, 'Thing', { number: 'T-1', size: 4, stored: '9', above: '10' });
      await change(things(3));
      expect(await all('stored', 'above')).toEqual([{ stored: '13', above: '14' }]);
    });

    test('what only FEEL can compute is computed by FEEL, for new formulas and changed ones, in as many pages as it takes', async () => {
      await shop.storage.outbox.db.executeSql(`insert into thing (id, created_at, updated_at, number, size, code)
        select gen_random_uuid(), now(), now(), 'T-' || n, n, 'c' || n from generate_series(1, 1001) n`);
      const things = content(
        ...fields,
        formula('letters', 'text', 'string join(for i in 1..2 return code, "-" + string(settings.factor) + "-")'),
        formula('shout', 'text', 'upper case(letters)'),
        formula('twice', 'decimal', 'size * settings.factor'),
      );
      await change(setting(1) + things);
      expect(await count("letters = code || '-1-' || code and shout = upper(letters) and twice = size")).toBe(1001);
      const { steps } = await change(setting(2) + things);
      expect(steps).toEqual([
        'Thing: letters is computed anew',
        'Thing: shout is computed anew',
        'Thing: twice is computed anew',
      ]);
      expect(await count("letters = code || '-2-' || code and shout = upper(letters) and twice = size * 2")).toBe(1001);
    });
  });

  test('tells every problem of every entity at once, and changes nothing then', async () => {
    await store(shop, 'Thing', { number: 'T-1', size: 1, code: 'c' });
    const { problems } = await change(content('size: { type: date }', 'fresh: { type: text }'));
    expect(problems.map(({ code }) => code).sort()).toEqual(['FIELD_HAS_VALUES', 'TYPE_LOSES_VALUES']);
    expect(await all('size', 'code')).toEqual([{ size: 1, code: 'c' }]);
  });

  test('leaves requests that began before it with the fields that they know', async () => {
    const before = { ...shop };
    await change(content('size: { type: integer }', 'code: { type: text }', 'kind: { type: text }'));
    const [id = ''] = await store(before, 'Thing', { number: 'T-1', size: 1 });
    const work = before.storage.store.write(before.context, (session) =>
      session.load(entityOf(before.model, 'Thing'), id, ALWAYS, {}),
    );
    expect(await work).toMatchObject({ size: 1 });
  });
});

test('two nodes that start at once on a new content both find it applied', async () => {
  const model = modelOf(content('size: { type: integer }', 'code: { type: text }', 'kind: { type: text }'));
  const both = await Promise.all([shop.storage.applySchema(model), shop.storage.applySchema(model)]);
  expect(both.map(({ steps }) => steps.length).sort()).toEqual([0, 1]);
});

test('a table that is not ours is left alone', async () => {
  await shop.storage.outbox.db.executeSql('create table "guest" (id int)');
  const text = content('size: { type: integer }', 'code: { type: text }');
  const { problems } = await shop.storage.applySchema(
    modelOf(`${text}---\nkind: entity\nname: Guest\ntitle: name\nfields: { name: { type: text } }`),
  );
  expect(problems).toMatchObject([{ code: 'TABLE_TAKEN' }]);
});
