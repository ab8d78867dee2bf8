import { type Place, type Problem, problem } from '@dealwright/diagnostics';
import { SaxesParser } from 'saxes';

/** An element of an XML document. */
export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  readonly namespace: string;
  /** By name: `typeRef`, `xsi:type`; those of other namespaces as `{namespace}name`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The characters directly within it. */
  readonly text: string;
  /** Offset of its `<`. */
  readonly at: number;
  /** Offset of its content. */
  readonly contentAt: number;
}

/** A document that was read, and where in its file each of its elements stands. */
export interface XmlDocument {
  readonly root: XmlElement;
  /** The place of the element, or of the characters from `offset` of its text. */
  place(element: XmlElement, offset?: number, length?: number): Place;
}

/** More than the largest table that anybody keeps in a file, and little enough to be read at once. */
const MOST_CHARACTERS = 32 * 1024 * 1024;
const MOST_ELEMENTS = 600_000;
const DEEPEST = 200;

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/**
 * Reads XML of strangers: a document type is refused, and with it every entity that could name a file or grow; what is
 * larger or nested deeper than any model is refused while it is read.
 */
export function readXml(
  source: string,
  file: string,
): { readonly document: XmlDocument | undefined; readonly problems: readonly Problem[] } {
  const placeAt = placesOf(source, file);
  if (source.length > MOST_CHARACTERS) {
    return { document: undefined, problems: [tooLarge(placeAt(0), `${MOST_CHARACTERS / 1024 / 1024} MB`)] };
  }
  try {
    const root = parse(source, placeAt);
    const place: XmlDocument['place'] = (element, offset, length) =>
      offset === undefined
        ? placeAt(element.at, element.name.length + 1)
        : placeAt(offsetInSource(source, element.contentAt, offset), length);
    return { document: { root, place }, problems: [] };
  } catch (error) {
    if (error instanceof Unreadable) return { document: undefined, problems: [error.problem] };
    throw error;
  }
}

type PlaceAt = (offset: number, length?: number) => Place;

class Unreadable extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

interface Growing extends XmlElement {
  readonly children: Growing[];
  text: string;
}

function parse(source: string, placeAt: PlaceAt): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: Growing[] = [];
  let root: Growing | undefined;
  let count = 0;
  let at = 0;
  const stop = (problem: Problem): never => {
    throw new Unreadable(problem);
  };
  parser.on('error', (error) => stop(malformed(error, placeAt(parser.position))));
  parser.on('doctype', () => stop(documentType(placeAt(source.lastIndexOf('<!DOCTYPE', parser.position), 9))));
  parser.on('opentagstart', () => {
    at = source.lastIndexOf('<', parser.position - 1);
    count += 1;
    if (count > MOST_ELEMENTS) stop(tooLarge(placeAt(at), `${MOST_ELEMENTS} elements`));
    if (open.length >= DEEPEST) stop(tooDeep(placeAt(at)));
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    const named = Object.values(attributes).map((each) => [attributeName(each.uri, each.local), each.value] as const);
    const contentAt = parser.position;
    const element: Growing = {
      name: local,
      namespace: uri,
      attributes: named.length === 0 ? NO_ATTRIBUTES : new Map(named),
      children: [],
      text: '',
      at,
      contentAt,
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  const append = (text: string) => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  parser.write(source).close();
  return root ?? stop(malformed(new Error('no element'), placeAt(0)));
}

function attributeName(uri: string, local: string): string {
  if (uri === '') return local;
  return uri === XSI ? `xsi:${local}` : `{${uri}}${local}`;
}

/** Where the character at `offset` of an element's text stands: references are one character, sections and comments none. */
function offsetInSource(source: string, contentAt: number, offset: number): number {
  const token = /<!\[CDATA\[|\]\]>|<!--[\s\S]*?-->|&[^;]*;|\r\n|[\s\S]/gy;
  token.lastIndex = contentAt;
  for (let left = offset; ; ) {
    const here = token.lastIndex;
    const found = token.exec(source)?.[0];
    if (found === undefined || (found.startsWith('<') && found.length === 1)) return here;
    if (found.startsWith('<!') || found === ']]>') continue;
    if (left === 0) return here;
    left -= 1;
  }
}

/** Offsets as lines and columns, from 1. */
function placesOf(source: string, file: string): PlaceAt {
  let starts: number[] | undefined;
  return (offset, length) => {
    starts ??= [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)];
    const line = starts.findLastIndex((start) => start <= offset);
    const start = starts[line] ?? 0;
    const end = starts[line + 1] ?? source.length;
    const text = source.slice(start, end).trimEnd();
    return {
      file,
      line: line + 1,
      column: offset - start + 1,
      ...(length === undefined ? {} : { length }),
      ...(text.length > 500 ? {} : { source: text }),
    };
  };
}

function malformed(error: Error, place: Place): Problem {
  const reason = error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
  return problem(
    'MALFORMED_XML',
    { en: `This is no well-formed XML: ${reason}.`, ro: `Nu este XML bine format: ${reason}.` },
    {
      place,
      hint: {
        en: 'save the file again with the tool that made it',
        ro: 'salvați din nou fișierul cu unealta care l-a creat',
      },
    },
  );
}

function documentType(place: Place): Problem {
  return problem(
    'DOCUMENT_TYPE_REFUSED',
    {
      en: 'A document type is refused: it can name other files and make a small file huge.',
      ro: 'O declarație de tip de document este refuzată: poate numi alte fișiere și poate face uriaș un fișier mic.',
    },
    {
      place,
      hint: { en: 'remove `<!DOCTYPE …>`; DMN needs none', ro: 'ștergeți `<!DOCTYPE …>`; DMN nu are nevoie de ea' },
    },
  );
}

function tooLarge(place: Place, limit: string): Problem {
  return problem(
    'FILE_TOO_LARGE',
    { en: `The file is larger than ${limit}.`, ro: `Fișierul este mai mare de ${limit}.` },
    { place, hint: { en: 'split it into several models', ro: 'împărțiți-l în mai multe modele' } },
  );
}

function tooDeep(place: Place): Problem {
  return problem(
    'NESTED_TOO_DEEPLY',
    {
      en: `Elements are nested more than ${DEEPEST} deep.`,
      ro: `Elementele sunt imbricate pe mai mult de ${DEEPEST} de niveluri.`,
    },
    {
      place,
      hint: { en: 'move inner parts into decisions of their own', ro: 'mutați părțile interioare în decizii proprii' },
    },
  );
}
