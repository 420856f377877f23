import { isSignedBy } from '@lockkeeper/host-node/read';
import { readerAt } from '@lockkeeper/operations/observe';
import type { LogSigners } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known, type Policy } from '@lockkeeper/policy-core';

import type { Repository } from '../repository/repository.ts';

/** Those who sign the audit log; `undefined` where the policy names none. `head`: the commit whose file of them counts. */
export function openLogSigners(
  policy: Policy | undefined,
  head: string,
  { observers }: Repository,
): LogSigners | undefined {
  const path = policy?.recordsSigners;
  if (path === undefined) return undefined;
  return {
    path,
    verify: async (signed, signers) => await isSignedBy(signers, signed),
    read: async (): Promise<Known<string>> => {
      const content = (await readerAt(head, observers)([path])).get(path) ?? unobserved('it was not read');
      if (!content.known) return content;
      if (content.value.kind === 'text') return observed(content.value.text);
      const problem = content.value.kind === 'absent' ? 'there is no such file' : content.value.problem;
      return unobserved(`${path}: ${problem}`);
    },
  };
}
