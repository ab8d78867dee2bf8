const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** False for what can be the id of no record, so that the database need not be asked. */
export function isRecordId(id: string): boolean {
  return UUID.test(id);
}
