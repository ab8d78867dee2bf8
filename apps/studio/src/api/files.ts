import { type Problem, request } from './request.ts';

/** A file that is attached to a record. */
export interface AttachedFile {
  readonly id: string;
  readonly name: string;
  /** What kind of file it is to the record. */
  readonly as: string;
  readonly createdAt: string;
}

/** The files of a record, the newest first. */
export async function filesOf(record: string): Promise<readonly AttachedFile[]> {
  const query = `query ($record: String!) {
    files(filter: { record: { eq: $record } }, orderBy: [{ createdAt: DESC }], first: 50) { nodes { id name as createdAt } }
  }`;
  return (await request<{ files: { nodes: readonly AttachedFile[] } }>(query, { record })).files.nodes;
}

/** Attaches a file that a person chose. Resolves to why not; nothing when it is stored. */
export async function attachFile(entity: string, record: string, as: string, file: File): Promise<readonly Problem[]> {
  const query = `mutation ($entity: String!, $record: ID!, $as: String!, $name: String!, $mediaType: String, $content: String!) {
    attached: attachFile(entity: $entity, record: $record, as: $as, name: $name, mediaType: $mediaType, content: $content) { problems { code message hint path } }
  }`;
  const content = await base64Of(file);
  const variables = { entity, record, as, name: file.name, mediaType: file.type || null, content };
  return (await request<{ attached: { problems: readonly Problem[] } }>(query, variables)).attached.problems;
}

async function base64Of(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(',') + 1);
}
