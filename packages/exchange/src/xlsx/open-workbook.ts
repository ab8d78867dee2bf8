import { type Problem, problem, type Text } from '@dealwright/diagnostics';
import { type UnzipFileInfo, unzipSync, zipSync } from 'fflate';
import { readXlsx, type Workbook } from 'hucre/xlsx';

/** What a file of a stranger may be at most, packed and unpacked; a table of 20,000 rows needs a tenth of it. */
const LARGEST_FILE = 20_000_000;
const LARGEST_CONTENT = 100_000_000;
const LARGEST_RATIO = 200;
const MOST_PARTS = 1_000;

/** A row number that no decision needs; whatever stands below is not read. */
export const LAST_ROW = 25_000;
const LAST_COLUMN = 'IV';

export type Opened = { readonly workbook: Workbook } | { readonly problem: Problem };

/**
 * Opens an .xlsx file of a stranger. Nothing is unpacked that is larger than it may be, and no more of it than it
 * declares; only the parts that hold cells are read, so pictures, macros and links to elsewhere stay packed. What is
 * no such workbook (another format, encrypted, with macros, damaged) is a problem that says what it is.
 */
export async function openWorkbook(bytes: Uint8Array): Promise<Opened> {
  if (bytes.length > LARGEST_FILE) return refuse(tooLarge('The file', 'Fișierul', bytes.length, LARGEST_FILE));
  const otherFormat = formatOf(bytes);
  if (otherFormat) return refuse(otherFormat);
  try {
    const parts = unpack(bytes);
    if ('flaw' in parts) return refuse(parts.flaw);
    // Packed again without compression, the reader finds exactly what was measured here.
    const workbook = await readXlsx(zipSync(parts.parts, { level: 0 }), { range: `A1:${LAST_COLUMN}${LAST_ROW}` });
    return workbook.sheets.length > 0 ? { workbook } : refuse(DAMAGED);
  } catch {
    // The reader throws a score of different errors at damaged files.
    return refuse(DAMAGED);
  }
}

interface Flaw {
  readonly code: string;
  readonly message: Text;
  readonly hint: Text;
}

type Parts = { readonly parts: Record<string, Uint8Array> } | { readonly flaw: Flaw };

function unpack(bytes: Uint8Array): Parts {
  let flaw: Flaw | undefined;
  let count = 0;
  let size = 0;
  let packed = 0;
  const wanted = ({ name, originalSize, size: compressed }: UnzipFileInfo): boolean => {
    count += 1;
    flaw ??= flawOfPart(name);
    if (count > MOST_PARTS) flaw ??= BOMB;
    if (flaw || !/\.(xml|rels)$/i.test(name) || /^(customXml|xl\/(media|drawings|charts|externalLinks))\//.test(name))
      return false;
    size += originalSize;
    packed += compressed;
    if (size > LARGEST_CONTENT)
      flaw = tooLarge('What is packed in the file', 'Conținutul fișierului', size, LARGEST_CONTENT);
    // Small parts shrink a lot without meaning harm.
    if (size > 10_000_000 && size > packed * LARGEST_RATIO) flaw = BOMB;
    return flaw === undefined;
  };
  // Room is made for the declared size only: what unpacks to more is cut off, and then damaged.
  const parts = unzipSync(bytes, { filter: wanted });
  return flaw ? { flaw } : { parts };
}

function flawOfPart(name: string): Flaw | undefined {
  if (/vbaProject\.bin$/i.test(name)) return MACROS;
  if (/^xl\/workbook\.bin$/i.test(name)) return another('a binary workbook (.xlsb)', 'un registru binar (.xlsb)');
  return name === 'content.xml' ? another('an OpenDocument file (.ods)', 'un fișier OpenDocument (.ods)') : undefined;
}

/** What the first bytes say the file is, when it is no .xlsx. */
function formatOf(bytes: Uint8Array): Flaw | undefined {
  const head = Buffer.from(bytes.subarray(0, 8));
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'))) return undefined;
  if (bytes.length === 0) return another('empty', 'gol');
  if (head.equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'))) {
    const encrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
    return encrypted ? ENCRYPTED : another('an old workbook (.xls)', 'un registru vechi (.xls)');
  }
  const start = Buffer.from(bytes.subarray(0, 1000));
  if (start.includes('%PDF-')) return another('a PDF', 'un PDF');
  if (/^\s*(<\?xml|<html|<!doctype)/i.test(start.toString('utf8'))) return another('XML or HTML', 'XML sau HTML');
  return start.includes(0) ? DAMAGED : another('plain text, such as CSV', 'text simplu, de pildă CSV');
}

function refuse({ code, message, hint }: Flaw): Opened {
  return { problem: problem(code, message, { hint }) };
}

const SAVE_AS: Text = {
  en: 'open it in a spreadsheet program, and save it as “Excel workbook (.xlsx)”',
  ro: 'deschideți-l într-un program de calcul tabelar și salvați-l ca „Registru Excel (.xlsx)”',
};

const another = (en: string, ro: string): Flaw => ({
  code: 'NOT_A_WORKBOOK',
  message: { en: `This is no .xlsx workbook: it is ${en}.`, ro: `Acesta nu este un registru .xlsx: este ${ro}.` },
  hint: SAVE_AS,
});

const DAMAGED: Flaw = {
  code: 'WORKBOOK_DAMAGED',
  message: { en: 'The workbook is damaged.', ro: 'Registrul de calcul este deteriorat.' },
  hint: SAVE_AS,
};

const MACROS: Flaw = {
  code: 'WORKBOOK_HAS_MACROS',
  message: { en: 'The workbook has macros.', ro: 'Registrul de calcul conține macrocomenzi.' },
  hint: SAVE_AS,
};

const ENCRYPTED: Flaw = {
  code: 'WORKBOOK_ENCRYPTED',
  message: { en: 'The workbook is protected by a password.', ro: 'Registrul de calcul este protejat cu parolă.' },
  hint: { en: 'save it without a password', ro: 'salvați-l fără parolă' },
};

const BOMB: Flaw = {
  code: 'WORKBOOK_TOO_LARGE',
  message: {
    en: 'The workbook unpacks to far more than a decision table needs.',
    ro: 'Registrul de calcul se despachetează la mult mai mult decât are nevoie un tabel de decizie.',
  },
  hint: {
    en: 'export the decision again, and copy the rows into it',
    ro: 'exportați din nou decizia și copiați rândurile în ea',
  },
};

function tooLarge(en: string, ro: string, size: number, limit: number): Flaw {
  const [is, most] = [Math.ceil(size / 1e6), limit / 1e6];
  return {
    ...BOMB,
    message: {
      en: `${en} is too large: ${is} MB, at most ${most} MB.`,
      ro: `${ro} este prea mare: ${is} MB, cel mult ${most} MB.`,
    },
  };
}
