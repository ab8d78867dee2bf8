import { describe, expect, test } from '@jest/globals';
import { decide, decisionOf, problemsOf } from './content.ts';

const PAYMENT = `
kind: decision
name: payment
facts:
  loan: { type: object, fields: { principal: decimal, rate: decimal, months: integer } }
  payments: { type: list, of: decimal }
outputs: { factor: decimal, monthly: decimal, paid: decimal }
is:
  factor: 1 + loan.rate / 12
  monthly: loan.principal * factor / loan.months
  paid: sum(payments)
`;

describe('formulas instead of a table', () => {
  test('are computed in order, each over those before it', () => {
    const loan = { principal: '1200.00', rate: '0.12', months: 12 };
    expect(decide(decisionOf(PAYMENT, 'payment'), { loan, payments: ['1.10', '2.20'] }).outcome).toEqual({
      factor: '1.01',
      monthly: 101,
      paid: '3.3',
    });
  });

  test('are themselves what the explanation says', () => {
    const { matched } = decide(decisionOf(PAYMENT, 'payment'), {
      loan: { principal: 1, rate: 0, months: 1 },
      payments: [],
    });
    expect(matched.map(({ because }) => because)).toEqual([
      'factor = 1 + loan.rate / 12, monthly = loan.principal * factor / loan.months, paid = sum(payments)',
    ]);
  });

  test('cannot use one that comes later, nor a part that the object does not have', () => {
    const wrong = PAYMENT.replace('1 + loan.rate / 12', '1 + monthly').replace('loan.principal', 'loan.principle');
    expect(problemsOf(wrong).filter((each) => each.includes('UNKNOWN_NAME'))).toHaveLength(2);
  });

  test('are checked against the types of the outputs', () => {
    expect(problemsOf(PAYMENT.replace('paid: sum(payments)', 'paid: string(factor)')).join()).toContain('WRONG_TYPE');
  });

  test('stand alone: a table beside them is a problem', () => {
    expect(problemsOf(`${PAYMENT}table: [{ then: { paid: 1 } }]\n`).join()).toContain('TABLE_OR_RULES');
  });
});

describe('values with parts', () => {
  const ECHO = `
kind: decision
name: parts
facts: { items: { type: list, of: { type: object, fields: { price: decimal, due: date } } } }
outputs: { dear: { type: list, of: decimal }, first: { type: object, fields: { due: date } } }
table:
  - then: { dear: { is: "items[price > 10].price" }, first: { due: 2026-01-31 } }
`;

  test('keep the types of their parts, as facts and as outputs', () => {
    const items = [
      { price: '10.50', due: '2026-01-01' },
      { price: '9.99', due: '2026-01-02' },
    ];
    expect(decide(decisionOf(ECHO, 'parts'), { items }).outcome).toEqual({
      dear: ['10.5'],
      first: { due: '2026-01-31' },
    });
  });

  test('are checked when they are written in a row', () => {
    expect(problemsOf(ECHO.replace('due: 2026-01-31', 'due: soon')).join()).toContain('7:61 NOT_A_DATE');
    expect(problemsOf(ECHO.replace('{ due: 2026-01-31 }', '12')).join()).toContain('WRONG_TYPE');
  });
});

test('an output that turned to null says where, why and by which values', () => {
  const payment = decisionOf(PAYMENT, 'payment');
  const { outcome, problems } = decide(payment, { loan: { principal: 1, rate: 0, months: 0 }, payments: [1] });
  expect(outcome).toEqual({ factor: 1, monthly: null, paid: 1 });
  expect(problems).toEqual([
    {
      code: 'DIVISION_BY_ZERO',
      severity: 'warning',
      message: {
        en: 'monthly: Division by zero, where `loan.months` is 0.',
        ro: 'monthly: Împărțire la zero, unde `loan.months` este 0.',
      },
      place: { file: 'monthly', line: 1, column: 1, length: 37, source: 'loan.principal * factor / loan.months' },
    },
  ]);
});
