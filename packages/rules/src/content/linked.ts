import type { Entity } from '@dealwright/entities';
import type { ContextType, Member } from '@dealwright/expressions';
import type { ContentDocument, Linking } from '@dealwright/metadata';
import type { Decision } from '../decision.ts';
import type { DecisionShape } from './decision-schema.ts';
import type { DeclaredType } from './declared-type.ts';

/** What a decision needs to be compiled; types of outputs are linked before, because decisions call each other. */
export interface Linked {
  readonly document: ContentDocument<DecisionShape>;
  readonly linking: Linking;
  readonly about: Entity | undefined;
  readonly outputs: ReadonlyMap<string, DeclaredType>;
  readonly calls: ReadonlyMap<string, Decision>;
  readonly hit: Decision['hit'];
}

/** The names and types that expressions of a decision may use. */
export interface Names {
  readonly base: ContextType;
  readonly extra: ReadonlyMap<string, Member>;
  readonly linking: Linking;
}
