export { createIdentity, type Identity, type IdentityOptions } from './create-identity.ts';
export { identityContent } from './identity-content.ts';
export type { SignedIn } from './sessions.ts';
