import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesNameForm } from './name-form.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const files = (source: string, lock = '') => ({ files: { [SOURCE]: source, [LOCK]: lock } });
const twoForms = (name: string, other: string, { path = LOCK, usual = name.toLowerCase() } = {}) =>
  `${name} is spelled ${other} in ${path}. Write ${usual} in both.`;

describeRule(dependenciesNameForm, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'one spelling in both files, whatever it is': files('Flask==1\nfoo_bar==1\n', 'Flask==1\nfoo_bar==1\n'),
    'a compiled lock, which its tool spells': {
      policy: { dependencies: [{ ...PAIR, sync: { mode: 'compiled' } }] },
      ...files('Flask\n', 'flask==1\n'),
    },
    'two pairs, each for itself': {
      policy: { dependencies: [PAIR, { id: 'tools', source: 't.txt', lock: 't.lock' }] },
      files: { [SOURCE]: 'Flask==1\n', [LOCK]: '', 't.txt': 'flask==1\n', 't.lock': '' },
    },
    'a pair that a change does not touch': { ...files('Flask==1\n', 'flask==1\n'), change: ['docs/a.md'] },
  },
  breaks: {
    'a spelling in each file: the one that tools use is written': {
      ...files('Flask==1\nfoo_bar[x]==1\n', 'flask==1\nFoo.Bar[x]==1\n'),
      finds: [
        {
          message: twoForms('Foo.Bar', 'foo_bar', { path: SOURCE, usual: 'foo-bar' }),
          underlines: 'Foo.Bar',
        },
        { message: twoForms('Flask', 'flask'), underlines: 'Flask' },
        { message: twoForms('foo_bar', 'Foo.Bar', { usual: 'foo-bar' }), underlines: 'foo_bar' },
      ],
      mendedTo: { [SOURCE]: 'flask==1\nfoo-bar[x]==1\n', [LOCK]: 'flask==1\nfoo-bar[x]==1\n' },
    },
    'two spellings in one file that a lock is compiled from': {
      policy: { dependencies: [{ ...PAIR, sync: { mode: 'compiled' } }] },
      ...files('Flask\nflask[async]\n', 'flask==1\n'),
      finds: [{ message: twoForms('Flask', 'flask', { path: SOURCE }), underlines: 'Flask' }],
      mendedTo: { [SOURCE]: 'flask\nflask[async]\n' },
    },
    'any other spelling, where the policy wants the one that tools use': {
      options: { always: true },
      ...files('Flask==1\n', 'Flask==1\n'),
      finds: [
        { message: 'Tools spell Flask as flask. Write it so.', underlines: 'Flask' },
        { message: 'Tools spell Flask as flask. Write it so.', underlines: 'Flask' },
      ],
      mendedTo: { [SOURCE]: 'flask==1\n', [LOCK]: 'flask==1\n' },
    },
  },
  waits: {},
});
