import { evaluate as feelin } from '@bpmn-io/feelin';
import { compileExpression, contextType, type FeelType } from '../src/index.ts';

/** How often a second we decide a condition, against feelin in the same run: `node packages/expressions/bench/speed.ts`. */
const number: FeelType = { kind: 'number' };
const money = contextType('Money', { amount: number, currency: { kind: 'string' } });
const scope = contextType('Order', { pieces: number, total: money, createdAt: { kind: 'date and time' } });
const record = { pieces: 60, total: { amount: '1234.50', currency: 'EUR' }, createdAt: '2026-01-01T10:00:00.000Z' };
const environment = { now: '2026-01-02T10:00:00.000Z', zone: 'Europe/Bucharest', locale: 'en' };

const condition = 'pieces >= 50 and total.amount > 500';
const clock = 'hours between(createdAt, now()) > 12';

function perSecond(work: () => unknown, milliseconds = 1_000): number {
  const measure = (limit: number): number => {
    const start = performance.now();
    let count = 0;
    while (performance.now() - start < limit) for (let turn = 0; turn < 50; turn++, count++) work();
    return (count / (performance.now() - start)) * 1_000;
  };
  measure(milliseconds / 5);
  return measure(milliseconds);
}

function compiled(text: string) {
  const { result } = compileExpression(text, { scope });
  if (!result) throw new Error(text);
  return result;
}

const [first, second] = [compiled(condition), compiled(clock)];
const ours = perSecond(() => first.holds(record, environment));
const theirs = perSecond(() => feelin(condition, { pieces: 60, total: { amount: 1234.5, currency: 'EUR' } }));
const compiling = perSecond(() => compileExpression(condition, { scope }));
const hours = perSecond(() => second.holds(record, environment));
const round = (value: number) => Math.round(value).toLocaleString('en');
console.log(`${condition}: ${round(ours)}/s, feelin ${round(theirs)}/s, ratio ${round(ours / theirs)}`);
console.log(`compiled and checked in ${round(1e6 / compiling)} µs`);
console.log(`${clock}: ${round(hours)}/s`);
