/** An element of an XML document; names without their prefix. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** Enough XML for the files of the conformance suite: no document types, no entities of their own. */
export function readXml(source: string): Element {
  const root = { name: '', attributes: new Map<string, string>(), children: [] as Element[], text: '' };
  const stack = [root];
  const token =
    /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)((?:[^"'>]|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/g;
  for (const [, data, closing, name, attributes = '', empty, text] of source.matchAll(token)) {
    const top = stack.at(-1) ?? root;
    if (text !== undefined) top.text += resolve(text);
    else if (data !== undefined) top.text += data;
    else if (closing) stack.pop();
    else if (name !== undefined) {
      const element = { name: local(name), attributes: readAttributes(attributes), children: [], text: '' };
      top.children.push(element);
      if (!empty) stack.push(element);
    }
  }
  const [document] = root.children;
  if (!document) throw new Error('no element');
  return document;
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function readAttributes(text: string): Map<string, string> {
  const found = [...text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)];
  return new Map(found.map(([, name = '', a, b]) => [local(name), resolve(a ?? b ?? '')]));
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function resolve(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/g, (whole, hex, decimal, name) =>
    hex || decimal ? String.fromCodePoint(Number.parseInt(hex ?? decimal, hex ? 16 : 10)) : (ENTITIES[name] ?? whole),
  );
}

export function childrenOf(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((each) => each.name === name) ?? [];
}

export function child(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((each) => each.name === name);
}
