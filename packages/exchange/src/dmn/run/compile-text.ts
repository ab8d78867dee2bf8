import { compileFunction, contextType, type FeelType } from '@dealwright/expressions';
import type { Source } from '../model.ts';
import { type Code, type Compiling, type Names, NULL, type Running, type Scope } from './compiling.ts';

/** Compiles a text of FEEL; where it cannot be, its value is null and the problem is told. */
export function compileText(source: Source, scope: Scope, compiling: Compiling): Code {
  if (source.text.trim() === '') return NULL;
  const { text, place } = source;
  const { result, problems } = compileFunction(text, {
    scope: contextType('', Object.fromEntries(scope)),
    types: compiling.types.feel,
    name: compiling.name,
    lenient: true,
    place,
  });
  for (const each of problems) compiling.report(each);
  if (!result) return NULL;
  return {
    type: result.type,
    run(names, { within, diagnostics }) {
      const given = result.run(names, within);
      diagnostics.push(...given.diagnostics);
      return given.value;
    },
  };
}

/** A cell: does it accept the input? */
export type Accepts = (input: ReturnType<Code['run']>, names: Names, running: Running) => boolean;

/** Compiles the tests of a cell; undefined where they accept anything. */
export function compileTests(source: Source, input: FeelType, scope: Scope, compiling: Compiling): Accepts | undefined {
  if (/^\s*-?\s*$/.test(source.text)) return undefined;
  const { result, problems } = compileFunction(source.text, {
    scope: contextType('', Object.fromEntries(scope)),
    types: compiling.types.feel,
    name: compiling.name,
    input,
    lenient: true,
    place: source.place,
  });
  for (const each of problems) compiling.report(each);
  return (value, names, { within, diagnostics }) => {
    if (!result) return false;
    const given = result.run(names, within, value);
    diagnostics.push(...given.diagnostics);
    return given.value === true;
  };
}
