import type { ExtraNames } from '@dealwright/entities';
import { contextType, type FeelType } from '@dealwright/expressions';

const TEXT: FeelType = { kind: 'string' };

/** What `answers` is where approvals and tasks come to an end: one of each that was answered, in their order. */
export const ANSWERS_NAME: ExtraNames = new Map([
  [
    'answers',
    {
      type: {
        kind: 'list',
        of: contextType('answer', {
          ...{ name: TEXT, label: TEXT, reason: TEXT },
          answer: { kind: 'string', values: ['agree', 'disagree', 'not-concerned', 'complete'] },
          // The name of the person; null when silence counted as the answer.
          by: TEXT,
          at: { kind: 'date and time' },
        }),
      },
    },
  ],
]);
