import { isClean, type Problem } from '@dealwright/diagnostics';
import type { JsonObject } from '@dealwright/values';
import { type Code, condition } from './compile/code.ts';
import { Compiler } from './compile/compiler.ts';
import { diagnose } from './compile/diagnose.ts';
import { Frame, LimitReached, type Run } from './compile/frame.ts';
import { reportChoice } from './compile/kinds.ts';
import { asCondition, remedy, sample } from './compile/remedies.ts';
import { recordScope } from './compile/scope.ts';
import { assignable, sentence } from './feel-types.ts';
import { parseExpression, Report } from './parse/parse.ts';
import type { Source } from './parse/source.ts';
import type {
  Compilation,
  CompileOptions,
  Diagnostic,
  Environment,
  Evaluation,
  Expression,
  FeelType,
} from './types.ts';
import type { Value } from './values/value.ts';
import { toWire } from './values/wire.ts';

/**
 * Compiles a FEEL expression over the names of `options.scope`. Every problem is told at once; there is a result only
 * when none is an error. Never throws.
 */
export function compileExpression(text: string, options: CompileOptions): Compilation<Expression> {
  const report = new Report(text, options);
  const syntax = parseExpression(text, options.scope, report);
  if (!syntax) return { problems: report.problems };
  const compiler = new Compiler(report, options.types);
  const code = compiler.compile(syntax, recordScope(options.scope));
  if (options.expects) checkExpected(code, options.expects, report);
  return finished(report, () => makeExpression(report.source, code, compiler));
}

/** A result, unless there were errors. */
export function finished<T>(report: Report, make: () => T): Compilation<T> {
  const problems: readonly Problem[] = report.problems;
  return isClean(problems) ? { result: make(), problems } : { problems };
}

/** Reports that the place expects another type. */
export function checkExpected(code: Code, expected: FeelType, report: Report): void {
  // Whoever writes `null` where a value stands means it; as a condition it is never true.
  const meant = expected.kind !== 'boolean' && report.source.textOf(code) === 'null';
  if (code.type.kind === 'null' && expected.kind !== 'any' && expected.kind !== 'null' && !meant) {
    const message = { en: 'This is always null.', ro: 'Aceasta este întotdeauna null.' };
    report.error(code, 'ALWAYS_NULL', message, sample(expected));
  }
  if (assignable(code.type, expected) || reportChoice(code, expected, { report })) return;
  report.error(
    code,
    'WRONG_TYPE',
    sentence((show) => [
      `This must be ${show(expected)}, but it is ${show(code.type)}.`,
      `Aceasta trebuie să fie ${show(expected)}, dar este ${show(code.type)}.`,
    ]),
    expected.kind === 'boolean'
      ? asCondition(code, { report })
      : (remedy(code, expected, { report }) ?? sample(expected)),
  );
}

function makeExpression(source: Source, code: Code, compiler: Compiler): Expression {
  const { run } = code;
  const { text } = source;
  const weighed: Run = (frame) => {
    const value = run(frame);
    frame.weigh(code, value);
    return value;
  };
  const term = code.type.kind === 'boolean' ? undefined : code.term?.('record');
  const predicate = code.type.kind === 'boolean' ? condition(code, true, 'record') : undefined;
  return Object.freeze({
    text,
    type: code.type,
    paths: longest(compiler.paths.values()),
    readsClock: compiler.clock,
    ...(term && { term }),
    ...(predicate && { predicate }),
    evaluate: (scope: JsonObject, environment: Environment): Evaluation => {
      const diagnostics: Diagnostic[] = [];
      const value = runSafely(weighed, new Frame(source, scope, environment, diagnostics), diagnostics);
      return { value: toWire(value), diagnostics };
    },
    holds: (scope: JsonObject, environment: Environment): boolean =>
      runSafely(run, new Frame(source, scope, environment)) === true,
  });
}

/** Runs; a limit that is reached makes null. */
export function runSafely(run: Run, frame: Frame, diagnostics?: Diagnostic[]): Value {
  try {
    return run(frame);
  } catch (error) {
    if (error instanceof LimitReached) diagnostics?.push(error.diagnostic);
    // What calendars, big integers and the stack cannot hold is null as well.
    else if (error instanceof RangeError) diagnostics?.push(outOfRange(frame));
    else throw error;
    return null;
  }
}

function outOfRange({ source }: Frame): Diagnostic {
  return diagnose(
    source,
    { offset: 0, length: source.text.length },
    {
      code: 'OUT_OF_RANGE',
      message: { en: 'A value is beyond what can be computed.', ro: 'O valoare depășește ce se poate calcula.' },
      operands: [],
    },
  );
}

/** Without the paths that others begin with. */
export function longest(paths: Iterable<readonly string[]>): readonly (readonly string[])[] {
  const all = [...paths];
  return all.filter(
    (path) => !all.some((other) => other.length > path.length && path.every((name, index) => other[index] === name)),
  );
}
