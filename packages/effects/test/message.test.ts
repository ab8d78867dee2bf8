import { choicesKind, entityKind, settingKind } from '@dealwright/entities';
import { loadModel } from '@dealwright/metadata';
import { describe, expect, test } from '@jest/globals';
import { messageKind, renderMessage } from '../src/index.ts';

const ENTITIES = `
kind: entity
name: User
title: name
fields: { name: { type: text } }
---
kind: choices
name: stage
values: { open: { en: Open, ro: Deschisă } }
---
kind: entity
name: Order
title: subject
fields:
  subject: { type: text }
  amount:  { type: money, currency: EUR }
  stage:   { type: choice, of: stage }
  due:     { type: date }
`;
const kinds = [choicesKind, settingKind, entityKind, messageKind];
const load = (yaml: string) => loadModel([{ path: 'test.yaml', text: `${ENTITIES}---\n${yaml}` }], kinds);

function messageOf(yaml: string) {
  const { model, problems } = load(yaml);
  if (!model) throw new Error(JSON.stringify(problems));
  return model.get(messageKind, 'told');
}

const environment = { now: '2026-01-31T10:00:00.000Z', zone: 'Europe/Bucharest', locale: 'ro' };

describe('messages', () => {
  const message = messageOf(`
kind: message
name: told
about: Order
subject: { en: "{subject} is {stage}", ro: "{subject} este {stage}" }
body:
  en: '{if amount.amount > 100 then "large" else "small"}: {amount}, due {due}, by {owner}'
  ro: '{if amount.amount > 100 then "mare" else "mică"}: {amount}, scadentă {due}, de {owner}'
`);
  const record = {
    subject: 'Paper',
    stage: 'open',
    amount: { amount: '1234.50', currency: 'EUR' },
    due: '2026-02-01',
    owner: { id: '1', name: 'Ana' },
  };

  test('are written in the reader’s language, values as people write them there', () => {
    expect(renderMessage(message, record, environment)).toEqual({
      subject: 'Paper este Deschisă',
      body: expect.stringMatching(/^mare: 1\.234,50\sEUR, scadentă 1\sfebruarie\s2026, de Ana$/),
    });
    const english = renderMessage(message, record, { ...environment, locale: 'en' });
    expect(english.subject).toBe('Paper is Open');
  });

  test('are in English where they are not written in a language', () => {
    expect(renderMessage(message, record, { ...environment, locale: 'fr' }).subject).toMatch(/^Paper is /);
  });

  test('show a dash where a value is missing', () => {
    expect(renderMessage(message, { ...record, due: null, owner: null }, environment).body).toMatch(
      /scadentă –, de –$/,
    );
  });

  test('know the paths that must be loaded', () => {
    expect(message.paths).toContainEqual(['owner', 'name']);
    expect(message.paths).toContainEqual(['stage']);
  });

  test('are checked: an unknown field, a wrong type, an unknown entity, a brace alone', () => {
    const codes = (yaml: string) =>
      load(yaml)
        .problems.filter((each) => each.severity === 'error')
        .map((each) => [each.code, each.place?.line, each.place?.column]);
    const wrong = codes('kind: message\nname: told\nabout: Order\nsubject: "{subjct} and {amount > 1}"\nbody: a } b');
    expect(wrong).toHaveLength(3);
    expect(wrong[0]).toEqual([expect.any(String), 23, 12]);
    expect(wrong[2]?.[0]).toBe('UNPAIRED_BRACE');
    expect(codes('kind: message\nname: told\nabout: Ordr\nsubject: a')[0]?.[0]).toBe('UNKNOWN_NAME');
  });
});
