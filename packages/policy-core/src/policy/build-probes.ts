import type { IdentityProbe } from './policy.ts';
import type { PolicyFile } from './policy-schema.ts';

export function identityProbes({ deployment }: PolicyFile): readonly IdentityProbe[] {
  return (deployment?.probes ?? []).map(({ environment, service, url, identity }) => ({
    environment,
    service,
    url,
    // The first is the root, `$`.
    identity: identity.split('.').slice(1),
  }));
}
