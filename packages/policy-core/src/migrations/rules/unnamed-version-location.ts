import type { LocationProblem } from '../history/location-problems.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import { versionLocations } from '../facts/version-locations.ts';

type MessageId = 'unnamed' | 'deeper' | 'root' | 'compiled' | 'linked' | 'unclear';

export const unnamedVersionLocation = defineRule({
  id: 'migrations/unnamed-version-location',
  summary: 'The policy names every folder that Alembic loads revisions from.',
  defaultSeverity: 'error',
  subjects: versionLocations,

  options: NO_OPTIONS,

  messages: {
    unnamed:
      '{environment} has Alembic load revisions from {folder}, which nothing judges. Add {folder} to migrations.alembic in {policy}, or take it away here.',
    deeper:
      '{environment} has Alembic load revisions from folders below {folder} as well, which nothing judges. Set recursive: true for it under migrations.alembic in {policy}, or take recursive_version_locations away here.',
    root: '{environment} has Alembic load revisions from the root of the repository, where no policy can tell them from other files. Move them to a folder of their own.',
    compiled:
      '{environment} has Alembic load compiled revisions as well, which nobody can read. Take sourceless away, and commit their source.',
    linked:
      '{path} is a symbolic link, and Alembic loads the revisions that it leads to, which nothing judges. Put the files themselves there.',
    unclear:
      'It cannot be told which revisions {environment} has Alembic load. Write its version locations out, relative to %(here)s.',
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
