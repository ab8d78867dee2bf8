import type { Environment, FeelType } from '@dealwright/expressions';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import { localDay } from '../answer/local-day.ts';
import type { Domain, Leaf } from './domain.ts';
import { numberLine } from './number-line.ts';

/** An id as records have them, for references of examples. */
const SOME_ID = '01970000-0000-7000-8000-000000000001';
const DAY = 86_400_000;

/** Values worth trying for a fact that an expression reads: what its text names, what lies beside that, and nothing. */
export function candidates(domain: Domain, texts: readonly string[], environment: Environment): readonly Json[] {
  const found = [...typed(domain, texts, environment), ...(domain.nullable ? [null] : [])];
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

function typed(domain: Domain, texts: readonly string[], environment: Environment): readonly Json[] {
  const { type } = domain;
  switch (type.kind) {
    case 'boolean':
      return [true, false];
    case 'string':
      return type.values ? namedFirst(type.values, texts) : variations(literals(texts));
    case 'list':
      return type.of.kind === 'context' ? [[], [{}], [{}, {}]] : lists(type.of, texts, environment);
    case 'context':
      return [{ id: SOME_ID }];
    case 'number':
    case 'date':
    case 'date and time':
      return onLine(domain, texts, environment);
    default:
      return ['x', 1];
  }
}

function onLine(domain: Domain, texts: readonly string[], environment: Environment): readonly Json[] {
  const line = numberLine(domain.type, domain);
  if (!line) return [];
  const named = numbers(texts);
  const { kind } = domain.type;
  const today = line.read(kind === 'date' ? localDay(environment) : environment.now);
  const positions =
    kind === 'number'
      ? [...named.flatMap((each) => [each, each + 1, each - 1]), 1, 0, 10, 100]
      : [0, 1, -1, ...named.flatMap((each) => [each, each + 1, -each, -each - 1]), 400, -400].map(
          (days) => (today?.toNumber() ?? 0) + days * (kind === 'date' ? 1 : DAY),
        );
  const written = [...new Set(positions)].flatMap((each) => {
    const position = line.read(kind === 'number' ? each : line.write(zero(line).add(each)));
    if (!position || line.min?.gt(position) || line.max?.lt(position)) return [];
    return line.scale !== undefined && position.decimalPlaces() > line.scale ? [] : [line.write(position)];
  });
  const dates = texts.flatMap((text) => [...text.matchAll(/\d{4}-\d\d-\d\d(T[\d:.]+Z)?/g)].map(([found]) => found));
  return [...dates.filter((each) => line.read(each) !== undefined), ...written].slice(0, 40);
}

function zero(line: NonNullable<ReturnType<typeof numberLine>>) {
  const [epoch] = [line.read('1970-01-01'), line.read('1970-01-01T00:00:00Z')].filter((each) => each !== undefined);
  if (!epoch) throw new TypeError('a line of days or instants has 1970');
  return epoch;
}

function numbers(texts: readonly string[]): readonly number[] {
  return texts.flatMap((text) =>
    [...text.matchAll(/(?<![\w.-])-?\d+(\.\d+)?(?![\w-])/g)].map(([found]) => Number(found)),
  );
}

function literals(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => [...text.matchAll(/"([^"\\]*)"/g)].map(([, found]) => found ?? ''));
}

/** Texts that begin, end or hold what is named, and one that does not. */
function variations(named: readonly string[]): readonly string[] {
  return [
    ...named,
    ...named.flatMap((each) => [`${each}x`, `x${each}`, `x${each}x`]),
    'other',
    'A long text of some length',
    '1',
  ];
}

function namedFirst(values: readonly string[], texts: readonly string[]): readonly string[] {
  const named = new Set(literals(texts));
  return [...values.filter((each) => named.has(each)), ...values.filter((each) => !named.has(each))].slice(0, 40);
}

function lists(of: FeelType, texts: readonly string[], environment: Environment): readonly Json[] {
  const elements = typed({ type: of, nullable: false }, texts, environment).slice(0, 8);
  const pairs = elements.flatMap((a, at) => elements.slice(at + 1, at + 4).map((b) => [a, b]));
  return [[], ...elements.map((each) => [each]), [...elements], ...pairs];
}

/**
 * The facts with one more value; undefined when they say otherwise already. An amount gets its currency.
 */
export function withFact(
  facts: JsonObject,
  { path, currency }: Pick<Leaf, 'path' | 'currency'>,
  value: Json,
): JsonObject | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return facts;
  const known = Object.hasOwn(facts, first) ? facts[first] : undefined;
  if (rest.length === 0) {
    if (known !== undefined) return same(known, value) ? facts : undefined;
    return { ...facts, [first]: value };
  }
  if (known !== undefined && !isJsonObject(known)) return undefined;
  const inner = withFact(isJsonObject(known) ? known : {}, { path: rest, currency }, value);
  if (!inner) return undefined;
  const isAmount = currency !== undefined && rest.length === 1 && rest[0] === 'amount';
  return { ...facts, [first]: isAmount ? { ...inner, currency } : inner };
}

/** Both facts together; undefined when they contradict each other. */
export function merged(a: JsonObject, b: JsonObject): JsonObject | undefined {
  const both: Record<string, Json> = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const known = Object.hasOwn(both, name) ? both[name] : undefined;
    if (known === undefined) both[name] = value;
    else if (isJsonObject(known) && isJsonObject(value)) {
      const inner = merged(known, value);
      if (!inner) return undefined;
      both[name] = inner;
    } else if (!same(known, value)) return undefined;
  }
  return both;
}

function same(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
