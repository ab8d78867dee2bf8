import type { JsonObject } from '@dealwright/values';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DocumentRefused, renderDocument } from '../src/index.ts';
import { at, confirmation, order } from './order-content.ts';

function body(template: string, record = order, locale = 'ro', more: Parameters<typeof confirmation>[1] = {}): string {
  const { html } = renderDocument(confirmation(template, more), record, { ...at, locale });
  return /<body>([\s\S]*)<\/body>/.exec(html)?.[1] ?? '';
}

describe('A rendered document', () => {
  test('shows each field as its type is read in the language of the document', () => {
    const template =
      '{{number}}|{{status}}|{{orderedOn}}|{{amount}}|{{months}}|{{customer.isCompany}}|{{customer.name}}';
    expect(body(template)).toBe(
      'OR-2026-000007|Deschisă|30 martie 2026|1.234,50\u00a0RON|24|da|Șoimul &amp; fiii S.R.L.',
    );
    expect(body(template, order, 'en')).toBe(
      'OR-2026-000007|Open|30 March 2026|RON\u00a01,234.50|24|yes|Șoimul &amp; fiii S.R.L.',
    );
  });

  test('goes through lists, some of their records, and what stands above them', () => {
    const template =
      '{{#each lines as |line|}}{{@number}}/{{line.product}}/{{../number}}/{{@root.months}}{{#unless @last}};{{/unless}}{{/each}}';
    expect(body(template)).toBe('1/Scaun/OR-2026-000007/24;2/Montaj/OR-2026-000007/24');
    expect(body(`{{#each lines where='type = "service"'}}{{@number}} {{product}}{{else}}none{{/each}}`)).toBe(
      '1 Montaj',
    );
    expect(body(`{{#each lines where='quantity > 99'}}{{product}}{{else}}none{{/each}}`)).toBe('none');
  });

  test('shows nothing for what has no value, on the way or at its end', () => {
    const template =
      '[{{note}}][{{customer.name}}][{{#if customer}}yes{{else}}no{{/if}}][{{or customer.name "—"}}][{{amount}}]';
    expect(body(template, { number: 'X', customer: null })).toBe('[][][no][—][]');
  });

  test('computes in FEEL, in values of the document and inside the template', () => {
    const yaml = `values: { total: 'sum(for line in lines return line.quantity * line.price)', vat: 'round half up(total * 0.21, 2)' }`;
    expect(body('{{money total currency="RON"}} {{number vat decimals=2}}', order, 'ro', { yaml })).toBe(
      '1.234,50\u00a0RON 259,25',
    );
    expect(body(`{{#each lines}}{{feel 'quantity * price'}} {{/each}}`)).toBe('1.000 234,5');
    expect(body(`{{#if (feel 'months > 12')}}long{{else}}short{{/if}}`)).toBe('long');
  });

  test('writes amounts and numbers in words, and nouns after numbers', () => {
    expect(body('{{words amount}}; {{plural months "lună" "luni"}}; {{words months gender="feminine"}}')).toBe(
      'una mie două sute treizeci și patru de lei și 50 de bani; 24\u00a0de luni; douăzeci și patru',
    );
    expect(body('{{words amount}}; {{plural months "month" "months"}}', order, 'en')).toBe(
      'one thousand two hundred and thirty-four lei and 50 bani; 24\u00a0months',
    );
  });

  test('numbers the clauses and paragraphs that are there, and refers to them by number', () => {
    const clauses = `
kind: clause
name: gift
title: { en: Gift, ro: Cadou }
version: '1'
paragraphs: [{ en: A gift., ro: Un cadou. }]
---
kind: clause
name: payment
title: { en: Payment, ro: Plata }
version: '1'
paragraphs:
  - { when: months < 12, text: { en: Short., ro: Scurt. } }
  - id: term
    text: { en: "Pay {{amount}}:", ro: "Plătiți {{amount}}:" }
    items: [{ en: now <b>, ro: acum <b> }, { en: "as {{clause \\"payment.term\\"}} says", ro: "conform {{clause \\"payment.term\\"}}" }]
---
kind: clause
name: end
title: { en: End, ro: Sfârșit }
version: '1'
paragraphs: [{ en: "See {{clause \\"payment\\"}} and annex {{annex \\"lines\\"}}.", ro: "Vezi {{clause \\"payment\\"}} și anexa {{annex \\"lines\\"}}." }]`;
    const yaml = `
clauses: [{ clause: gift, when: not(customer.isCompany) }, payment, end]
annexes: [{ name: lines, number: 3, title: { en: Lines of {{number}}, ro: Liniile {{number}} }, template: lines.hbs }]`
      .replaceAll('{{number}}', "'{{number}}'")
      .replace("Lines of '{{number}}', ro: Liniile '{{number}}'", '"Lines of {{number}}", ro: "Liniile {{number}}"');
    const template = `{{#each clauses as |c|}}<h2>{{c.number}}. {{c.title}}</h2>{{#each c.paragraphs as |p|}}<p>{{p.number}} {{p.text}}{{#each p.items as |i|}}<li>{{i}}{{/each}}{{/each}}{{/each}}{{#each annexes as |a|}}<h1>{{a.number}} {{a.title}}</h1>{{a.body}}{{/each}}`;
    const files = [{ path: 'templates/lines.hbs', text: '{{#each lines}}<i>{{product}}</i>{{/each}}' }];
    expect(body(template, order, 'ro', { yaml, clauses, files })).toBe(
      '<h2>1. Plata</h2><p>1.1 Plătiți 1.234,50\u00a0RON:<li>acum &lt;b&gt;<li>conform 1.1' +
        '<h2>2. Sfârșit</h2><p>2.1 Vezi 1 și anexa 3.<h1>3 Liniile OR-2026-000007</h1><i>Scaun</i><i>Montaj</i>',
    );
  });

  test('puts what was agreed for one record in place of a clause, names it as changed, and still refers to it', () => {
    const clauses = `
kind: clause
name: payment
title: { en: Payment, ro: Plata }
version: '1'
paragraphs: [{ id: term, text: { en: 14 days., ro: 14 zile. } }]
---
kind: clause
name: end
title: { en: End, ro: Sfârșit }
version: '1'
paragraphs: [{ en: 'After {{clause "payment.term"}}.', ro: 'După {{clause "payment.term"}}.' }]`;
    const yaml = `
clauses: [payment, end]
changes: 'for line in lines return { clause: line.product, en: note, ro: note }'`;
    const template =
      '{{#each clauses as |c|}}{{c.number}}{{#if c.changed}}*{{/if}}{{#each c.paragraphs as |p|}} {{p.number}} {{p.text}}{{/each}}; {{/each}}';
    const shown = (product: string, note: string | null) =>
      body(template, { ...order, note, lines: [{ product }] }, 'ro', { yaml, clauses });
    expect(shown('payment', 'În <30> zile.\n\n {{number}}.')).toBe(
      '1* 1.1 În &lt;30&gt; zile. 1.2 {{number}}.; 2 2.1 După 1.;',
    );
    expect(shown('payment', null)).toBe('1* 1.1 14 zile.; 2 2.1 După 1.1.;');
    expect(shown('other', 'x')).toBe('1 1.1 14 zile.; 2 2.1 După 1.1.;');
  });

  test('refuses to refer to a clause that this record does not have', () => {
    const clauses = `
kind: clause
name: gift
title: { en: Gift, ro: Cadou }
version: '1'
paragraphs: [{ en: A gift., ro: Un cadou. }]`;
    const document = confirmation('{{clause "gift"}}', {
      yaml: 'clauses: [{ clause: gift, when: months > 99 }]',
      clauses,
    });
    expect(() => renderDocument(document, order, at)).toThrow(DocumentRefused);
  });

  test('takes hostile data for text, in the body, in attributes, in running headers and in the file name', () => {
    const hostile = '</style></title><script>x</script>{{number}}"\'`=\u202e\n../../etc';
    const yaml = `page: { header: { left: '{{customer.name}}' }, footer: { right: '{{page}} / {{pages}}' } }\ntitle: '{{customer.name}}'`;
    const document = confirmation('<p title="{{customer.name}}">{{customer.name}}</p>', {
      yaml: yaml.replace("'{{customer.name}}' }, footer", "'{{customer.name}}' }, footer"),
    });
    const { html, fileName } = renderDocument(document, { ...order, number: hostile, customer: { name: hostile } }, at);
    expect(html).not.toContain('<script');
    expect(html.match(/<\/style>/g)).toHaveLength(2);
    expect(html).toContain('counter(page) "\\20 \\2f \\20 " counter(pages)');
    expect(html).toContain('{{number}}');
    expect(fileName).not.toMatch(/[/\\\n\u202e<>"]/);
  });

  test('never reads a prototype, whatever the record is', () => {
    const template = '[{{customer.name}}]';
    const inherits = Object.create({ name: 'inherited' }) as typeof order;
    expect(body(template, { ...order, customer: inherits })).toBe('[]');
  });

  test('never fails on data, however wrong its types are', () => {
    const yaml = `values: { total: 'sum(for line in lines return line.quantity * line.price)' }`;
    const document = confirmation(
      `{{number}}{{status}}{{orderedOn}}{{amount}}{{months}}{{words amount}}{{words months}}{{plural months "a" "b"}}{{date orderedOn}}
      {{#if note}}{{upper note}}{{/if}}{{#with customer}}{{name}}{{isCompany}}{{/with}}{{total}}{{money total currency="EUR"}}
      {{#each lines where='quantity > 1'}}{{product}}{{percent quantity}}{{number price decimals=2}}{{feel 'quantity * price'}}{{/each}}`,
      { yaml },
    );
    const names = [
      'number',
      'status',
      'orderedOn',
      'amount',
      'months',
      'note',
      'customer',
      'lines',
      'name',
      'quantity',
      'price',
    ];
    const { anything } = fc.letrec<{ anything: unknown }>((tie) => ({
      anything: fc.oneof(
        { depthSize: 'small' },
        ...[
          fc.string({ unit: 'binary' }),
          fc.integer(),
          fc.double(),
          fc.boolean(),
          fc.constantFrom(null, '1e400', '-0.00', 'NaN'),
        ],
        fc.array(tie('anything'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...names, 'amount', 'currency', '__proto__', 'constructor'), tie('anything')),
      ),
    }));
    const record = fc.record(Object.fromEntries(names.map((name) => [name, anything])), { requiredKeys: [] });
    fc.assert(
      fc.property(record, (given) => {
        const json = JSON.parse(JSON.stringify(given)) as JsonObject;
        expect(typeof renderDocument(document, json, at).content).toBe('string');
      }),
      { numRuns: 500 },
    );
  });

  test('falls to the first language of the document where the asked one is not written', () => {
    expect(body('{{status}}', order, 'de')).toBe('Deschisă');
  });
});
