import type { Json, JsonObject } from '@dealwright/values';
import { compileCell } from './compile/cell.ts';
import { Compiler } from './compile/compiler.ts';
import { Frame } from './compile/frame.ts';
import { recordScope } from './compile/scope.ts';
import { shapeOf } from './compile/unary-shape.ts';
import { finished, longest, runSafely } from './compile-expression.ts';
import { Report } from './parse/parse.ts';
import type { Compilation, CompileOptions, Diagnostic, Environment, FeelType, UnaryTests } from './types.ts';
import { fromWire } from './values/wire.ts';

/** Compiles the tests of a cell over an input of a known type. `-` accepts anything; so does an empty text. Never throws. */
export function compileUnaryTests(
  text: string,
  options: CompileOptions & { readonly input: FeelType },
): Compilation<UnaryTests> {
  const report = new Report(text, options);
  const compiler = new Compiler(report, options.types);
  const { input: type, scope: names } = options;
  const cell = compileCell(text, { names, type, scope: recordScope(names) }, compiler);
  if (!cell) return { problems: report.problems };
  const frameOf = (given: Json, record: JsonObject, environment: Environment, diagnostics?: Diagnostic[]) => {
    const frame = new Frame(report.source, record, environment, diagnostics);
    frame.locals[cell.slot] = fromWire(given, type);
    return frame;
  };
  return finished(report, () => {
    const shape = shapeOf(cell, type);
    const { run } = cell;
    return Object.freeze({
      text,
      paths: longest(compiler.paths.values()),
      ...(shape && { shape }),
      accepts: (given: Json, record: JsonObject, environment: Environment): boolean =>
        runSafely(run, frameOf(given, record, environment)) === true,
      evaluate(given: Json, record: JsonObject, environment: Environment) {
        const diagnostics: Diagnostic[] = [];
        const value = runSafely(run, frameOf(given, record, environment, diagnostics), diagnostics) === true;
        return { value, diagnostics };
      },
    });
  });
}
