import type { Environment, FeelType } from '@dealwright/expressions';
import { type Json, type JsonObject, valueTypes } from '@dealwright/values';
import type { Message, Piece } from './message.ts';

/**
 * The message over a record in the reader's language, values written as people write them there. A missing value never fails
 * it: it is told as a dash.
 * @param missing hears each insertion that had no value
 */
export function renderMessage(
  message: Message,
  record: JsonObject,
  environment: Environment,
  missing: (insertion: string) => void = () => {},
): { readonly subject: string; readonly body: string } {
  const render = (texts: Message['subject']) =>
    (texts.get(environment.locale.slice(0, 2)) ?? texts.get('en') ?? [])
      .map((each) => renderPiece(each, record, environment, missing))
      .join('');
  return { subject: render(message.subject).replace(/\s+/g, ' ').trim(), body: render(message.body) };
}

const NOTHING = '–';

function renderPiece(
  piece: Piece,
  record: JsonObject,
  environment: Environment,
  missing: (insertion: string) => void,
): string {
  if (typeof piece === 'string') return piece;
  const { value: expression, field } = piece;
  const { value } = expression.evaluate(record, environment);
  if (value === null || value === '') {
    missing(expression.text);
    return NOTHING;
  }
  const type = field?.type ?? valueTypes.get(TYPES[expression.type.kind] ?? '');
  const options = { ...field?.options, zone: environment.zone };
  return type ? type.format(value, environment.locale, options) : plain(value);
}

/** The field types that write the values of expressions. */
const TYPES: Readonly<Partial<Record<FeelType['kind'], string>>> = {
  number: 'decimal',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  'date and time': 'instant',
};

function plain(value: Json): string {
  if (Array.isArray(value)) return value.map(plain).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
