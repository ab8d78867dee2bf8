import { RequestError } from '@dealwright/diagnostics';

/** PostgreSQL holds no NUL, and half of a surrogate pair is no character: nothing could ever match. */
export function refuseUnstorable(text: string, where: string): void {
  if (text.isWellFormed() && !text.includes('\0')) return;
  throw new RequestError('BAD_USER_INPUT', `The text in \`${where}\` holds a character that cannot be stored.`);
}
