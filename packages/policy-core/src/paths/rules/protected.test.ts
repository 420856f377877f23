import { unobserved } from '../../model/known.ts';
import type { Commit } from '../../model/observations.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { labelOfAuthor, PULL_REQUEST, trustedLabel } from '../../testing/sample-approval.ts';
import { protectedPaths } from './protected.ts';

const CORE = {
  protected: [
    {
      id: 'core',
      paths: ['backend/app/core/**', 'backend/app/services/payments**'],
      except: ['backend/app/core/README.md'],
      require: { label: 'approved-core-change' },
      docs: 'docs/BACKEND_INTEGRITY_POLICY.md',
    },
  ],
};

function commitOf(...paths: readonly string[]): Commit {
  const person = { name: 'Ana', email: 'ana@example.com' };
  return { id: 'c'.repeat(40), author: person, committer: person, message: 'work', paths };
}

const needsLabel = (path: string) => ({
  messageId: 'needsLabel',
  data: { path, section: 'core', label: 'approved-core-change' },
});
const LABEL = 'approved-core-change';
const seenPullRequest = { pullRequest: PULL_REQUEST };

describeRule(protectedPaths, {
  policy: CORE,
  keeps: {
    'a change that touches nothing protected': { change: ['docs/a.md', 'backend/app/cores.py'], labels: [] },
    'a protected path with the label of someone who may approve': {
      change: ['backend/app/core/auth.py'],
      labels: [trustedLabel(LABEL)],
      about: seenPullRequest,
    },
    'a section that speaks of agents, in a change made by hand': {
      policy: { protected: [{ ...CORE.protected[0], applies_to: ['ai'] }] },
      change: ['backend/app/core/auth.py'],
      labels: [],
      about: { commits: [], branch: 'feature/x', author: 'ana' },
    },
    'an exception of the section': { change: ['backend/app/core/README.md'], labels: [] },
    'a whole tree, in which nothing has changed': { files: { 'backend/app/core/auth.py': 'x = 1\n' } },
    'a label that is named on the command line of one machine': {
      change: ['backend/app/core/auth.py'],
      labels: ['approved-core-change'],
      stage: 'local',
    },
    'a change that could not be seen, where nothing is protected': {
      policy: { protected: [] },
      change: [],
      seen: { change: unobserved('this is a shallow clone') },
    },
  },
  breaks: {
    'a modified file without the label': {
      change: ['backend/app/core/auth.py'],
      labels: ['needs-review'],
      files: { 'backend/app/core/auth.py': 'x = 1\n' },
      finds: [{ ...needsLabel('backend/app/core/auth.py'), underlines: '' }],
    },
    'a change whose pull request is known, which the evidence names [row 1.05]': {
      change: ['backend/app/core/auth.py'],
      labels: [],
      about: seenPullRequest,
      finds: [{ ...needsLabel('backend/app/core/auth.py'), underlines: undefined }],
    },
    'a label that does not count, where the rule about such labels is off': {
      change: ['backend/app/core/auth.py'],
      labels: [labelOfAuthor(LABEL)],
      about: seenPullRequest,
      finds: [{ ...needsLabel('backend/app/core/auth.py'), underlines: undefined }],
    },
    'a commit that a later one takes back, where every commit counts': {
      policy: { integrity: { history: 'strict' } },
      change: ['docs/a.md'],
      labels: [],
      about: { commits: [commitOf('backend/app/core/auth.py'), commitOf('backend/app/core/auth.py')] },
      finds: [{ ...needsLabel('backend/app/core/auth.py'), underlines: undefined }],
    },
    'both sides of a move out of the protected folder and into it': {
      change: [
        { path: 'backend/app/core/auth.py', status: 'deleted' },
        { path: 'backend/app/services/payments/stripe.py', status: 'added' },
        { path: 'elsewhere/auth.py', status: 'added' },
      ],
      labels: [],
      finds: [
        { ...needsLabel('backend/app/core/auth.py'), underlines: undefined },
        { ...needsLabel('backend/app/services/payments/stripe.py'), underlines: undefined },
      ],
    },
    'the protected folder itself, swapped for a link': {
      change: [{ path: 'backend/app/core', status: 'type-changed' }],
      labels: [],
      finds: [{ ...needsLabel('backend/app/core'), underlines: undefined }],
    },
    'a name with a line feed': {
      change: ['backend/app/core/a\nb.py'],
      labels: [],
      finds: [{ ...needsLabel('backend/app/core/a\nb.py'), underlines: undefined }],
    },
    'two sections, each asking for its own label': {
      policy: {
        protected: [
          ...CORE.protected,
          { id: 'secrets', paths: ['**/auth.py'], require: { label: 'security' } },
        ],
      },
      change: ['backend/app/core/auth.py'],
      labels: [],
      finds: [
        { ...needsLabel('backend/app/core/auth.py'), underlines: undefined },
        {
          messageId: 'needsLabel',
          data: { path: 'backend/app/core/auth.py', section: 'secrets', label: 'security' },
          underlines: undefined,
        },
      ],
    },
  },
  waits: {
    'labels that were not read': {
      change: ['backend/app/core/auth.py'],
      waits: [{ ...needsLabel('backend/app/core/auth.py'), because: 'no labels were given' }],
    },
    'a label whose author nobody could be asked about': {
      change: ['backend/app/core/auth.py'],
      labels: ['approved-core-change'],
      waits: [
        {
          ...needsLabel('backend/app/core/auth.py'),
          because: 'who applied the label is not known without the forge',
        },
      ],
    },
    'a label still missing while the change is being written': {
      change: ['backend/app/core/auth.py'],
      labels: [],
      stage: 'local',
      waits: [
        {
          ...needsLabel('backend/app/core/auth.py'),
          because: 'it waits for the label approved-core-change',
        },
      ],
    },
    'a change that could not be seen': {
      change: [],
      seen: { change: unobserved('this is a shallow clone') },
      waits: [
        {
          messageId: 'unknownChange',
          data: {},
          because: 'this is a shallow clone',
        },
      ],
    },
  },
});
