import type { Policy } from '@lockkeeper/policy-core';
import { pathGuards } from '@lockkeeper/policy-core/editor';

import { rangeOf } from '../locations/range.ts';
import type { GuardedFile } from '../protocol.ts';
import { parentOf, pathBelow, uriBelow } from '../locations/uri-path.ts';
import type { GuardsQuery } from './messages.ts';
import type { LocatedPolicy } from './policy-cache.ts';
import type { WorkspaceContext } from './workspace-context.ts';

/** Those files that anything stands before. A policy that never was valid says nothing of them. */
export async function guardedFiles(
  files: GuardsQuery['files'],
  context: WorkspaceContext,
): Promise<readonly GuardedFile[]> {
  const found: GuardedFile[] = [];
  // Files of one folder have one policy: it is not looked for again.
  const policies = new Map<string | undefined, LocatedPolicy | undefined>();
  for (const { uri, folder = parentOf(uri) } of files) {
    const beside = parentOf(uri);
    if (!policies.has(beside) && folder !== undefined)
      policies.set(beside, await context.nearestPolicy(uri, folder));
    const at = policies.get(beside);
    const path = at && pathBelow(at.root, uri);
    if (at?.judging === undefined || path === undefined) continue;
    const guarded = guardedFile(at.judging.policy, { uri, path, root: at.root });
    if (guarded !== undefined) found.push(guarded);
  }
  return found;
}

interface FileBelowRoot {
  readonly uri: string;
  readonly path: string;
  readonly root: string;
}

function guardedFile(policy: Policy, { uri, path, root }: FileBelowRoot): GuardedFile | undefined {
  const guards = pathGuards(policy, path);
  if (guards.length === 0) return undefined;
  return {
    uri,
    isProtected: guards.some(({ kind }) => kind !== 'scope'),
    isDeniedToAgents: guards.some(({ kind, actors }) => kind === 'scope' && actors.includes('ai')),
    guards: guards.map(({ kind, title, asks, at }) => ({
      kind,
      text: `${title}: ${asks}`,
      policy: { uri: uriBelow(root, at.path), range: rangeOf(at) },
    })),
  };
}
