import { compileCell } from './compile/cell.ts';
import type { Code } from './compile/code.ts';
import { Compiler } from './compile/compiler.ts';
import { Frame, type Run } from './compile/frame.ts';
import { type Local, recordScope, type Scope, withLocals } from './compile/scope.ts';
import { checkExpected, finished, runSafely } from './compile-expression.ts';
import { BOOLEAN, contextType } from './feel-types.ts';
import { Call } from './functions/function.ts';
import { parseExpression, Report } from './parse/parse.ts';
import type { Compilation, CompileOptions, Diagnostic, Environment, FeelType } from './types.ts';
import type { Value } from './values/value.ts';

/** What a function gave: a value of FEEL, which may be what the wire cannot carry, such as a function. */
export interface FunctionResult {
  readonly value: Value;
  /** Empty within a call: there they join those of the whole evaluation. */
  readonly diagnostics: readonly Diagnostic[];
}

/** An expression as a function of its names, for models whose parts use each other's values (DMN). Immutable. */
export interface CompiledFunction {
  readonly text: string;
  readonly type: FeelType;
  /**
   * Runs it over values by name; what is not given is null. `within` is the world or, where a function of the model is
   * called from FEEL, that call: then steps are counted together, and a limit that is reached ends the whole
   * evaluation. `input` is the value that tests speak of. Throws nothing where `within` is the world.
   */
  run(given: ReadonlyMap<string, Value>, within: Environment | Call, input?: Value): FunctionResult;
}

export interface FunctionOptions extends CompileOptions {
  /** With it, the text is the tests of a cell over an input of that type; their value is true, false or null. */
  readonly input?: FeelType;
}

/** Compiles an expression, or the tests of a cell, over values that never left FEEL. Never throws. */
export function compileFunction(text: string, options: FunctionOptions): Compilation<CompiledFunction> {
  const report = new Report(text, options);
  const compiler = new Compiler(report, options.types);
  const names = new Map<string, Local>();
  for (const name of options.scope.names()) {
    const type = options.scope.member(name)?.type;
    if (type) names.set(name, { slot: compiler.newSlot(), type });
  }
  const body = compileBody(text, options, withLocals(recordScope(NOTHING), names), compiler);
  if (!body) return { problems: report.problems };
  const { type, run, slot } = body;
  const { source } = report;
  const whole = { offset: 0, length: text.length };
  return finished(report, () =>
    Object.freeze({
      text,
      type,
      run(given: ReadonlyMap<string, Value>, within: Environment | Call, input: Value = null): FunctionResult {
        const locals: Value[] = [];
        for (const [name, local] of names) locals[local.slot] = given.get(name) ?? null;
        if (slot !== undefined) locals[slot] = input;
        if (within instanceof Call) return { value: run(within.frame.within(source, locals)), diagnostics: [] };
        const diagnostics: Diagnostic[] = [];
        const frame = new Frame(source, {}, within, diagnostics, locals);
        const weighed: Run = (each) => {
          const value = run(each);
          each.weigh(whole, value);
          return value;
        };
        return { value: runSafely(weighed, frame, diagnostics), diagnostics };
      },
    }),
  );
}

const NOTHING = contextType('', {});

interface Body extends Pick<Code, 'type' | 'run'> {
  /** Where the input of tests lies. */
  readonly slot?: number;
}

function compileBody(text: string, options: FunctionOptions, scope: Scope, compiler: Compiler): Body | undefined {
  const { scope: names, input: type, expects } = options;
  if (type) {
    const cell = compileCell(text, { names, type, scope }, compiler);
    return cell && { type: BOOLEAN, run: cell.run, slot: cell.slot };
  }
  const syntax = parseExpression(text, names, compiler.report);
  if (!syntax) return undefined;
  const code = compiler.compile(syntax, scope);
  if (expects) checkExpected(code, expects, compiler.report);
  return code;
}
