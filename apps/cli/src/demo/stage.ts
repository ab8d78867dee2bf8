import type { Actor } from '@dealwright/access';
import { DEMO_PASSWORD, organisation, passUntil, type Stage } from '@dealwright/platform';
import type { TemporaryPlatform } from './temporary-platform.ts';

/**
 * Plays a scenario's steps on a platform as its demo users, each signed in at the instant of the step. What was promised or
 * became due since the step before is done by then.
 */
export function stageOn({ platform, now: time, setClock }: TemporaryPlatform, locale: string): Stage {
  const callerOf = async (username: string, now: string) => {
    await passUntil(platform, time(), now, setClock);
    return {
      actor: await signIn(username),
      now,
      zone: organisation(platform.api.model).zone,
      locale,
      requestId: 'demo',
    };
  };

  const signIn = async (username: string): Promise<Actor> => {
    const { token } = await platform.identity.login(username, DEMO_PASSWORD);
    const signedIn = await platform.identity.signedIn(token);
    if (signedIn === undefined) throw new Error(`${username} cannot sign in`);
    return signedIn.actor;
  };

  return {
    async execute(as, operation, variables, now) {
      const caller = await callerOf(as, now);
      const { data, errors } = await platform.api.execute({ document: operation, variables, caller });
      if (errors !== undefined || !data) throw new Error(JSON.stringify(errors, undefined, 2));
      return JSON.parse(JSON.stringify(data));
    },
    async file(as, id, now) {
      const context = { ...(await callerOf(as, now)), model: platform.api.model };
      const found = await platform.files.find(context, id);
      if (found === undefined) throw new Error(`There is no file ${id} for ${as}.`);
      return { name: found.name, bytes: Buffer.concat(await Array.fromAsync(platform.files.read(context, found))) };
    },
  };
}
