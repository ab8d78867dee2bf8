import type { Connector } from './connector.ts';
import { credentialsOf } from './make-request.ts';

/** Where a system is, and what says who asks; what is missing for that. */
export interface Reached {
  readonly address: { readonly at: 'address' | 'sandbox'; readonly url: string } | undefined;
  readonly credentials: Readonly<Record<string, string>>;
  /** Variables of the environment that are not set. */
  readonly missing: readonly string[];
}

export type SystemAccess = (connector: Connector) => Reached;

/** Variables of the environment, and what must not be told of them. */
interface Secrets {
  find(name: string, sight?: 'public'): string | undefined;
  keep(secret: string): void;
}

/**
 * How systems are reached: by the environment; where that has no address, in the sandbox, when there is one.
 * @param sandbox the address of a connector's stand-in
 */
export function systemAccess(
  { find, keep }: Secrets,
  sandbox: ((connector: string) => string) | undefined,
): SystemAccess {
  return (connector) => {
    const url = find(connector.url, 'public');
    if (url === undefined && sandbox) {
      return { address: { at: 'sandbox', url: sandbox(connector.name) }, credentials: {}, missing: [] };
    }
    const { headers, missing } = credentialsOf(connector, find, keep);
    return {
      address: url === undefined ? undefined : { at: 'address', url },
      credentials: headers,
      missing: url === undefined ? [connector.url, ...missing] : missing,
    };
  };
}
