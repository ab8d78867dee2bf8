import { type Problem, request } from './request.ts';

export interface GeneratedDocument {
  readonly id: string | null;
  readonly url: string | null;
  readonly pages: number | null;
  readonly sha256: string | null;
  readonly problems: readonly Problem[];
}

/** Makes the PDF of a record in a language and stores it with the record. */
export async function generateDocument(document: string, record: string, locale: string): Promise<GeneratedDocument> {
  const query = `mutation ($document: String!, $record: ID!, $locale: String) {
    made: generateDocument(document: $document, record: $record, locale: $locale) { id url pages sha256 problems { code message hint path } }
  }`;
  return (await request<{ made: GeneratedDocument }>(query, { document, record, locale })).made;
}

/** What is still missing before the document can be made. */
export async function requiredData(document: string, record: string): Promise<readonly Problem[]> {
  const query =
    'query ($document: String!, $record: ID!) { missing: requiredData(document: $document, record: $record) { code message hint path } }';
  return (await request<{ missing: readonly Problem[] }>(query, { document, record })).missing;
}
