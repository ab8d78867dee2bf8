/** An element to be written. */
export interface Written {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: readonly Written[] | string;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; attributes that are undefined and children that are not there are left out. */
export function element(
  name: string,
  attributes: Attributes = {},
  children: readonly (Written | undefined)[] | string = [],
): Written {
  return {
    name,
    attributes: Object.entries(attributes).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, String(value)]],
    ),
    children: typeof children === 'string' ? children : children.filter((each) => each !== undefined),
  };
}

/** `<text>` with what is in it, as boxes of DMN want it. */
export function text(content: string): Written {
  return element('text', {}, content);
}

export function writeXml(root: Written): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, '')}\n`;
}

function write({ name, attributes, children }: Written, indent: string): string {
  const head = `${indent}<${name}${attributes.map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`).join('')}`;
  if (children.length === 0) return `${head}/>`;
  if (typeof children === 'string') return `${head}>${escapeText(children)}</${name}>`;
  return `${head}>\n${children.map((each) => write(each, `${indent}  `)).join('\n')}\n${indent}</${name}>`;
}

/** What XML cannot hold at all is a question mark. */
function escapeText(value: string): string {
  return value
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\r/g, '&#13;');
}

function escapeAttribute(value: string): string {
  return escapeText(value).replace(/"/g, '&quot;').replace(/\n/g, '&#10;').replace(/\t/g, '&#9;');
}
