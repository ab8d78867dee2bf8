import { say, type Text } from '@dealwright/diagnostics';

/** What the layout shows. Plain texts: everything is escaped here. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly locale: string;
  /** Who writes. */
  readonly from: string;
  /** Where the button leads. */
  readonly link: string | undefined;
  readonly mayAnswer: boolean;
}

/**
 * The letter as HTML: one column that fits a telephone, colours in the tags (many programs throw style sheets away), light on
 * purpose (what turns dark by itself would turn these colours into others).
 */
export function htmlOf({ subject, text, locale, from, link, mayAnswer }: Letter): string {
  const words = (of: Text) => escaped(say(of, locale));
  const button = link
    ? `<p style="margin:24px 0 8px"><a href="${escaped(link)}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1f4e8c;color:#ffffff;text-decoration:none;font-weight:600">${words(OPEN)}</a></p>`
    : '';
  return `<!doctype html>
<html lang="${escaped(locale.slice(0, 2))}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light only">
<title>${escaped(subject)}</title>
</head>
<body style="margin:0;padding:0;background:#f2f4f7">
<div style="max-width:560px;margin:0 auto;padding:24px 12px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;color:#1d2433">
<div style="padding:24px;border:1px solid #dfe3ea;border-radius:8px;background:#ffffff;overflow-wrap:anywhere">
<h1 style="margin:0 0 16px;font-size:19px;line-height:1.35;color:#1d2433">${escaped(subject)}</h1>
${paragraphs(text)}
${button}
</div>
<p style="margin:16px 24px;font-size:13px;color:#5b6475">${escaped(from)}${mayAnswer ? '' : ` · ${words(NO_ANSWERS)}`}</p>
</div>
</body>
</html>
`;
}

/** The same below a plain text. */
export function textOf({ text, locale, from, link, mayAnswer }: Letter): string {
  const end = mayAnswer ? from : `${from} · ${say(NO_ANSWERS, locale)}`;
  return [text.trim(), ...(link ? [`${say(OPEN, locale)}: ${link}`] : []), `-- \n${end}`].filter(Boolean).join('\n\n');
}

const OPEN: Text = { en: 'Open', ro: 'Deschideți' };
const NO_ANSWERS: Text = {
  en: 'Answers to this address are not read.',
  ro: 'Răspunsurile la această adresă nu se citesc.',
};

function paragraphs(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((each) => `<p style="margin:0 0 12px">${escaped(each.trim()).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (each) => ENTITIES[each] ?? each);
}
