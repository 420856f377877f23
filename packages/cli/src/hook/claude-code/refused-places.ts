import { startOf, type Finding } from '@lockkeeper/policy-core';

import type { WrittenFile } from './written-files.ts';

/** What no change in git would ever show, so that no rule judges it. */
export function refusedPlaces({
  inGitFolder,
  leadingOut,
}: Pick<WrittenFile, 'inGitFolder' | 'leadingOut'>): readonly Finding[] {
  return [
    ...inGitFolder.map((path) =>
      finding(
        'policy/self-protect',
        path,
        'belongs to git itself: hooks and settings there run as programs.',
      ),
    ),
    ...leadingOut.map((path) =>
      finding('paths/symlink', path, 'goes through a symbolic link that leads out of the repository.'),
    ),
  ];
}

function finding(rule: string, path: string, what: string): Finding {
  return {
    rule,
    severity: 'error',
    message: `${path} ${what}`,
    at: startOf(path),
    evidence: [],
    related: [],
    fixes: [],
    fingerprint: '',
  };
}
