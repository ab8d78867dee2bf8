import { formatProblem } from '@dealwright/diagnostics';
import { choicesKind, entityKind, settingKind } from '@dealwright/entities';
import { loadModel } from '@dealwright/metadata';
import { describe, expect, test } from '@jest/globals';
import { connectorKind } from '../src/index.ts';

const kinds = [choicesKind, settingKind, entityKind, connectorKind];
const load = (text: string) => loadModel([{ path: 'test.yaml', text }], kinds);

const problemsOf = (operations: string, rest = '') =>
  load(`
kind: connector
name: courier
url: { environment: COURIER_URL }
${rest}operations:
${operations}`).problems.map((each) => formatProblem(each));

describe('connectors', () => {
  const { model, problems } = load(connectorKind.example);

  test('the example of the reference is right', () => {
    expect(problems.map((each) => formatProblem(each))).toEqual([]);
    expect(model?.get(connectorKind, 'warehouse')).toMatchObject({
      url: 'WAREHOUSE_URL',
      authentication: { is: 'bearer', token: 'WAREHOUSE_TOKEN' },
      timeout: 5_000,
      retry: { times: 5, first: 1_000, most: 900_000 },
      breaker: { failures: 5, rest: 30_000 },
    });
  });

  test('say what each operation takes and gives, with its types, so that a process can be checked against it', () => {
    const reserve = model?.get(connectorKind, 'warehouse').operations.get('reserve');
    expect(reserve?.takes.get('quantity')).toEqual({ type: { kind: 'number' }, needed: true });
    expect([...(reserve?.gives.keys() ?? [])]).toEqual(['reservation']);
    expect(reserve).toMatchObject({ method: 'POST', undo: 'release', takesFiles: false });
  });

  test('may leave out what ends with a question mark', () => {
    const { model } = load(`
kind: connector
name: courier
url: { environment: COURIER_URL }
operations: { send: { post: /, takes: { note: 'text?' } } }`);
    const send = model?.get(connectorKind, 'courier').operations.get('send');
    expect(send?.takes.get('note')).toEqual({ type: { kind: 'string' }, needed: false });
  });

  test.each([
    [
      'a name that nothing was taken by',
      '  send: { post: "/{numer}", takes: { number: text } }',
      /6:20 UNKNOWN_NAME .*number/,
    ],
    [
      'a wrong type',
      '  send: { post: /, takes: { pieces: integer }, body: { total: pieces + "x" } }',
      /WRONG_TYPE|TYPE/,
    ],
    ['a condition that is none', '  send: { post: /, refused: { when: status } }', /WRONG_TYPE/],
    ['a type that there is not', '  send: { post: /, takes: { a: number } }', /write one of text, long-text, integer/],
    ['two requests in one', '  send: { post: /, get: / }', /ONE_METHOD .*`get`/],
    ['no request', '  send: { takes: { a: text } }', /ONE_METHOD/],
    ['a path without its slash', '  send: { post: orders }', /begin it with a slash/],
    ['a lonely brace', '  send: { post: "/{a/b" }', /UNPAIRED_BRACE/],
    ['a body where there is none', '  send: { get: /, body: "1" }', /NO_BODY_HERE/],
    ['a header that says who asks', '  send: { post: /, headers: { Authorization: \'"x"\' } }', /HEADER_NOT_YOURS/],
    ['a name with a meaning of its own', '  send: { post: /, takes: { status: text } }', /RESERVED_NAME/],
    [
      'an undo that is not there',
      '  send: { post: /, undo: recal }\n  recall: { post: / }',
      /UNKNOWN_OPERATION .*recall/,
    ],
    [
      'an undo that needs what nobody knows',
      '  send: { post: /, undo: recall }\n  recall: { post: /, takes: { parcel: text } }',
      /UNDO_NEEDS_MORE .*`parcel`.*gives/,
    ],
    ['a misspelt key', '  send: { post: /, give: { a: body.a } }', /UNKNOWN_KEY .*gives/],
  ])('refuses %s, with the remedy', (_, operations, expected) => {
    const found = problemsOf(operations);
    expect(found).toEqual([expect.stringMatching(expected)]);
  });

  test('refuse a secret that is written instead of named', () => {
    const found = problemsOf('  send: { post: / }', 'authentication: { bearer: { environment: s3cret } }\n');
    expect(found).toEqual([expect.stringMatching(/name of a variable in capitals/)]);
  });

  test('refuse to wait for longer than a worker may', () => {
    const found = problemsOf('  send: { post: / }', 'timeout: 2 minutes\n');
    expect(found).toEqual([expect.stringMatching(/TIMEOUT_TOO_LONG .*60 seconds/)]);
  });

  test('refuse a wait that is no time', () => {
    expect(problemsOf('  send: { post: / }', 'timeout: 5 secs\n')).toEqual([expect.stringMatching(/5 seconds/)]);
  });
});
