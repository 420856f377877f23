import { readerAt, readPolicyFile, type ObserveRequest, type Seen } from '@lockkeeper/operations/observe';
import type { Observers } from '@lockkeeper/operations/ports';
import { mustBeProved, type Stage } from '@lockkeeper/policy-core';

import { CliError } from '../../errors/cli-error.ts';
import { isPlainPath } from '../../dependency-pairs/named-pairs.ts';
import { draftWithoutPolicy } from '../../first-policy/policy-draft.ts';
import { lookAround } from '../../first-policy/look-around.ts';
import type { Repository } from '../../repository/repository.ts';
import type { NamedPath } from './named-paths.ts';
import type { CheckOptions } from './options.ts';

interface Asking {
  readonly options: Pick<CheckOptions, 'policy'>;
  readonly stage: Stage;
  readonly repository: Repository;
  /** Whoever names a file of SQL wants it judged, wherever it lies. */
  readonly paths: readonly NamedPath[];
}

/**
 * Lets rules that need no policy judge where there is none. Where everything has to be proved somebody must say so
 * (`--no-policy`), and the default branch must have none either: else taking the policy away would be a way around it.
 */
export async function defaultsFor(
  request: ObserveRequest,
  { options, stage, repository: { observers }, paths }: Asking,
): Promise<ObserveRequest> {
  if (options.policy !== false && mustBeProved(stage)) return request;
  const { head } = request;
  const withoutPolicy = async () =>
    draftWithoutPolicy(
      await lookAround({ observers, head }),
      paths.map(({ path }) => path).filter((path) => path.endsWith('.sql') && isPlainPath(path)),
    );
  const { git } = observers;
  if (!mustBeProved(stage) || request.base !== undefined || git === undefined)
    return { ...request, withoutPolicy };
  const found = await git.defaultBranch();
  if (found.known)
    return (await hasPolicy(found.value, observers))
      ? awayFrom(found.value, request)
      : { ...request, withoutPolicy };
  throw new CliError(
    'not-judged',
    `The default branch may have a policy, but it is not known because ${found.reason}. Fetch it (in GitHub Actions: fetch-depth: 0), or name it with --base.`,
  );
}

async function hasPolicy(commit: string, observers: Observers): Promise<boolean> {
  return (await readPolicyFile(readerAt(commit, observers))).kind !== 'absent';
}

/** What takes a policy away is a change, and judged as one by that policy. */
function awayFrom(base: string, request: ObserveRequest): ObserveRequest {
  return { ...request, focus: { kind: 'change' }, base, policyFrom: 'base' };
}

/** Of a base that has a policy the change is judged by that, whatever was asked. */
export function mustBeWithoutPolicy({ policy, policyOrigin, isWithoutPolicy = false }: Seen): void {
  if (isWithoutPolicy || policyOrigin === 'base') return;
  throw new CliError(
    'usage',
    `${policy.path} is a policy, and --no-policy is for repositories without one. Leave it out.`,
  );
}
