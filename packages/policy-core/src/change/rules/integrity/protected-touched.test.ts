import { unobserved } from '../../../model/known.ts';
import type { Change, Commit } from '../../../model/observations.ts';
import { describeRule } from '../../../testing/describe-rule.ts';
import { integrityProtectedTouched } from './protected-touched.ts';

const POLICY = { protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' } }] };

function commit(id: string, ...paths: readonly string[]): Commit {
  const person = { name: 'Ana', email: 'ana@example.com' };
  return { id: id.repeat(40), author: person, committer: person, message: 'work', paths };
}

const unseen: Change = {
  base: 'b'.repeat(40),
  head: 'worktree',
  branch: unobserved('the head is detached'),
  entries: [],
  isWhole: true,
  commits: unobserved('this is a shallow clone'),
  push: null,
};

const touched = (path: string, id: string) => ({
  messageId: 'touched',
  data: { commit: id.repeat(10), path, section: 'core' },
  underlines: undefined,
});

describeRule(integrityProtectedTouched, {
  policy: POLICY,
  keeps: {
    'commits that touch nothing protected': {
      change: ['docs/a.md'],
      about: { commits: [commit('a', 'docs/a.md')] },
    },
    'a protected path that the whole change touches, which is the matter of paths/protected': {
      change: ['core/auth.py'],
      about: { commits: [commit('a', 'core/auth.py')] },
    },
    'a policy that protects nothing, whatever is known of the commits': {
      policy: { protected: [] },
      change: ['core/auth.py'],
    },
  },
  breaks: {
    'out and back again, which leaves no trace in the whole': {
      change: ['docs/a.md'],
      about: {
        commits: [commit('a', 'core/auth.py', 'docs/auth.py'), commit('b', 'core/auth.py', 'docs/auth.py')],
      },
      finds: [touched('core/auth.py', 'a')],
    },
    'two paths in two commits': {
      change: [],
      about: { commits: [commit('a', 'core/b.py'), commit('b', 'core/a.py', 'core/b.py')] },
      finds: [touched('core/a.py', 'b'), touched('core/b.py', 'a')],
    },
  },
  waits: {
    'commits nobody could see': {
      change: [],
      seen: { change: { known: true, value: unseen } },
      waits: [
        {
          messageId: 'unknown',
          data: {},
          because: 'this is a shallow clone',
        },
      ],
    },
  },
});
