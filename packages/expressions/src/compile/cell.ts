import { parseTests } from '../parse/parse.ts';
import type { ContextType, FeelType } from '../types.ts';
import type { Code } from './code.ts';
import type { Compiler } from './compiler.ts';
import type { Run } from './frame.ts';
import { type Scope, withInput } from './scope.ts';
import { acceptance, anyOf, inputSpan } from './tests.ts';

/** The tests of a cell. */
export interface Cell {
  /** Where the input lies when they run. */
  readonly slot: number;
  readonly tests: readonly Code[];
  readonly negated: boolean;
  /** True, false or null: is the input accepted? */
  readonly run: Run;
}

/** Compiles a cell over an input of the type; an empty text is `-`. Undefined, with problems, where it cannot be read. */
export function compileCell(
  text: string,
  { names, type, scope }: { readonly names: ContextType; readonly type: FeelType; readonly scope: Scope },
  compiler: Compiler,
): Cell | undefined {
  const syntax = parseTests(text.trim() === '' ? '-' : text, names, compiler.report);
  if (!syntax) return undefined;
  const { negated } = syntax;
  const slot = compiler.newSlot();
  const input: Code = { ...inputSpan({ offset: 0 }), type, run: (frame) => frame.locals[slot] ?? null };
  const within = withInput(scope, slot, type);
  const tests = syntax.tests.map((each) => acceptance(each, input, slot, within, compiler));
  return {
    slot,
    tests,
    negated,
    run(frame) {
      if (tests.length === 0) return true;
      const accepted = anyOf(tests, frame);
      return negated && typeof accepted === 'boolean' ? !accepted : accepted;
    },
  };
}
