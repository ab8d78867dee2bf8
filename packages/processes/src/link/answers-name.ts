import type { ExtraNames } from '@dealwright/entities';
import { contextType, type FeelType } from '@dealwright/expressions';

const TEXT: FeelType = { kind: 'string' };

const ANSWER = contextType('answer', {
  ...{ name: TEXT, label: TEXT, reason: TEXT },
  answer: { kind: 'string', values: ['agree', 'disagree', 'not-concerned', 'complete'] },
  // The names of people; null when silence counted as the answer.
  ...{ by: TEXT, onBehalfOf: TEXT },
  byId: { kind: 'any' },
  at: { kind: 'date and time' },
});

/** What the transitions of a state with approvals or tasks know besides: the answers that were given, in their order. */
export const ANSWERS_NAME: ExtraNames = new Map([['answers', { type: { kind: 'list', of: ANSWER } }]]);
