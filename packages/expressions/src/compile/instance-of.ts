import { didYouMean } from '@dealwright/diagnostics';
import { ANY, BOOLEAN, contextType, listOf, NULL, rangeOf } from '../feel-types.ts';
import type { Of, TypeSyntax } from '../parse/syntax.ts';
import type { FeelType } from '../types.ts';
import { conforms } from '../values/conforms.ts';
import { type Code, spanOf } from './code.ts';
import type { Compiling } from './compiler.ts';
import type { Scope } from './scope.ts';

export function instanceOf(syntax: Of<'instance of'>, scope: Scope, compiling: Compiling): Code {
  const of = compiling.compile(syntax.of, scope);
  const type = readType(syntax.type, compiling);
  return {
    ...spanOf(syntax),
    type: BOOLEAN,
    run(frame) {
      const value = of.run(frame);
      frame.weigh(of, value);
      // Null is an instance of nothing but null.
      return value === null ? type.kind === 'null' : conforms(value, type);
    },
  };
}

const NAMED: ReadonlyMap<string, FeelType> = new Map<string, FeelType>([
  ['any', ANY],
  ['Any', ANY],
  ['null', NULL],
  ['Null', NULL],
  ...(
    [
      'string',
      'number',
      'boolean',
      'date',
      'time',
      'date and time',
      'days and time duration',
      'years and months duration',
    ] as const
  ).map((kind) => [kind, { kind }] as const),
  ['day-time duration', { kind: 'days and time duration' }],
  ['dayTimeDuration', { kind: 'days and time duration' }],
  ['yearMonthDuration', { kind: 'years and months duration' }],
  ['dateTime', { kind: 'date and time' }],
  ['list', listOf(ANY)],
  ['context', contextType('', {})],
  ['function', { kind: 'function', returns: ANY }],
  ['range', rangeOf(ANY)],
]);

/** The type that is written. An unknown name is a problem, and any type. */
export function readType(syntax: TypeSyntax, compiling: Compiling): FeelType {
  switch (syntax.is) {
    case 'list':
      return listOf(readType(syntax.of, compiling));
    case 'range':
      return rangeOf(readType(syntax.of, compiling));
    case 'context':
      return contextType(
        '',
        Object.fromEntries(syntax.entries.map(({ name, type }) => [name, readType(type, compiling)])),
      );
    case 'function': {
      const parameters = syntax.parameters.map((each) => readType(each, compiling));
      return { kind: 'function', parameters, returns: readType(syntax.returns, compiling) };
    }
    case 'named': {
      const known = NAMED.get(syntax.name) ?? compiling.types.get(syntax.name);
      if (known) return known;
      compiling.report.error(
        syntax,
        'UNKNOWN_TYPE',
        { en: `There is no type \`${syntax.name}\`.`, ro: `Nu există tipul \`${syntax.name}\`.` },
        didYouMean(syntax.name, [...NAMED.keys(), ...compiling.types.keys()]),
      );
      return ANY;
    }
  }
}
