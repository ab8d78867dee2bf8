/** What the API says is wrong: expected refusals of a change. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly path: readonly (string | number)[] | null;
}

/** Thrown when a request cannot be answered at all (`errors[]`). */
export class RequestFailed extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'RequestFailed';
    this.code = code;
  }
}

const TOKEN = 'dealwright.token';
export const token = {
  get: (): string | null => localStorage.getItem(TOKEN),
  set: (value: string): void => localStorage.setItem(TOKEN, value),
  clear: (): void => localStorage.removeItem(TOKEN),
};

/**
 * Sends one GraphQL operation, in the name of the signed-in person and in the language of the page.
 * @throws RequestFailed with the code of the first error; UNAUTHENTICATED also forgets the token
 */
export async function request<Data>(query: string, variables: object = {}): Promise<Data> {
  const bearer = token.get();
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'accept-language': document.documentElement.lang,
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
    },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as {
    data?: Data;
    errors?: { message: string; extensions?: { code?: string } }[];
  };
  const [error] = answer.errors ?? [];
  if (error) {
    const code = error.extensions?.code ?? 'INTERNAL';
    if (code === 'UNAUTHENTICATED') token.clear();
    throw new RequestFailed(code, error.message);
  }
  return answer.data as Data;
}

/** Fetches a file with the person's rights. */
export async function fetchFile(url: string): Promise<{ readonly name: string; readonly blob: Blob }> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token.get() ?? ''}` } });
  if (!response.ok) throw new RequestFailed('NOT_FOUND', `The file cannot be read (${response.status}).`);
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { name: encoded ? decodeURIComponent(encoded) : 'document.pdf', blob: await response.blob() };
}
