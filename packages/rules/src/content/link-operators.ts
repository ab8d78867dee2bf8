import { type Place, problem } from '@dealwright/diagnostics';
import { compileOver } from '@dealwright/entities';
import type { ContextType, FeelType, Member } from '@dealwright/expressions';
import { OPERATORS, type Operator, type OwnOperators } from '../compile/operators.ts';
import type { Linked } from './linked.ts';

const BOOLEAN: FeelType = { kind: 'boolean' };
const NO_WORLD = { now: '1970-01-01T00:00:00.000Z', zone: 'UTC', locale: 'en' };

/**
 * The operators that the decision writes in FEEL. They compare two values of one type and know of nothing else, also of no
 * clock. What is wrong with one is told where it is first used with a type.
 */
export function linkOperators({ document, linking }: Linked): OwnOperators {
  const operators = new Map<string, (type: FeelType) => Operator>();
  for (const [name, text] of Object.entries(document.shape.operators ?? {})) {
    const place = (offset: number, length: number) => document.place(['operators', name], offset, length);
    if (Object.hasOwn(OPERATORS, name)) linking.report(operatorTaken(name, document.keyPlace(['operators', name])));
    const compile = (type: FeelType): Operator => {
      const extra = new Map<string, Member>(['fact', 'value'].map((each) => [each, { type }]));
      const expression = compileOver(text, { type: OPERANDS_ONLY, linking, extra, expects: BOOLEAN, place });
      if (expression?.readsClock) linking.report(operatorReadsClock(name, document.place(['operators', name])));
      return (fact, value) => expression?.holds({ fact, value }, NO_WORLD) ?? false;
    };
    const done = new Map<FeelType['kind'], Operator>();
    operators.set(name, (type) => {
      const known = done.get(type.kind) ?? compile(type);
      done.set(type.kind, known);
      return known;
    });
  }
  return operators;
}

const OPERANDS_ONLY: ContextType = { kind: 'context', name: 'operator', member: () => undefined, names: () => [] };

function operatorTaken(name: string, place: Place) {
  return problem(
    'OPERATOR_TAKEN',
    { en: `\`${name}\` is an operator already.`, ro: `\`${name}\` este deja un operator.` },
    { place, hint: { en: 'give it another name', ro: 'dați-i alt nume' } },
  );
}

function operatorReadsClock(name: string, place: Place) {
  return problem(
    'OPERATOR_READS_CLOCK',
    { en: `The operator \`${name}\` asks for the time.`, ro: `Operatorul \`${name}\` întreabă ce oră este.` },
    {
      place,
      hint: {
        en: 'make the time an input, and compare with `{ fact: … }`',
        ro: 'faceți din timp o intrare și comparați cu `{ fact: … }`',
      },
    },
  );
}
