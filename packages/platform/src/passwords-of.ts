import { problem } from '@dealwright/diagnostics';
import { ENTITY } from '@dealwright/entities';
import type { PasswordPort } from '@dealwright/graphql';
import type { Identity } from '@dealwright/identity';
import type { RecordStore } from '@dealwright/records';
import { mayUpdate } from './may-update.ts';

/** Passwords over `identity`: a person sets the own one; those of others, whoever may update their User. */
export function passwordsOf(store: RecordStore, identity: Identity): PasswordPort {
  return {
    async setPassword(context, user, password) {
      const entity = context.model.get(ENTITY, 'User');
      const isAllowed = context.actor.id === user || (await mayUpdate(store, context, entity, user));
      return isAllowed ? identity.setPassword(user, password) : [notAllowed()];
    },
  };
}

function notAllowed() {
  return problem(
    'NOT_ALLOWED',
    { en: 'You may not set the password of this person.', ro: 'Nu puteți schimba parola acestei persoane.' },
    {
      path: ['user'],
      hint: {
        en: 'set your own, or ask somebody who may change users',
        ro: 'schimbați-o pe a dumneavoastră sau cereți cuiva care poate modifica utilizatori',
      },
    },
  );
}
