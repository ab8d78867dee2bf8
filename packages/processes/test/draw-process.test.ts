import { describe, expect, test } from '@jest/globals';
import { drawProcess } from '../src/index.ts';
import { processOf } from './content.ts';

const PROCESS = `kind: process
name: test
label: { en: Life of an order, ro: Viața unei comenzi }
of: Order
field: status
states:
  draft:
    on:
      submit: { label: { en: Submit <now>, ro: Trimite }, to: checked }
      drop: { to: draft }
  checked:
    states:
      asked:
        label: { en: Asked, ro: Întrebat }
        approvals: { stock: { label: { en: Stock, ro: Stoc }, by: [manager], within: 2 hours } }
        agreed: { to: packed }
      packed: { label: { en: Packed, ro: Împachetat }, final: true }
    done: { to: approved }
    on: { recall: { label: { en: Recall, ro: Retrage }, to: draft } }
  approved: {}
`;

describe('The picture of a process', () => {
  test('shows its states, inner ones inside, events, approvals with their time, and what happens by itself', async () => {
    const svg = await drawProcess(processOf(PROCESS), 'en');
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    for (const each of ['Draft', 'Checked', 'Asked', 'Packed', 'Submit &lt;now&gt;', 'Recall', 'agreed', 'all done'])
      expect(texts).toContain(each);
    expect(texts).toContain('✓ Stock: 2 hours');
  });

  test('is in the reader’s language, and marks where a record stands', async () => {
    const process = processOf(PROCESS);
    const svg = await drawProcess(process, 'ro', ['checked', 'asked']);
    expect(svg).toContain('>Întrebat<');
    expect(svg.match(/stroke="#1d4ed8"/g)).toHaveLength(2);
    expect(await drawProcess(process, 'ro')).not.toContain('#1d4ed8');
  });

  test('is the same each time', async () => {
    expect(await drawProcess(processOf(PROCESS), 'en')).toBe(await drawProcess(processOf(PROCESS), 'en'));
  });
});
