import { type Problem, problem } from '@dealwright/diagnostics';
import type { BroughtFile } from './attach-file.ts';

/** Bytes of one file that somebody brings. */
const LARGEST = 10 * 1024 * 1024;
const LONGEST_NAME = 200;

/** What people bring to a record: papers, pictures, sheets, letters. Nothing that a computer would run. */
const KINDS: Readonly<Record<string, { readonly type: string; readonly begins?: readonly string[] }>> = {
  pdf: { type: 'application/pdf', begins: ['%PDF-'] },
  png: { type: 'image/png', begins: ['\x89PNG'] },
  jpg: { type: 'image/jpeg', begins: ['\xff\xd8\xff'] },
  jpeg: { type: 'image/jpeg', begins: ['\xff\xd8\xff'] },
  tif: { type: 'image/tiff', begins: ['II*\0', 'MM\0*'] },
  tiff: { type: 'image/tiff', begins: ['II*\0', 'MM\0*'] },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', begins: ['PK'] },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', begins: ['PK'] },
  odt: { type: 'application/vnd.oasis.opendocument.text', begins: ['PK'] },
  ods: { type: 'application/vnd.oasis.opendocument.spreadsheet', begins: ['PK'] },
  p7m: { type: 'application/pkcs7-mime' },
  p7s: { type: 'application/pkcs7-signature' },
  eml: { type: 'message/rfc822' },
  txt: { type: 'text/plain' },
  csv: { type: 'text/csv' },
  xml: { type: 'application/xml' },
};

type Checked = { readonly mediaType: string; readonly bytes: Uint8Array } | { readonly problems: readonly Problem[] };

/** The bytes and their media type; or all that is wrong with name, type and content. */
export function checkContent({ name, mediaType, content }: BroughtFile): Checked {
  const problems: Problem[] = checkName(name.trim());
  const ending = /\.([A-Za-z0-9]+)$/.exec(name.trim())?.[1]?.toLowerCase() ?? '';
  const kind = Object.hasOwn(KINDS, ending) ? KINDS[ending] : undefined;
  if (!kind) problems.push(wrongKind(['name']));
  else if (mediaType !== undefined && mediaType.toLowerCase() !== kind.type) problems.push(wrongType(kind.type));
  if (!isBase64(content)) return { problems: [...problems, noBase64()] };
  const bytes = Buffer.from(content, 'base64');
  if (bytes.length === 0) problems.push(empty());
  else if (bytes.length > LARGEST) problems.push(tooLarge(bytes.length));
  else if (kind?.begins && !kind.begins.some((each) => bytes.toString('latin1', 0, 8).startsWith(each))) {
    problems.push(notWhatItSays(ending));
  }
  return kind && problems.length === 0 ? { mediaType: kind.type, bytes } : { problems };
}

function isBase64(content: string): boolean {
  return content.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(content);
}

function checkName(name: string): Problem[] {
  if (name !== '' && name.length <= LONGEST_NAME && !/[\p{Cc}/\\]/u.test(name) && name.isWellFormed()) return [];
  const message = {
    en: `The name of a file has 1 to ${LONGEST_NAME} characters, and no \`/\` or \`\\\`.`,
    ro: `Numele unui fișier are de la 1 la ${LONGEST_NAME} de caractere, fără \`/\` sau \`\\\`.`,
  };
  const hint = { en: 'send it as `contract.pdf`', ro: 'trimiteți-l, de exemplu, ca `contract.pdf`' };
  return [problem('FILE_NAME', message, { path: ['name'], hint })];
}

function wrongKind(path: readonly string[]): Problem {
  const list = Object.keys(KINDS).join(', ');
  return problem(
    'FILE_TYPE',
    { en: 'Files of this kind are not taken.', ro: 'Fișierele de acest tip nu se primesc.' },
    { path, hint: { en: `send one of: ${list}`, ro: `trimiteți unul dintre: ${list}` } },
  );
}

function wrongType(type: string): Problem {
  return problem(
    'FILE_TYPE',
    { en: 'The media type does not fit the name.', ro: 'Tipul nu se potrivește cu numele.' },
    {
      path: ['mediaType'],
      hint: { en: `leave it out, or send \`${type}\``, ro: `omiteți-l sau trimiteți \`${type}\`` },
    },
  );
}

function notWhatItSays(ending: string): Problem {
  return problem(
    'FILE_TYPE',
    { en: `The content is not what \`.${ending}\` says.`, ro: `Conținutul nu este ceea ce spune \`.${ending}\`.` },
    { path: ['content'], hint: { en: 'name the file as what it is', ro: 'numiți fișierul după ceea ce este' } },
  );
}

function noBase64(): Problem {
  return problem(
    'NOT_BASE64',
    { en: 'The content is not base64.', ro: 'Conținutul nu este base64.' },
    {
      path: ['content'],
      hint: {
        en: 'send the bytes as standard base64, without `data:` and line breaks',
        ro: 'trimiteți octeții ca base64 standard, fără `data:` și rânduri noi',
      },
    },
  );
}

function empty(): Problem {
  return problem(
    'FILE_EMPTY',
    { en: 'The file is empty.', ro: 'Fișierul este gol.' },
    { path: ['content'], hint: { en: 'look whether it was read whole', ro: 'verificați dacă a fost citit întreg' } },
  );
}

function tooLarge(size: number): Problem {
  const megabytes = (size / (1024 * 1024)).toFixed(1);
  return problem(
    'FILE_TOO_LARGE',
    {
      en: `The file has ${megabytes} MB; at most 10 are taken.`,
      ro: `Fișierul are ${megabytes} MB; se primesc cel mult 10.`,
    },
    {
      path: ['content'],
      hint: { en: 'scan it coarser, or split it', ro: 'scanați-l la o rezoluție mai mică sau împărțiți-l' },
    },
  );
}
