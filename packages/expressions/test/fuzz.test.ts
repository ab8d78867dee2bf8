import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileExpression, compileUnaryTests } from '../src/index.ts';
import { environment, order, orderScope } from './order-scope.ts';

/** What expressions are made of, and what people type beside it. */
const token = fc.constantFrom(
  ...'pieces title due total.amount lines tags customer.segment active extra.a me.roles monthly item partial'.split(
    ' ',
  ),
  ...'+ - * / ** = != < <= > >= ( ) [ ] { } , : . .. ? @ " & | ! % ^ #'.split(' '),
  ...'if then else for in return some every satisfies and or not( between instance of function( external null true'.split(
    ' ',
  ),
  ...'sum( count( sort( date( duration( string( number( substring( matches( get value( range( date and time('.split(
    '( ',
  ),
  ...['1', '0', '2.5', '1e400', '"a"', '"x', '@"2026-01-31"', '@"P1D"', '[1..5]', '[1, 2]', '{ a: 1 }', '(> 5)', 'a:'],
  ...['list<number>', '-> number', 'range<', '//', '/*', '\n', '💥', 'ă', '\u0000'],
);

test('whatever is written, compiling and running it throws nothing', () => {
  fc.assert(
    fc.property(fc.array(token, { minLength: 1, maxLength: 12 }), (tokens) => {
      const text = tokens.join(' ');
      const { result, problems } = compileExpression(text, { scope: orderScope, lenient: true });
      expect(result !== undefined || problems.length > 0).toBe(true);
      const value = result?.evaluate(order, environment).value;
      expect(JSON.stringify(value) === undefined && result !== undefined).toBe(false);
      const cell = compileUnaryTests(text, { scope: orderScope, lenient: true, input: { kind: 'any' } });
      expect(cell.result === undefined || typeof cell.result.accepts(5, order, environment) === 'boolean').toBe(true);
    }),
    { numRuns: 3_000 },
  );
});
