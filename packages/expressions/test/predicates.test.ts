import { describe, expect, test } from '@jest/globals';
import { compileExpression, evaluatePredicate, showPredicate } from '../src/index.ts';
import { environment, order, orderScope } from './order-scope.ts';

const parameters = {
  now: environment.now,
  today: '2026-01-02',
  'me.id': 'P1',
  'me.team': 'north',
  'me.roles': ['seller', 'clerk'],
};

describe('what a database can decide is a predicate that says the same', () => {
  test.each([
    ['pieces >= 50 and total.amount > 500', 'pieces >= 50 and total.amount > 500'],
    ['customer.segment = "large"', 'customer.segment = "large"'],
    ['customer.id = me.id', 'customer = $me.id'],
    ['customer != null', 'not(customer = null)'],
    ['status in ("open", "won")', 'status in ("open", "won")'],
    ['status in ["open", "won"]', 'status in ("open", "won")'],
    ['not(status = "open")', 'status != "open"'],
    ['not(active)', 'active = false'],
    ['not(pieces > 5 or active)', 'pieces <= 5 and active = false'],
    ['pieces in (5, total.amount = 1)', 'pieces = 5 or total.amount = 1'],
    ['pieces between 5 and 10', 'pieces >= 5 and pieces <= 10'],
    ['pieces in [5..10)', 'pieces >= 5 and pieces < 10'],
    ['contains(title, "chair")', 'contains(title, "chair")'],
    ['some l in lines satisfies l.status = "open"', 'some lines satisfies status = "open"'],
    ['count(lines[status = "open"]) > 0', 'some lines satisfies status = "open"'],
    ['count(lines) = 0', 'not(some lines satisfies true)'],
    ['every l in lines satisfies l.customer.segment = "large"', 'every lines satisfies customer.segment = "large"'],
    ['hours between(createdAt, now()) > 12', 'hours between(createdAt, $now) > 12'],
    ['due < today()', 'due < $today'],
    ['due < today() + duration("P30D")', 'due < ($today + @"P30D")'],
    ['createdAt > now() + @"-PT36H"', 'createdAt > ($now - @"P1DT12H")'],
    ['"seller" in me.roles', '"seller" in ($me.roles)'],
    ['not(title in me.roles)', 'not(title in ($me.roles))'],
    ['title + "!" = "Two chairs!"', '(title + "!") = "Two chairs!"'],
    ['coalesce(pieces, 0) > 5', 'coalesce(pieces, 0) > 5'],
    ['lower case(title) = "two chairs"', 'lower case(title) = "two chairs"'],
    ['pieces * 2 - 1 > 100', '((pieces * 2) - 1) > 100'],
    ['if active then pieces > 5 else pieces > 100', '(active and pieces > 5) or (not(active) and pieces > 100)'],
  ])('%s', (text, shown) => {
    const { result, problems } = compileExpression(text, { scope: orderScope });
    expect(problems).toEqual([]);
    const predicate = result?.predicate;
    expect(predicate && showPredicate(predicate)).toBe(shown);
    expect(predicate && evaluatePredicate(predicate, order, parameters)).toBe(result?.holds(order, environment));
  });
});

test.each(['not(pieces in [total.amount..10])', 'lines[1].amount > 5', 'matches(title, "a")', 'extra.a = 1'])(
  '%s is not queryable',
  (text) => {
    const { result } = compileExpression(text, { scope: orderScope });
    expect(result?.predicate).toBeUndefined();
  },
);

test('the paths that must be loaded lead through relations', () => {
  const { result } = compileExpression(
    'customer != null and (some l in lines[status = "open"] satisfies l.customer.segment = "large")',
    {
      scope: orderScope,
    },
  );
  expect(result?.paths).toEqual([['customer'], ['lines', 'status'], ['lines', 'customer', 'segment']]);
});
