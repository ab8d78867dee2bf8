import { describe, expect, test } from '@jest/globals';
import { ENTITY, entityKind } from '../src/index.ts';
import { load, order } from './load-entities.ts';

const now = { now: '2026-01-31T10:00:00.000Z', zone: 'Etc/UTC', locale: 'en' };

describe('an entity', () => {
  test('has the standard fields before its own', () => {
    const { model, lines } = load(order('  total: { type: decimal, scale: 2 }'));
    expect(lines).toEqual([]);
    const fields = [...(model?.get(ENTITY, 'Order').fields.values() ?? [])];
    expect(fields.map((each) => each.name)).toEqual([
      'id',
      'number',
      'version',
      'createdAt',
      'createdBy',
      'updatedAt',
      'updatedBy',
      'owner',
      'instances',
      'subject',
      'total',
    ]);
    expect(fields.filter((each) => !each.readOnly).map((each) => each.name)).toEqual(['owner', 'subject', 'total']);
  });

  test('is referred to, and has the way back by the name that the reference gives it', () => {
    const { model } = load(
      `${order('')}\n---\nkind: entity\nname: Line\ntitle: id\nfields:\n  order: { type: part-of, to: Order, inverse: lines }\n`,
    );
    const [entity, line] = [model?.get(ENTITY, 'Order'), model?.get(ENTITY, 'Line')];
    expect(line?.parent?.reference?.entity).toBe(entity);
    expect(line?.parent?.reference?.onDelete).toBe('delete');
    expect(entity?.inverses.get('lines')?.entity).toBe(line);
  });

  test('computes formulas over its fields and its settings', () => {
    const { model, lines } = load(
      `${order('  net: { type: decimal, scale: 2 }\n  gross: { type: formula, returns: decimal, is: "net * (1 + settings.tax / 100)" }')}\n---\nkind: setting\nname: tax\ntype: percent\nvalue: 19\n`,
    );
    expect(lines).toEqual([]);
    const formula = model?.get(ENTITY, 'Order').fields.get('gross')?.formula;
    expect(formula?.expression.paths).toEqual([['net']]);
    expect(formula?.expression.evaluate({ net: '100.10' }, now).value).toBe('119.119');
    expect(formula?.expression.term).toBeDefined();
  });

  test('keeps roll-ups of its children as a Predicate', () => {
    const { model, lines } = load(
      `${order('  large: { type: rollup, of: Line.order, is: sum, field: amount, where: "amount > 10" }')}\n---\nkind: entity\nname: Line\ntitle: id\nfields:\n  order: { type: part-of, to: Order, inverse: lines }\n  amount: { type: decimal }\n`,
    );
    expect(lines).toEqual([]);
    const rollup = model?.get(ENTITY, 'Order').fields.get('large')?.rollup;
    expect([rollup?.entity.name, rollup?.via.name, rollup?.field?.name, rollup?.where?.is]).toEqual([
      'Line',
      'order',
      'amount',
      'compare',
    ]);
  });

  test('gives a literal default and a computed one', () => {
    const { model, lines } = load(
      `${order('  size: { type: choice, of: size, default: small }\n  due: { type: date, default: { is: "today()" } }')}\n---\nkind: choices\nname: size\nvalues: [small, large]\n`,
    );
    expect(lines).toEqual([]);
    const fields = model?.get(ENTITY, 'Order').fields;
    expect(fields?.get('size')?.default?.evaluate({}, now).value).toBe('small');
    expect(fields?.get('due')?.default?.evaluate({}, now).value).toBe('2026-01-31');
  });
});

describe('an entity that is not right is refused, with place and remedy:', () => {
  test.each([
    ['a type that is not there', '  total: { type: decmal }', /^a\.yaml:6:18 WRONG_SHAPE/],
    [
      'a key that the type does not know',
      '  total: { type: text, maxLenght: 3 }',
      /a\.yaml:6:24 UNKNOWN_KEY .*did you mean `maxLength`/,
    ],
    ['a reference to nothing', '  account: { type: reference, to: Acount }', /a\.yaml:6:35 UNKNOWN_NAME .*Acount/],
    [
      'choices that are not there',
      '  size: { type: choice, of: sizes }',
      /a\.yaml:6:29 UNKNOWN_NAME There is no choices `sizes`/,
    ],
    ['a standard field written again', '  owner: { type: text }', /a\.yaml:6:3 STANDARD_FIELD/],
    [
      'a misspelt field in a formula',
      '  x: { type: formula, returns: text, is: "sbject" }',
      /a\.yaml:6:43 .*sbject.*did you mean `subject`/,
    ],
    ['a formula of another type', '  x: { type: formula, returns: decimal, is: subject }', /a\.yaml:6:45 /],
    [
      'a roll-up over something that is no child',
      '  x: { type: rollup, of: User.owner, is: count }',
      /a\.yaml:6:26 NOT_A_REFERENCE/,
    ],
    [
      'a stored formula that reads the clock',
      '  x: { type: formula, returns: date, is: "today()", stored: true }',
      /FORMULA_NOT_STORABLE/,
    ],
    ['a default that is no such choice', '  x: { type: integer, default: many }', /a\.yaml:6:32 /],
  ])('%s', (_, fields, line) => {
    const { model, lines } = load(order(fields));
    expect(model).toBeUndefined();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(line);
  });

  test('formulas in a circle', () => {
    const { lines } = load(
      order('  a: { type: formula, returns: integer, is: b + 1 }\n  b: { type: formula, returns: integer, is: a + 1 }'),
    );
    expect(lines).toEqual([expect.stringContaining('FORMULA_CYCLE'), expect.stringContaining('FORMULA_CYCLE')]);
  });

  test('fields for the top of every page are kept in their order; an unknown one is reported', () => {
    const { model, lines } = load(order('  total: { type: integer }', 'header: [total, subject]'));
    expect(lines).toEqual([]);
    expect(model?.find(entityKind, 'Order')?.header).toEqual(['total', 'subject']);
    expect(load(order('', 'header: [totl]')).lines).toEqual([expect.stringContaining('a.yaml:7:10 UNKNOWN_FIELD')]);
  });

  test('all at once: title, history, validation, duplicate rule and number', () => {
    const { lines } = load(
      'kind: entity\nname: Order\ntitle: name\nnumber: "{sequence}-{sequence}"\nfields:\n  subject: { type: text }\nhistory: [nothing]\nvalidations:\n  - { id: v, check: "subject > 3", field: sub, message: x }\nduplicates:\n  - { match: [subjet], then: refuse }\n',
    );
    expect(lines.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'a.yaml:4:9 NUMBER_FORMAT',
      'a.yaml:3:8 UNKNOWN_FIELD',
      'a.yaml:7:11 UNKNOWN_FIELD',
      expect.stringMatching(/^a\.yaml:9:/),
      'a.yaml:9:43 UNKNOWN_FIELD',
      'a.yaml:11:15 UNKNOWN_FIELD',
    ]);
  });
});

test('a sum has the type of what it sums: of integers an integer, of money money', () => {
  const line =
    'kind: entity\nname: Line\ntitle: id\nfields:\n  order: { type: part-of, to: Order }\n  pieces: { type: integer }\n  price: { type: money, currency: EUR }\n';
  const { model, lines } = load(
    `${order('  pieces: { type: rollup, of: Line.order, is: sum, field: pieces }\n  price: { type: rollup, of: Line.order, is: max, field: price }')}\n---\n${line}`,
  );
  expect(lines).toEqual([]);
  const { fields } = model?.get(ENTITY, 'Order') ?? {};
  expect(fields?.get('pieces')?.type.name).toBe('integer');
  expect(fields?.get('price')).toMatchObject({ type: { name: 'money' }, options: { currency: 'EUR' } });
});

test('a stored formula over children, or over a roll-up that the database cannot compute with, would go stale and is refused', () => {
  const line =
    'kind: entity\nname: Line\ntitle: id\nfields:\n  order: { type: part-of, to: Order, inverse: lines }\n  price: { type: decimal }\n';
  const total = '  total: { type: rollup, of: Line.order, is: sum, field: price }\n';
  const stored = (is: string) =>
    load(`${order(`${total}  f: { type: formula, returns: decimal, stored: true, is: "${is}" }`)}\n---\n${line}`).lines;
  expect(stored('total * 2')).toEqual([]);
  expect(stored('round half up(total, 0)')).toEqual([expect.stringContaining('FORMULA_NOT_STORABLE')]);
  expect(stored('sum(lines.price)')).toEqual([expect.stringContaining('FORMULA_NOT_STORABLE')]);
});

test('a duplicate rule that reads the clock is refused when it is checked, not when somebody saves', () => {
  const rule = 'duplicates:\n  - { match: [subject], where: "createdAt < now()", then: refuse }\n';
  expect(load(order('', rule)).lines).toEqual([expect.stringContaining('NOT_QUERYABLE')]);
});
