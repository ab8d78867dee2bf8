import type { ModelEntity } from './model.ts';
import { request } from './request.ts';

/** Where a record stands in one of its processes. */
export interface Standing {
  readonly process: string;
  readonly label: string;
  readonly states: readonly { readonly name: string; readonly label: string; readonly since: string | null }[];
  readonly clocks: readonly {
    readonly name: string;
    readonly label: string;
    readonly is: string;
    readonly dueAt: string | null;
    readonly late: boolean;
  }[];
}

export async function standingsOf({ api }: ModelEntity, id: string): Promise<readonly Standing[]> {
  const query = `query ($id: ID!) { record: ${api.one}(id: $id) {
    processes { process label states { name label since } clocks { name label is dueAt late } }
  } }`;
  return (await request<{ record: { processes: readonly Standing[] } | null }>(query, { id })).record?.processes ?? [];
}

/** The pictures of the record's processes as SVG, by the name of the process. */
export async function picturesOf({ api }: ModelEntity, id: string): Promise<ReadonlyMap<string, string>> {
  const query = `query ($id: ID!) { record: ${api.one}(id: $id) { processes { process picture } } }`;
  const { record } = await request<{
    record: { processes: readonly { readonly process: string; readonly picture: string }[] } | null;
  }>(query, { id });
  return new Map((record?.processes ?? []).map(({ process, picture }) => [process, picture]));
}
