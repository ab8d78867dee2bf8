import { compileFunction, contextType, type FeelType } from '@dealwright/expressions';
import type { Source } from '../model.ts';
import { type Code, type Compiling, type Names, NULL, type Running, type Scope } from './compiling.ts';

/** Compiles a text of FEEL; where it cannot be, its value is null and the problem is told. */
export function compileText(source: Source, scope: Scope, compiling: Compiling): Code {
  const { text, place } = source;
  const constant = constantOf(text.trim());
  if (constant) return constant;
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

/** Most cells of a table are plain texts and numbers, which need no compiler. */
function constantOf(text: string): Code | undefined {
  if (text === '') return NULL;
  if (/^"[^"\\]*"$/.test(text)) {
    const value = text.slice(1, -1);
    return { type: { kind: 'string' }, run: () => value };
  }
  if (!/^\d{1,15}$/.test(text)) return undefined;
  const value = Number(text);
  return { type: { kind: 'number' }, run: () => value };
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
