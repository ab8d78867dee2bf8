import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

const MOST_DIGITS = 60;
const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Text of exact digits. Numbers are taken too, by the digits that JSON would write for them. */
export const Decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'An exact decimal number as text: "12.50". A JSON number is accepted as input.',
  serialize: (value) => String(value),
  parseValue(value) {
    if (typeof value === 'number') return decimal(String(value));
    if (typeof value === 'string') return decimal(value.trim());
    throw new GraphQLError(`Decimal cannot represent ${shown(value)}: write its digits as text, such as "12.50".`);
  },
  parseLiteral(node) {
    if (node.kind === Kind.STRING) return decimal(node.value.trim());
    if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return decimal(node.value);
    throw new GraphQLError('Decimal is written as text or as a number.', { nodes: node });
  },
});

function decimal(text: string): string {
  if (text.length <= MOST_DIGITS && DECIMAL.test(text)) return text;
  throw new GraphQLError(
    `Decimal cannot represent ${shown(text)}: digits with at most one point, without exponent, at most ${MOST_DIGITS} long.`,
  );
}

export const DateScalar = textScalar('Date', /^\d{4}-\d{2}-\d{2}$/, 'A day, such as "2026-01-31".');
export const Time = textScalar('Time', /^\d{2}:\d{2}(:\d{2})?$/, 'A time of day, such as "09:30" or "09:30:00".');
export const DateTime = textScalar(
  'DateTime',
  /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:?\d{2})$/,
  'A point in time by ISO 8601; answers are in UTC with milliseconds: "2026-01-31T10:00:00.000Z".',
);

function textScalar(name: string, shape: RegExp, description: string): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && shape.test(value) && isReal(name, value)) return value;
    throw new GraphQLError(`${name} cannot represent ${shown(value)}. ${description}`);
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => String(value),
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
}

/** "2026-02-30" has the shape of a day but is none. */
function isReal(name: string, text: string): boolean {
  if (name === 'Time') return /^([01]\d|2[0-3])(:[0-5]\d){1,2}$/.test(text);
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text.slice(0, 10)) return false;
  return name === 'Date' || !Number.isNaN(Date.parse(text));
}

const DEEPEST_JSON = 32;

/** Any JSON value, at most 32 levels deep. */
export const JsonScalar = new GraphQLScalarType({
  name: 'JSON',
  description: `Any JSON value, at most ${DEEPEST_JSON} levels deep.`,
  serialize: (value) => value,
  parseValue(value) {
    refuseDepth(value, 0);
    return value;
  },
  parseLiteral: (node, variables) => jsonOf(node, variables ?? {}, 0),
});

function jsonOf(node: ValueNode, variables: { readonly [name: string]: unknown }, depth: number): unknown {
  if (depth > DEEPEST_JSON) throw tooDeep();
  switch (node.kind) {
    case Kind.OBJECT: {
      const entries = node.fields.map((field) => [field.name.value, jsonOf(field.value, variables, depth + 1)]);
      return Object.fromEntries(entries);
    }
    case Kind.LIST:
      return node.values.map((each) => jsonOf(each, variables, depth + 1));
    case Kind.INT:
    case Kind.FLOAT: {
      const value = Number(node.value);
      if (!Number.isFinite(value))
        throw new GraphQLError(`JSON cannot represent ${shown(node.value)}: it is too large.`);
      return value;
    }
    case Kind.NULL:
      return null;
    case Kind.VARIABLE:
      return variables[node.name.value] ?? null;
    default:
      return node.value;
  }
}

function refuseDepth(value: unknown, depth: number): void {
  if (depth > DEEPEST_JSON) throw tooDeep();
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new GraphQLError('JSON cannot represent an endless number.');
  if (typeof value !== 'object' || value === null) return;
  for (const each of Object.values(value)) refuseDepth(each, depth + 1);
}

function tooDeep(): GraphQLError {
  return new GraphQLError(`JSON is nested more than ${DEEPEST_JSON} levels deep.`);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
