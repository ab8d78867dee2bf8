import { didYouMean } from '@dealwright/diagnostics';
import { humanise, warnUntranslated } from '@dealwright/entities';
import type { ContentDocument, Kind, Linking } from '@dealwright/metadata';
import { type Authentication, CONNECTOR, type Connector, type Operation } from './connector.ts';
import { type ConnectorShape, connectorSchema } from './connector-schema.ts';
import { linkOperation } from './link-operation.ts';
import { report } from './operation-linking.ts';
import { readDuration } from './read-duration.ts';

export const connectorKind: Kind<ConnectorShape, Connector> = {
  ...CONNECTOR,
  about:
    'Another system: what it can be asked, how that is written in its language and its answer in ours, and what happens when it does not answer.',
  schema: connectorSchema,
  example: `
kind: connector
name: warehouse
label: { en: Warehouse, ro: Depozit }
url: { environment: WAREHOUSE_URL }
authentication: { bearer: { environment: WAREHOUSE_TOKEN } }
timeout: 5 seconds
retry: { times: 5, first: 1 second, most: 15 minutes }
breaker: { failures: 5, rest: 30 seconds }
operations:
  reserve:
    label: { en: Reserve goods, ro: Rezervă marfa }
    post: /orders/{number}/reservations
    takes: { number: text, article: text, quantity: integer }
    body: { article: article, pieces: quantity }
    gives: { reservation: body.id }
    refused: { when: status = 409, because: body.message }
    undo: release
    sandbox:
      - { when: request.body.pieces > 100, status: 409, body: { message: '"Only 100 are there."' } }
      - { status: 201, body: { id: '"R-" + request.id' } }
  release:
    label: { en: Release goods, ro: Eliberează marfa }
    delete: /reservations/{reservation}
    takes: { reservation: text }
    sandbox: { status: 204 }
`,
  link(document, linking) {
    const { shape } = document;
    warnUntranslated(shape.label, () => document.place(['label']), linking);
    checkTimeout(document, linking);
    const operations = Object.entries(shape.operations).map(([name, each]): [string, Operation] => [
      name,
      linkOperation(name, each, document, linking),
    ]);
    return {
      name: shape.name,
      label: shape.label ?? humanise(shape.name),
      url: shape.url.environment,
      authentication: authenticationOf(shape),
      timeout: readDuration(shape.timeout ?? '10 seconds'),
      retry: {
        times: shape.retry?.times ?? 5,
        first: readDuration(shape.retry?.first ?? '1 second'),
        most: readDuration(shape.retry?.most ?? '15 minutes'),
      },
      breaker: {
        failures: shape.breaker?.failures ?? 5,
        rest: readDuration(shape.breaker?.rest ?? '30 seconds'),
      },
      operations: new Map(operations),
    };
  },
  check(connector, document, linking) {
    for (const operation of connector.operations.values()) checkUndo(operation, connector, document, linking);
  },
};

/** Milliseconds. Whoever works on something for two minutes is held for dead, and another one begins. */
const LONGEST_TIMEOUT = 60_000;

function checkTimeout(document: ContentDocument<ConnectorShape>, linking: Linking): void {
  const { timeout } = document.shape;
  if (timeout === undefined || readDuration(timeout) <= LONGEST_TIMEOUT) return;
  const message = { en: 'Nobody waits longer than 60 seconds.', ro: 'Nimeni nu așteaptă mai mult de 60 de secunde.' };
  const hint = {
    en: 'write at most `60 seconds`, and let a later event bring an answer that takes longer',
    ro: 'scrieți cel mult `60 seconds` și lăsați un eveniment ulterior să aducă un răspuns mai lent',
  };
  report({ document, linking }, ['timeout'], 'TIMEOUT_TOO_LONG', message, hint);
}

function authenticationOf({ authentication: said }: ConnectorShape): Authentication | undefined {
  if (said === undefined) return undefined;
  if ('bearer' in said) return { is: 'bearer', token: said.bearer.environment };
  if ('header' in said) return { is: 'header', name: said.header.name, value: said.header.value.environment };
  return { is: 'basic', user: said.basic.user.environment, password: said.basic.password.environment };
}

/** What takes it back must be there, and must need nothing that is not known by then. */
function checkUndo(
  { name, undo, takes, gives }: Operation,
  { operations }: Connector,
  document: ContentDocument<ConnectorShape>,
  linking: Linking,
): void {
  if (undo === undefined) return;
  const at = { document, linking };
  const path = ['operations', name, 'undo'];
  const back = operations.get(undo);
  if (!back || undo === name) {
    const others = [...operations.keys()].filter((each) => each !== name);
    report(
      at,
      path,
      'UNKNOWN_OPERATION',
      { en: `There is no other operation \`${undo}\`.`, ro: `Nu există altă operație \`${undo}\`.` },
      didYouMean(undo, others),
    );
    return;
  }
  const known = new Set([...takes.keys(), ...gives.keys()]);
  const missing = [...back.takes].filter(([each, { needed }]) => needed && !known.has(each)).map(([each]) => each);
  if (missing.length === 0) return;
  const names = missing.map((each) => `\`${each}\``).join(', ');
  report(
    at,
    path,
    'UNDO_NEEDS_MORE',
    {
      en: `\`${undo}\` takes ${names}, which \`${name}\` neither takes nor gives.`,
      ro: `\`${undo}\` are nevoie de ${names}, pe care \`${name}\` nici nu le primește, nici nu le dă.`,
    },
    { en: `add it to \`gives\` of \`${name}\``, ro: `adăugați la \`gives\` al operației \`${name}\`` },
  );
}
