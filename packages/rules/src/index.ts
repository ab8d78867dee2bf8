export type { Answer, Decision, Example, HitPolicy, Match, Miss } from './decision.ts';
