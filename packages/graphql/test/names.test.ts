import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { manyName, oneName, typeName, valueNames } from '../src/names.ts';

describe('names in the API', () => {
  test.each([
    ['Order', 'order', 'orders'],
    ['Category', 'category', 'categories'],
    ['Survey', 'survey', 'surveys'],
    ['Address', 'address', 'addresses'],
    ['Box', 'box', 'boxes'],
    ['PriceListItem', 'priceListItem', 'priceListItems'],
    ['VATRate', 'vatRate', 'vatRates'],
    ['API', 'api', 'apis'],
  ])('%s is read as %s and %s', (entity, one, many) => {
    expect([oneName(entity), manyName(entity)]).toEqual([one, many]);
  });

  test('a choices list gives its type a name in capitals and small letters', () => {
    expect([typeName('order-status'), typeName('24-hours'), typeName('tag')]).toEqual([
      'OrderStatus',
      '_24Hours',
      'Tag',
    ]);
  });

  test('what a GraphQL name cannot hold becomes an underscore', () => {
    const names = valueNames(['draft', 'in-approval', '24h', 'true', 'GBM-High', 'a-b', 'a_b', '__x']);
    expect([...names.values()]).toEqual(['draft', 'in_approval', '_24h', 'true_2', 'GBM_High', 'a_b', 'a_b_2', 'V__x']);
  });

  test('any values get different valid names', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), (values) => {
        const names = [...valueNames(values).values()];
        expect(new Set(names).size).toBe(values.length);
        for (const name of names) expect(name).toMatch(/^(?!__|true$|false$|null$)[A-Za-z_][A-Za-z0-9_]*$/);
      }),
    );
  });
});
