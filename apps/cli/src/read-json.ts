import { readFileSync } from 'node:fs';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import { UsageError } from './output.ts';

/** The JSON object in a file, or on standard input when the file is `-`; `what` names it in the error. */
export function readJsonObject(file: string, what: string): JsonObject {
  let value: Json;
  try {
    value = JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch (error) {
    throw new UsageError(`The ${what} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isJsonObject(value)) throw new UsageError(`The ${what} must be one JSON object, such as { "amount": "12.50" }.`);
  return value;
}
