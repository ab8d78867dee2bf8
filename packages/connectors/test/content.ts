import { choicesKind, entityKind, settingKind } from '@dealwright/entities';
import { loadModel, type Model } from '@dealwright/metadata';
import { CONNECTOR } from '../src/connector.ts';
import { connectorKind } from '../src/connector-kind.ts';
import type { Asked } from '../src/make-request.ts';

export const NOW = '2026-03-02T10:00:00.000Z';

const COURIER = `
kind: setting
name: depot
type: text
value: North
---
kind: connector
name: courier
url: { environment: COURIER_URL }
authentication: { bearer: { environment: COURIER_TOKEN } }
timeout: 200 milliseconds
operations:
  send:
    post: /parcels/{parcel}/trips
    takes: { parcel: text, weight: decimal, pieces: integer, express: boolean, value: money, note: text? }
    query: { dry: 'if express then null else true', tag: '["a", "b"]' }
    headers: { X-Depot: settings.depot }
    body: { kilos: weight, items: 'for i in 1..pieces return { number: i }', worth: value, note: note }
    files: papers
    gives: { trip: body.trip.id, message: 'get value(headers, "x-message")', answer: status }
    refused: { when: 'status = 409 or body.ok = false', because: body.message }
    sandbox:
      - { when: 'request.body.kilos > 30', status: 409, body: { message: '"Too heavy."' } }
      - status: 201
        headers: { X-Message: '"On its way."' }
        body: { trip: '{ id: "T-" + request.id, of: request.parameters.parcel }' }
  find:
    get: /trips/{trip}
    takes: { trip: text, language: text? }
    gives: { found: body }
    sandbox: { body: { trip: request.parameters.trip, query: request.query } }
  stop:
    delete: /trips/{trip}
    takes: { trip: text }
    sandbox: { status: 204 }
`;

export const model: Model = (() => {
  const kinds = [choicesKind, settingKind, entityKind, connectorKind];
  const { model, problems } = loadModel([{ path: 'test.yaml', text: COURIER }], kinds);
  if (!model) throw new Error(JSON.stringify(problems, undefined, 2));
  return model;
})();

export const courier = model.get(CONNECTOR, 'courier');

export function operation(name: string) {
  const found = courier.operations.get(name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

export const PARCEL: Asked['values'] = {
  parcel: 'P 1/2',
  weight: '12.50',
  pieces: 2,
  express: false,
  value: { amount: '99.90', currency: 'EUR' },
};

export function asked(values: Asked['values'], key = 'key-1'): Asked {
  return { values, files: [], key, environment: { now: NOW, zone: 'UTC', locale: 'en' } };
}
