import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '@dealwright/values';
import { compileExpression, contextType, type FeelType } from '../../src/index.ts';
import { key, type Model, readDmn } from './read-dmn.ts';
import { child, childrenOf, type Element, readXml } from './read-xml.ts';

export interface Outcome {
  readonly folder: string;
  readonly test: string;
  readonly verdict: 'passed' | 'failed' | 'skipped';
  readonly why?: string;
}

const environment = { now: '2026-01-02T10:00:00.000Z', zone: 'UTC', locale: 'en' };

/** Runs the cases whose models are expressions; decision tables and services are another package's, and skipped. */
export function runTck(directory: string): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const level of readdirSync(directory)) {
    for (const name of readdirSync(join(directory, level)).sort()) {
      const folder = join(directory, level, name);
      for (const file of readdirSync(folder).filter((each) => /-test-\d+\.xml$/.test(each))) {
        outcomes.push(...runFile(join(folder, file), folder, `${level}/${name}`));
      }
    }
  }
  return outcomes;
}

function runFile(file: string, directory: string, folder: string): Outcome[] {
  const suite = readXml(readFileSync(file, 'utf8'));
  const modelFile = join(directory, child(suite, 'modelName')?.text.trim() ?? '');
  if (!existsSync(modelFile)) return [];
  const model = readDmn(readXml(readFileSync(modelFile, 'utf8')));
  return childrenOf(suite, 'testCase').flatMap((test) =>
    childrenOf(test, 'resultNode').map((node) => {
      const title = `${test.attributes.get('id')} ${node.attributes.get('name')}`;
      return { folder, test: title, ...runCase(model, test, node) };
    }),
  );
}

function runCase(model: Model, test: Element, node: Element): Pick<Outcome, 'verdict' | 'why'> {
  const name = node.attributes.get('name') ?? '';
  const expected = readExpected(child(node, 'expected'));
  const text = inline(model, name);
  if (text === undefined) return { verdict: 'skipped' };
  const inputs: Record<string, Json> = {};
  for (const input of childrenOf(test, 'inputNode')) inputs[input.attributes.get('name') ?? ''] = readValue(input);
  const types: Record<string, FeelType> = Object.fromEntries(model.inputs);
  for (const input of childrenOf(test, 'inputNode')) {
    const name = input.attributes.get('name') ?? '';
    if ((types[name]?.kind ?? 'any') === 'any') types[name] = writtenType(input);
  }
  const { result, problems } = compileExpression(text, {
    scope: contextType('inputs', types),
    lenient: true,
    types: model.types,
  });
  if (!result)
    return {
      verdict: expected === null ? 'passed' : 'failed',
      why: `${text} → ${JSON.stringify(problems.map((each) => each.message))}`,
    };
  const { value, diagnostics } = result.evaluate(inputs as JsonObject, environment);
  const got = typed(value, model.nodes.get(name)?.type ?? { kind: 'any' });
  if (same(got, expected)) return { verdict: 'passed' };
  return {
    verdict: 'failed',
    why: `${text}\n      got ${JSON.stringify(got)}, expected ${JSON.stringify(expected)} ${diagnostics[0] ? JSON.stringify(diagnostics[0].message) : ''}`,
  };
}

/** The node and all that it needs as one expression; undefined where a part of it is no expression. */
function inline(model: Model, name: string): string | undefined {
  const order: string[] = [];
  const visit = (each: string): boolean => {
    const node = model.nodes.get(each);
    if (!node || order.includes(each)) return true;
    if (!node.text || !node.needs.every(visit)) return false;
    order.push(each);
    return true;
  };
  const node = model.nodes.get(name);
  if (!node?.text || !visit(name)) return undefined;
  if (order.length === 1) return node.text;
  const parts = order.slice(0, -1).map((each) => `${key(each)}: ${model.nodes.get(each)?.text}`);
  return `{${[...parts, `feel result: ${node.text}`].join(',\n ')}}.feel result`;
}

/** What a decision gives is made to fit the type of its variable, or is null: a list of one is its element and back. */
function typed(value: Json, type: FeelType): Json {
  if (value === null || type.kind === 'any') return value;
  if (type.kind === 'list') return Array.isArray(value) ? value : [value];
  const single = Array.isArray(value) && value.length === 1 ? (value[0] ?? null) : value;
  if (Array.isArray(single)) return null;
  const fits = { string: 'string', number: 'number', boolean: 'boolean' }[type.kind as string];
  if (fits === 'number' && typeof single === 'string' && /^-?\d+(\.\d+)?$/.test(single)) return single;
  return fits && typeof single !== fits ? null : single;
}

/** The type that the test itself writes with a value. */
function writtenType(holder: Element): FeelType {
  const written = child(holder, 'value')?.attributes.get('type')?.replace(/^\w+:/, '');
  if (written === 'date' || written === 'time') return { kind: written };
  return written === 'dateTime' ? { kind: 'date and time' } : { kind: 'any' };
}

function readExpected(element: Element | undefined): Json {
  return element ? readValue(element) : null;
}

function readValue(holder: Element): Json {
  const list = child(holder, 'list');
  if (list) return childrenOf(list, 'item').map(readValue);
  const components = childrenOf(holder, 'component');
  if (components.length > 0) {
    return Object.fromEntries(components.map((each) => [each.attributes.get('name') ?? '', readValue(each)]));
  }
  const value = child(holder, 'value');
  if (!value || value.attributes.get('nil') === 'true') return null;
  const type = value.attributes.get('type')?.replace(/^\w+:/, '') ?? 'string';
  const { text } = value;
  if (['double', 'decimal', 'integer', 'float', 'int', 'long'].includes(type)) return text.trim();
  if (type === 'boolean') return text.trim() === 'true';
  if (type === 'duration') return duration(text);
  return text;
}

/** `P1Y0M` and `P1Y` are the same duration. */
function duration(text: string): string {
  return text.replace(/(?<=[PT]|\d[A-Z])0[YMDHS]/g, '').replace(/T$/, '');
}

/** Numbers within what doubles can say; instants by their time. */
function same(a: Json, b: Json): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each, at) => same(each, b[at] ?? null));
  if (typeof a === 'object' && typeof b === 'object' && a && b && !Array.isArray(a) && !Array.isArray(b)) {
    const [left, right] = [a as JsonObject, b as JsonObject];
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => key in right && same(left[key] ?? null, right[key] ?? null))
    );
  }
  if (isDeepStrictEqual(a, b)) return true;
  if (typeof a === 'string' && typeof b === 'string' && /^-?P/.test(a)) return duration(a) === duration(b);
  if (a === null || b === null || typeof a === 'boolean' || typeof b === 'boolean') return false;
  const [x, y] = [Number(a), Number(b)];
  if (Number.isFinite(x) && Number.isFinite(y) && String(a) !== '' && String(b) !== '')
    return Math.abs(x - y) <= 1e-8 * Math.max(1, Math.abs(y));
  const [s, t] = [Date.parse(String(a)), Date.parse(String(b).replace(/@.*/, ''))];
  return String(a).includes('T') && Number.isFinite(s) && s === t;
}
