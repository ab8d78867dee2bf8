import type { Actor } from '@dealwright/access';
import { RequestError } from '@dealwright/diagnostics';
import { entityKind } from '@dealwright/entities';
import { type Api, buildApi, loginPart, mePart, modelChangedPart } from '@dealwright/graphql';
import { loadModel, type Model } from '@dealwright/metadata';
import type { FileStore, Reading, Records } from '@dealwright/records';
import { createLog } from '../src/log.ts';
import type { Served } from '../src/served.ts';
import { type Server, startServer } from '../src/start-server.ts';

const USER = 'kind: entity\nname: User\ntitle: name\nfields:\n  name: { type: text }\n';
const note = (fields: string) =>
  `kind: entity\nname: Note\ntitle: text\nfields:\n  text: { type: text, required: true }\n${fields}`;

function noteModel(fields = ''): Model {
  const sources = [
    { path: 'user.yaml', text: USER },
    { path: 'note.yaml', text: note(fields) },
  ];
  const { model, problems } = loadModel(sources, [entityKind]);
  if (!model) throw new Error(JSON.stringify(problems));
  return model;
}

const ID = '00000000-0000-7000-8000-000000000001';
const ANA: Actor = { id: ID, name: 'Ana', roles: [], team: undefined, system: true };

/** One note; a text of `break` breaks, one of `slow` waits until `release` is called. */
const slow = Promise.withResolvers<void>();
const reading: Reading = {
  async list({ select, search }) {
    if (search === 'break') throw new Error('the inside');
    if (search === 'slow') await slow.promise;
    const row = Object.fromEntries([...select.keys()].map((key) => [key, key === 'text' ? 'hello' : ID]));
    return { rows: [row], cursors: ['1'], hasNextPage: false, hasPreviousPage: false, totalCount: 1 };
  },
  actions: async () => new Map(),
  standings: async () => new Map(),
  history: async () => new Map(),
  facts: async () => undefined,
  decisions: async () => [],
  decision: async () => undefined,
};

const refused = { id: undefined, version: undefined, problems: [] };
const records: Records = {
  list: (_context, query) => reading.list(query),
  listAsJson: async () => undefined,
  read: (_context, work) => work(reading),
  save: async () => ({ id: ID, version: 1, problems: [] }),
  saveMany: async (_context, _entity, changes) => changes.map(() => ({ id: ID, version: 1, problems: [] })),
  once: (_context, work) => work(records),
  ask: async () => refused,
  answerTask: async () => refused,
  attachFile: async () => refused,
  access: () => {
    throw new Error('nobody asks');
  },
};

const PDF = new TextEncoder().encode('%PDF-1.7 contents');
const files: FileStore = {
  put: () => Promise.reject(new Error('nobody stores')),
  async find(_context, id) {
    if (id !== ID) return undefined;
    const attachedTo = { entity: 'Note', record: ID, as: 'contract' };
    const about = {};
    const createdAt = '2026-01-31T10:00:00.000Z';
    const file = { id, name: 'Ofertă nr. 1.pdf', mediaType: 'application/pdf', size: PDF.length, sha256: 'abc' };
    return { ...file, attachedTo, about, createdAt };
  },
  async *read() {
    yield PDF.slice(0, 4);
    yield PDF.slice(4);
  },
};

type Standing = ReturnType<Served['systems']['states']>[number];

/** A server over an API of notes, with one person whose token is `good`. */
export interface Desk extends Server {
  readonly lines: string[];
  swap(fields: string): void;
  release(): void;
  isReady: boolean;
  /** How another system stands. */
  courier: Standing;
  /** What another node serves. */
  other: string | undefined;
}

export async function serveDesk(studio = '/nowhere'): Promise<Desk> {
  const hearers = new Set<(api: Api) => void>();
  const wakers = new Set<() => void>();
  const lines: string[] = [];
  async function* hashes() {
    while (true) {
      yield api.model.hash;
      await new Promise<void>((resolve) => wakers.add(resolve));
    }
  }
  const parts = [
    mePart,
    modelChangedPart(hashes),
    loginPart({
      async login(username, password) {
        if (username === 'ana' && password === 'demo') return { token: 'good', expiresAt: '2026-02-01T10:00:00.000Z' };
        throw new RequestError('UNAUTHENTICATED', 'The user name or the password is wrong.');
      },
      logout: async () => {},
    }),
  ];
  const build = (model: Model) => buildApi(model, { records, parts, report: (error) => lines.push(String(error)) });
  let api = build(noteModel());
  const attempts = { answered: 3, refused: 1, failed: 0 };
  const courier: Standing = { connector: 'courier', breaker: 'closed', at: 'address', missing: [], attempts };
  const state: Pick<Desk, 'isReady' | 'other' | 'courier'> = { isReady: true, other: undefined, courier };
  const served: Served = {
    get api() {
      return api;
    },
    onApi(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    identity: {
      login: () => Promise.reject(new Error('by the API')),
      logout: async () => {},
      setPassword: async () => [],
      signedIn: async (token) => (token === 'good' ? { actor: ANA, locale: undefined, zone: undefined } : undefined),
    },
    files,
    organisation: () => ({ zone: 'Etc/UTC', locale: 'en' }),
    otherContent: () => state.other,
    systems: { states: () => [state.courier], sandbox: undefined },
    async ready() {
      if (!state.isReady) throw new Error('The database does not answer.');
    },
  };
  const server = await startServer(served, { port: 0, host: '127.0.0.1', studio }, createLog('silent'));
  return Object.assign(state, server, {
    lines,
    swap(fields: string) {
      api = build(noteModel(fields));
      for (const hear of hearers) hear(api);
      for (const wake of wakers) wake();
    },
    release: slow.resolve,
  });
}
