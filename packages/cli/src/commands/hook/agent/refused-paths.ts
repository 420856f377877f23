import { startOf, type Finding } from '@lockkeeper/policy-core';

import type { WrittenFile } from './written-files.ts';

/** What no change in git would ever show, so that no rule judges it. */
export function refusedPaths({
  inGitFolder,
  leadingOut,
}: Pick<WrittenFile, 'inGitFolder' | 'leadingOut'>): readonly Finding[] {
  return [
    ...inGitFolder.map((path) => finding(IN_GIT_FOLDER, path)),
    ...leadingOut.map((path) => finding(LEADING_OUT, path)),
  ];
}

interface Refusal {
  readonly rule: string;
  readonly messageId: string;
  /** What the sentence says of the path. */
  readonly says: string;
}

const IN_GIT_FOLDER: Refusal = {
  rule: 'policy/self-protect',
  messageId: 'inGitFolder',
  says: 'belongs to git itself: hooks and settings there run as programs.',
};
const LEADING_OUT: Refusal = {
  rule: 'paths/symlink',
  messageId: 'leadingOut',
  says: 'goes through a symbolic link that leads out of the repository.',
};

function finding({ rule, messageId, says }: Refusal, path: string): Finding {
  return {
    rule,
    severity: 'error',
    message: `${path} ${says}`,
    messageId,
    data: { path },
    at: startOf(path),
    evidence: [],
    related: [],
    fixes: [],
    fingerprint: '',
  };
}
