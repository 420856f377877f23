import { createProbe } from '@lockkeeper/host-node/read';
import type { UpdateTools } from '@lockkeeper/operations';

import type { SeenSettings } from './update-settings.ts';

/** Asks the service that runs; `undefined`: no address is set. Messages name it by its address, and where that is set. */
export function healthProbe(
  { settings: { health_url: url }, sources }: SeenSettings['reading'],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): UpdateTools['probe'] {
  if (url === undefined) return undefined;
  const source = sources.find(({ key }) => key === 'health_url')?.source;
  const place = source?.kind === 'file' ? ` (${source.at.path}:${source.at.start.line + 1})` : '';
  const schedule = { deadlineMs: 0, intervalMs: 0, successes: 1, bakeMs: 0 };
  const policy = {
    // What follows may be secret.
    id: `${url.replace(/[?#].*$/, '')}${place}`,
    kind: 'http',
    url,
    identity: ['commit'],
    status: 200,
    ...schedule,
  } as const;
  const folder = async () => await Promise.reject(new Error('No program is asked.'));
  return createProbe(policy, { folder, env, signal, timeoutMs: PROBE_MS });
}

const PROBE_MS = 5000;
