const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Could this be the id of a record? Anything else need not be asked of the database, which would throw. */
export function isId(text: string): boolean {
  return ID.test(text);
}
