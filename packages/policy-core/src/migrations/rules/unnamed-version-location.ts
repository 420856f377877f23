import type { LocationProblem } from '../history/location-problems.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import { versionLocations } from '../facts/version-locations.ts';

type MessageId = 'unnamed' | 'deeper' | 'root' | 'compiled' | 'linked' | 'unclear';

export const unnamedVersionLocation = defineRule({
  id: 'migrations/unnamed-version-location',
  summary: 'Name every folder of revisions in the policy.',
  defaultSeverity: 'error',
  subjects: versionLocations,

  options: NO_OPTIONS,

  messages: {
    unnamed:
      '{environment} loads revisions from {folder}, which nothing judges. Add {folder} to migrations.alembic in {policy}, or remove it here.',
    deeper:
      '{environment} also loads revisions below {folder}, which nothing judges. Set recursive: true for it under migrations.alembic in {policy}, or remove recursive_version_locations here.',
    root: '{environment} loads revisions from the root of the repository. Move them to a folder of their own, so that a policy can name it.',
    compiled:
      '{environment} also loads compiled revisions, which nobody can read. Remove sourceless, and commit their source.',
    linked: '{path} is a symbolic link to revisions that nothing judges. Put the files themselves there.',
    unclear:
      'Cannot determine which revisions {environment} loads. Write out its version locations, relative to %(here)s.',
  },

  *check(_get, { policy, problems }) {
    for (const problem of problems) yield outcomeOf(problem, policy);
  },
});

function outcomeOf(problem: LocationProblem, policy: string): Outcome<MessageId> {
  const { environment, at, path } = problem;
  switch (problem.kind) {
    case 'unnamed': {
      const { folder, isDeeper } = problem;
      const messageId = isDeeper ? 'deeper' : 'unnamed';
      if (folder === '') return { kind: 'violation', messageId: 'root', data: { environment }, at };
      return { kind: 'violation', messageId, data: { environment, folder, policy }, at };
    }
    case 'sourceless':
      return { kind: 'violation', messageId: 'compiled', data: { environment }, at };
    case 'linked':
      return { kind: 'violation', messageId: 'linked', data: { path }, at };
    case 'unclear':
      return {
        kind: 'undecided',
        messageId: 'unclear',
        data: { environment },
        at,
        subject: path,
        waitsFor: 'observation',
        missing: [{ fact: path, reason: problem.reason }],
      };
  }
}
