import type { FeelType } from '@dealwright/expressions';
import { feelLiteral } from './feel-literal.ts';
import { element, text, type Written } from './write-xml.ts';

const SIMPLE = new Set<FeelType['kind']>(['string', 'number', 'boolean', 'date', 'time', 'date and time']);

/** The types of a model, each defined once. */
export class TypeRefs {
  readonly #definitions = new Map<string, Written>();
  readonly #names = new Map<string, string>();

  get definitions(): readonly Written[] {
    return [...this.#definitions.values()];
  }

  /**
   * The name of a type; undefined for anything, and for what DMN has no name for.
   * @param name what a definition would be called, were one needed: `tSegment`
   * @param members of a context, those that are meant; all when not given
   */
  refer(type: FeelType, name: string, members?: ReadonlyMap<string, Members>): string | undefined {
    if (type.kind === 'string' && type.values) {
      const values = type.values.map((each) => feelLiteral(each, type)).join(', ');
      return this.#define(name, `string ${values}`, [
        element('typeRef', {}, 'string'),
        element('allowedValues', {}, [text(values)]),
      ]);
    }
    if (SIMPLE.has(type.kind)) return type.kind;
    if (type.kind === 'days and time duration' || type.kind === 'years and months duration') return type.kind;
    if (type.kind === 'list') {
      const of = this.refer(type.of, `${name}Element`, members);
      return of && this.#define(name, `list ${of}`, [element('typeRef', {}, of)], true);
    }
    if (type.kind !== 'context') return undefined;
    const parts = (members ? [...members.keys()] : type.names()).flatMap((key) => {
      const member = type.member(key)?.type;
      return member ? [{ key, typeRef: this.refer(member, `${name}${upper(key)}`, members?.get(key)?.members) }] : [];
    });
    if (parts.length === 0) return undefined;
    const components = parts.map(({ key, typeRef }) =>
      element('itemComponent', { name: key }, [typeRef === undefined ? undefined : element('typeRef', {}, typeRef)]),
    );
    return this.#define(name, JSON.stringify(parts), components);
  }

  /** The name of the definition; the same one for the same meaning, never one name for two. */
  #define(wanted: string, meaning: string, children: readonly Written[], isCollection = false): string {
    const known = this.#names.get(meaning);
    if (known !== undefined) return known;
    let name = wanted;
    for (let number = 2; this.#definitions.has(name); number++) name = `${wanted}${number}`;
    this.#names.set(meaning, name);
    const attributes = { id: `item_${name}`, name, ...(isCollection && { isCollection: 'true' }) };
    this.#definitions.set(name, element('itemDefinition', attributes, children));
    return name;
  }
}

/** The members of a context that expressions read, and theirs. */
export interface Members {
  readonly members: ReadonlyMap<string, Members>;
}

export function upper(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
