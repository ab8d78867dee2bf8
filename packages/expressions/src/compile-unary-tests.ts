import type { Json, JsonObject } from '@dealwright/values';
import type { Code } from './compile/code.ts';
import { Compiler } from './compile/compiler.ts';
import { Frame } from './compile/frame.ts';
import { recordScope, type Scope, withInput } from './compile/scope.ts';
import { acceptance, anyOf } from './compile/tests.ts';
import { shapeOf } from './compile/unary-shape.ts';
import { finished, longest, runSafely } from './compile-expression.ts';
import { parseTests, Report } from './parse/parse.ts';
import type { Compilation, CompileOptions, Environment, FeelType, UnaryTests } from './types.ts';
import { fromWire } from './values/wire.ts';

/** Compiles the tests of a cell over an input of a known type. `-` accepts anything; so does an empty text. Never throws. */
export function compileUnaryTests(
  text: string,
  options: CompileOptions & { readonly input: FeelType },
): Compilation<UnaryTests> {
  const report = new Report(text, options);
  const syntax = parseTests(text.trim() === '' ? '-' : text, options.scope, report);
  if (!syntax) return { problems: report.problems };
  const compiler = new Compiler(report, options.types);
  const slot = compiler.newSlot();
  const scope: Scope = withInput(recordScope(options.scope), slot, options.input);
  const input: Code = { offset: 0, length: 1, type: options.input, run: (frame) => frame.locals[slot] ?? null };
  const tests = syntax.tests.map((each) => acceptance(each, input, slot, scope, compiler));
  const { input: type } = options;
  return finished(report, () => {
    const shape = shapeOf(tests, syntax.negated, type);
    return Object.freeze({
      text,
      paths: longest(compiler.paths.values()),
      ...(shape && { shape }),
      accepts(given: Json, record: JsonObject, environment: Environment): boolean {
        if (tests.length === 0) return true;
        const frame = new Frame(record, environment);
        frame.locals[slot] = fromWire(given, type);
        const accepted = runSafely((each) => anyOf(tests, each), frame);
        return accepted === !syntax.negated;
      },
    });
  });
}
