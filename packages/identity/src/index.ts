export { createIdentity, type Identity, type IdentityOptions, type SignedIn } from './create-identity.ts';
export { identityContent } from './identity-content.ts';
