import { hash, type Options, verify } from '@node-rs/argon2';

/** The library hashes with argon2id; as OWASP advises: 19 MiB, two passes, one lane; about 20 ms. */
const OPTIONS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Longer ones are no passwords, but work for our processor. */
const LONGEST = 500;

export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

let decoy: Promise<string> | undefined;

/** True when the password is right. Without a hash (no such user) it takes as long and says false. */
export async function isRightPassword(kept: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('no password at all');
  const isRight = await verify(kept ?? (await decoy), password.slice(0, LONGEST));
  return isRight && kept !== undefined && password.length <= LONGEST;
}
