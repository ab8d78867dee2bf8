import { describe, expect, test } from '@jest/globals';
import { calendarKind, choicesKind, dataKind, formatNumber, settingKind } from '../src/index.ts';
import { parseNumberFormat } from '../src/number-format.ts';
import { load, order } from './load-entities.ts';

describe('choices, settings, calendars and data', () => {
  test('a setting has a typed value, also a list', () => {
    const { model, lines } = load(
      'kind: setting\nname: fee\ntype: money\ncurrency: EUR\nvalue: 12.5\n---\nkind: setting\nname: teams\ntype: text\nvalue: [a, b]\n',
    );
    expect(lines).toEqual([]);
    expect(model?.get(settingKind, 'fee').value).toEqual({ amount: '12.50', currency: 'EUR' });
    expect(model?.get(settingKind, 'teams')).toMatchObject({
      type: { kind: 'list', of: { kind: 'string' } },
      value: ['a', 'b'],
    });
  });

  test('a setting of the wrong type is refused at its value', () => {
    expect(load('kind: setting\nname: hours\ntype: integer\nvalue: many\n').lines[0]).toMatch(/^a\.yaml:4:8 /);
  });

  test('choices are a plain list, or values with labels', () => {
    const { model } = load(
      'kind: choices\nname: a\nvalues: [one, two-three]\n---\nkind: choices\nname: b\nvalues:\n  x: { en: X, ro: X }\n  y: { label: { en: Y, ro: Y }, retired: true }\n',
    );
    expect([...(model?.get(choicesKind, 'a').values.values() ?? [])].map((each) => each.label)).toEqual([
      'One',
      'Two three',
    ]);
    expect(model?.get(choicesKind, 'b').values.get('y')?.retired).toBe(true);
  });

  test('a calendar reads its hours, and refuses hours that are none', () => {
    const calendar = (hours: string) =>
      `kind: calendar\nname: office\nzone: Europe/Bucharest\nholidays: RO\nweek: { monday: ${hours} }\n`;
    expect(load(calendar('[09:00-12:00, 13:00-18:00]')).model?.get(calendarKind, 'office').week.monday).toEqual([
      { from: '09:00', until: '12:00' },
      { from: '13:00', until: '18:00' },
    ]);
    expect(load(calendar('18:00-09:00')).lines[0]).toMatch(/^a\.yaml:5:17 OFFICE_HOURS/);
  });

  test('a misspelt field in demo data is found when it is checked', () => {
    const { lines } = load(
      `${order('')}\n---\nkind: data\nname: demo\nentity: Order\nby: subject\nrecords:\n  - { subjet: Chairs }\n`,
    );
    expect(lines).toEqual([
      expect.stringContaining('NOT_A_KEY'),
      expect.stringMatching(/UNKNOWN_FIELD .*did you mean `subject`/),
    ]);
    expect(
      load(
        `${order('')}\n---\nkind: data\nname: demo\nentity: Order\ndemo: true\nrecords:\n  - { subject: Chairs }\n`,
      ).model?.get(dataKind, 'demo').order,
    ).toBe(100);
  });

  test('data that is stored at each start is found again by a key, or refused when it is checked', () => {
    const of = (keys: string, record: string) =>
      load(`${order('')}\n---\nkind: data\nname: always\nentity: Order\n${keys}records:\n  - { ${record} }\n`).lines;
    expect(of('', 'subject: Chairs')).toEqual([
      expect.stringMatching(/NEEDS_KEY .*stored again at every start.*write `by` with a key: `number`/),
    ]);
    expect(of('by: number\n', 'subject: Chairs')).toEqual([expect.stringMatching(/NEEDS_KEY .*has no `number`/)]);
    expect(of('demo: true\n', 'subject: Chairs')).toEqual([]);
  });

  test('a number grows beyond its digits instead of starting again', () => {
    const format = parseNumberFormat('LD-{year}-{sequence:3}', false);
    if ('wrong' in format) throw new Error(format.wrong);
    expect([formatNumber(format, 2026, 7), formatNumber(format, 2026, 12345)]).toEqual([
      'LD-2026-007',
      'LD-2026-12345',
    ]);
  });
});
