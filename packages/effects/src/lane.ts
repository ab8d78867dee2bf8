import type { OutboxEntry } from '@dealwright/records';

/** Entries of one record in one lane are done one after the other; what fails holds back its own lane only. */
export interface Lane {
  readonly name: string;
  /** It asks somebody outside, who may be slow or dead: those who are asked at the same time are few for each receiver. */
  readonly receiver: string | undefined;
}

/** Of what may take long here, such as documents. */
export const SLOW_LANE = 'rest';

/** The lane of an entry: `notify`, `mail`, `mail:ADDRESS`, `call:CONNECTOR`, `webhook:NAME`; everything else shares `rest`. */
export function laneOf({ is, data }: OutboxEntry): Lane {
  switch (is) {
    case 'notify':
      return inside('notify');
    case 'mail':
      // With attachments, it must not overtake the documents that the same transition generates.
      return inside(Array.isArray(data.attach) && data.attach.length > 0 ? SLOW_LANE : 'mail');
    case 'invite':
    case 'uninvite':
      return inside('mail');
    case 'send':
      return { name: `mail:${String(data.to)}`, receiver: 'mail' };
    case 'call':
      return outside(`call:${String(data.connector)}`);
    case 'webhook':
      return outside(`webhook:${String(data.webhook)}`);
    default:
      return inside(SLOW_LANE);
  }
}

const inside = (name: string): Lane => ({ name, receiver: undefined });
const outside = (name: string): Lane => ({ name, receiver: name });
