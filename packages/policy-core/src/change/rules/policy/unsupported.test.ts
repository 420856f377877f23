import { describeRule } from '../../../testing/describe-rule.ts';
import { policyUnsupported } from './unsupported.ts';

const django = { tool: 'Django migrations', files: 3, example: 'shop/migrations/0001_initial.py' };

describeRule(policyUnsupported, {
  policy: { unsupported: 'error' },
  keeps: {
    'a repository of which everything is judged': { files: { 'a.py': '' }, seen: { unsupported: [] } },
    'a run that nobody had look': {},
    'a policy that takes a note': { policy: { unsupported: 'note' }, seen: { unsupported: [django] } },
  },
  breaks: {
    'migrations of another tool': {
      files: { 'shop/migrations/0001_initial.py': 'import django\n' },
      seen: { unsupported: [django] },
      finds: [{ messageId: 'unsupported', data: { tool: 'Django migrations', files: '3' }, underlines: '' }],
    },
  },
  waits: {},
});
