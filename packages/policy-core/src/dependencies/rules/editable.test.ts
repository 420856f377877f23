import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesEditable } from './editable.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const source = (text: string) => ({ files: { [SOURCE]: text, [LOCK]: '' } });
const editable = (where: string) => ({ messageId: 'editable', data: { where } });
const pylock = (from: string, more = {}) => ({
  policy: { dependencies: [{ ...PAIR, lock: 'pylock.toml', ...more }] },
  files: {
    [SOURCE]: 'a\n',
    'pylock.toml': `lock-version = "1.0"\ncreated-by = "x"\n[[packages]]\nname = "a"\n${from}\n`,
  },
});

describeRule(dependenciesEditable, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'releases, addresses and paths that are no checkouts': source(
      'a==1\nb @ https://x.example/b.zip\n./sdk\n',
    ),
    'a checkout under a policy that lets them in': {
      policy: { dependencies: [{ ...PAIR, editable: 'allow' }] },
      ...source('-e .\n--editable=git+https://x.example/a.git#egg=a\n'),
    },
    'a checkout in a lock of the standard form under a policy that lets them in': pylock(
      'directory = { path = ".", editable = true }',
      { editable: 'allow' },
    ),
    'a pair that a change does not touch': { ...source('-e .\n'), change: ['docs/a.md'] },
  },
  breaks: {
    'a checkout in a lock of the standard form': {
      ...pylock('directory = { path = "../a", editable = true }'),
      finds: [{ ...editable('../a'), underlines: '"../a"' }],
    },
    'a checkout, in every way to write it': {
      ...source('-e .\n-e./sdk\n--editable=../lib[x]\n--edit git+https://x.example/a.git#egg=a\n'),
      finds: [
        { ...editable('.'), underlines: '-e .' },
        { ...editable('./sdk'), underlines: '-e./sdk' },
        { ...editable('../lib'), underlines: '--editable=../lib[x]' },
        {
          ...editable('git+https://x.example/a.git#egg=a'),
          underlines: '--edit git+https://x.example/a.git#egg=a',
        },
      ],
    },
    'a checkout in a lock that rye wrote': {
      files: { [SOURCE]: 'a==1\n', [LOCK]: '-e file:.\na==1\n' },
      finds: [{ ...editable('file:.'), underlines: '-e file:.' }],
    },
  },
  waits: {},
});
