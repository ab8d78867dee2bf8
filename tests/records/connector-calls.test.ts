import { connectorKind } from '@dealwright/connectors';
import { formatProblem } from '@dealwright/diagnostics';
import { choicesKind, entityKind, settingKind } from '@dealwright/entities';
import { loadModel } from '@dealwright/metadata';
import { processKind } from '@dealwright/processes';
import { decisionKind } from '@dealwright/rules';
import { expect, test } from '@jest/globals';

const ORDER = `
kind: choices
name: order-status
values: { draft: Draft, reserving: Reserving, reserved: Reserved }
---
kind: entity
name: User
title: name
fields: { name: { type: text } }
---
kind: entity
name: Order
title: article
fields:
  article:     { type: text }
  pieces:      { type: integer }
  status:      { type: choice, of: order-status }
  reservation: { type: text }
---
`;

const processThat = (call: string) => `
kind: process
name: order-life
of: Order
field: status
states:
  draft: { on: { place: { to: reserving, then: [${call}] } } }
  reserving: { on: { reserve: { to: reserved }, fail: { to: draft } } }
  reserved: {}
`;

function problemsOf(call: string, connector = connectorKind.example): readonly string[] {
  const text = `${ORDER}${connector}---\n${processThat(call)}`;
  const kinds = [choicesKind, settingKind, entityKind, connectorKind, decisionKind, processKind];
  const { problems } = loadModel([{ path: 'shop.yaml', text }], kinds);
  return problems.filter(({ severity }) => severity === 'error').map((each) => formatProblem(each));
}

const GIVEN = 'number: id, article: article, quantity: pieces';

test('a call that gives what the operation takes is right', () => {
  expect(problemsOf(`{ call: warehouse.reserve, with: { ${GIVEN} }, answered: reserve, failed: fail }`)).toEqual([]);
  expect(problemsOf('{ call: warehouse.reserve, undo: true }')).toEqual([]);
});

test.each([
  [`{ call: warehous.reserve, with: { ${GIVEN} } }`, /UNKNOWN_NAME .*`warehouse`/],
  [`{ call: warehouse.reserv, with: { ${GIVEN} } }`, /UNKNOWN_OPERATION .*`reserve`/],
  ['{ call: warehouse.reserve, with: { number: id } }', /CALL_INCOMPLETE .*`article`, `quantity`/],
  [`{ call: warehouse.reserve, with: { ${GIVEN}, colour: '"red"' } }`, /NOT_TAKEN .*`colour`/],
  ['{ call: warehouse.reserve, with: { number: id, article: pieces, quantity: pieces } }', /WRONG_TYPE/],
  [`{ call: warehouse.reserve, with: { ${GIVEN} }, answered: reserved }`, /UNKNOWN_EVENT .*`reserve`/],
  [`{ call: warehouse.reserve, with: { ${GIVEN} }, attach: [label] }`, /TAKES_NO_FILES .*`files`/],
  ['{ call: warehouse.release, undo: true }', /NOTHING_TAKES_IT_BACK .*`undo`/],
])('%s is told at its place, with the remedy', (call, expected) => {
  expect(problemsOf(call)).toEqual([expect.stringMatching(expected)]);
});

test('what comes back must have a field to go to', () => {
  const connector = connectorKind.example.replace('gives: { reservation:', 'gives: { reservations:');
  const found = problemsOf(`{ call: warehouse.reserve, with: { ${GIVEN} }, answered: reserve }`, connector);
  expect(found).toContainEqual(expect.stringMatching(/GIVES_NO_FIELD .*`reservation`/));
});
