import { describe, expect, test } from '@jest/globals';
import { buildApi, USUAL_LIMITS } from '../src/index.ts';
import { CALLER, FakeRecords, openDesk, orderDesk } from './order-desk.ts';

const codes = async (document: string, variables = {}) => {
  const { errors } = await openDesk().ask(document, variables);
  return errors?.map((each) => each.extensions.code);
};
const nest = (levels: number): string =>
  levels === 0 ? '{ id }' : `{ customer { orders { nodes ${nest(levels - 1)} } } }`;

describe('limits', () => {
  test('a document may only be so long', async () => {
    expect(await codes(`{ me: __typename } # ${'x'.repeat(100_000)}`)).toEqual(['TOO_COMPLEX']);
  });

  test('so many fields may be written, aliased, or stand at the root', async () => {
    expect(await codes(`{ orders { nodes { ${'id '.repeat(2_000)} } } }`)).toEqual(['TOO_COMPLEX']);
    expect(
      await codes(`{ orders { nodes { ${Array.from({ length: 201 }, (_, n) => `a${n}: id`).join(' ')} } } }`),
    ).toEqual(['TOO_COMPLEX']);
    expect(
      await codes(`{ ${Array.from({ length: 51 }, (_, n) => `a${n}: orders { totalCount }`).join(' ')} }`),
    ).toEqual(['TOO_COMPLEX']);
  });

  test('fields may stand so deep below each other', async () => {
    expect(await codes(`{ orders(first: 1) { nodes ${nest(8)} } }`)).toEqual(['TOO_COMPLEX']);
  });

  test('page sizes multiply, also those in variables and behind fragments', async () => {
    const document = `query ($n: Int) { customers(first: $n) { ...page } }
      fragment page on CustomerConnection { nodes { orders(first: $n) { nodes { lines(first: $n) { nodes { id } } } } } }`;
    expect(await codes(document, { n: 200 })).toEqual(['TOO_COMPLEX']);
    expect(await codes(document, { n: 10 })).toBeUndefined();
  });

  test('fragments that double each other end soon', async () => {
    const bomb = Array.from(
      { length: 40 },
      (_, n) =>
        `fragment f${n} on OrderConnection { ...f${n + 1} ...g${n + 1} } fragment g${n} on OrderConnection { ...f${n + 1} ...g${n + 1} }`,
    );
    const document = `{ orders { ...f0 ...g0 } } ${bomb.join(' ')} fragment f40 on OrderConnection { totalCount } fragment g40 on OrderConnection { totalCount }`;
    expect(await codes(document)).toEqual(['TOO_COMPLEX']);
  });

  test('values may stand so deep inside each other, and a filter have so many of them', async () => {
    const nested = (levels: number): object => (levels === 0 ? {} : { not: nested(levels - 1) });
    const document = 'query ($f: OrderFilter) { orders(filter: $f) { totalCount } }';
    for (const levels of [60, 9_000]) {
      expect(
        await codes(`{ orders(filter: ${'{ not: '.repeat(levels)} {} ${'}'.repeat(levels)}) { totalCount } }`),
      ).toEqual(['TOO_COMPLEX']);
    }
    expect(await codes(document, { f: nested(60) })).toEqual(['TOO_COMPLEX']);
    expect(await codes(document, { f: nested(2_000) })).toEqual(['TOO_COMPLEX']);
    expect(await codes(document, { f: { size: { in: Array.from({ length: 2_001 }, (_, n) => n) } } })).toEqual([
      'TOO_COMPLEX',
    ]);
    expect(await codes(document, { f: { size: { in: Array.from({ length: 1_000 }, (_, n) => n) } } })).toBeUndefined();
  });

  test('introspection may not go round in circles', async () => {
    const around = (levels: number): string => (levels === 0 ? 'name' : `fields { type { ${around(levels - 1)} } }`);
    expect(await codes(`{ __schema { types { ${around(5)} } } }`)).toEqual(['BAD_USER_INPUT']);
  });

  test('the limits are the server’s to choose', async () => {
    const limits = { ...USUAL_LIMITS, roots: 1 };
    const api = buildApi(orderDesk(), { records: new FakeRecords(), parts: [], limits, report: () => {} });
    const { errors } = await api.execute({ document: '{ a: __typename b: __typename }', caller: CALLER });
    expect(errors?.[0]?.extensions.code).toBe('TOO_COMPLEX');
  });
});
