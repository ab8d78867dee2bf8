import { Refusal } from '@dealwright/diagnostics';
import type { Waking } from '@dealwright/effects';
import { ENTITY, type Entity } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import { type RecordStore, saveRecord, type TimerEntry } from '@dealwright/records';
import { systemContext } from './system-context.ts';
import { tellOwner } from './tell-owner.ts';

interface Given {
  readonly store: RecordStore;
  readonly model: () => Model;
}

/**
 * What a timer wakes: the processes of its record do all that is due, in one write. A refusal is tried again, as somebody
 * may mend its cause; at last the record's owner is told.
 */
export function recordWaker({ store, model }: Given): Pick<Waking, 'wake' | 'giveUp'> {
  const entityOf = (timer: TimerEntry): Entity => {
    const entity = model().find(ENTITY, timer.entity);
    if (!entity) throw new Error(`there is no ${timer.entity} in the content`);
    return entity;
  };
  return {
    async wake(timer, now) {
      const context = systemContext(model(), now, timer.requestId);
      const { id, problems } = await saveRecord(store, context, entityOf(timer), { is: 'tick', id: timer.record });
      if (id === undefined && problems.length > 0) throw new Refusal(problems);
    },
    async giveUp(timer, because, now) {
      const context = systemContext(model(), now, timer.requestId);
      const entry = { ...timer, is: 'tick', data: {} };
      const subject = { en: 'A deadline could not be handled', ro: 'Un termen nu a putut fi tratat' };
      const told = { code: 'TIMER_GIVEN_UP', severity: 'error', message: { en: because, ro: because } } as const;
      await tellOwner(store, context, entityOf(timer), entry, subject, [told]);
    },
  };
}
