import type { Problem } from '@dealwright/diagnostics';
import type { Part, Source, Variable } from '../model.ts';
import type { XmlDocument, XmlElement } from './xml.ts';

/** What reading needs: where elements stand, and a place for problems. */
export interface Reading {
  readonly document: XmlDocument;
  readonly namespace: string;
  readonly problems: Problem[];
}

export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((each) => each.name === name) ?? [];
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((each) => each.name === name);
}

/** An attribute; undefined where it is missing or empty. */
export function attribute(element: XmlElement | undefined, name: string): string | undefined {
  const value = element?.attributes.get(name)?.trim();
  return value === '' ? undefined : value;
}

/** The text of the child of that name. */
export function textOf(element: XmlElement | undefined, name: string): string | undefined {
  const text = childOf(element, name)?.text.trim();
  return text === '' ? undefined : text;
}

export function partOf(element: XmlElement, { document }: Reading): Part {
  return { place: (offset, length) => document.place(element, offset, length) };
}

/** The `<text>` of an element such as `inputEntry`; undefined where there is none, or nothing in it. */
export function sourceOf(element: XmlElement | undefined, reading: Reading): Source | undefined {
  const text = childOf(element, 'text');
  if (!text || text.text.trim() === '') return undefined;
  return { text: text.text, ...partOf(text, reading) };
}

/** Like {@link sourceOf}, with an empty text where there is none. */
export function sourceIn(element: XmlElement, reading: Reading): Source {
  return sourceOf(element, reading) ?? { text: '', ...partOf(element, reading) };
}

/** The name of a type: DMN 1.1 wrote `feel:string`. */
export function typeRefOf(element: XmlElement | undefined): string | undefined {
  const written = attribute(element, 'typeRef') ?? textOf(element, 'typeRef');
  return written?.replace(/^feel:/, '');
}

export function variableOf(element: XmlElement, reading: Reading): Variable {
  return { name: nameOf(element), typeRef: typeRefOf(element), ...partOf(element, reading) };
}

/** Names may be written over several lines; blanks count as one. */
export function nameOf(element: XmlElement | undefined): string {
  return (attribute(element, 'name') ?? '').replace(/\s+/g, ' ');
}
