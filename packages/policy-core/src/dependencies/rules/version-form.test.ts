import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesVersionForm } from './version-form.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const files = (source: string, lock = '') => ({ files: { [SOURCE]: source, [LOCK]: lock } });
const form = (written: string, usual: string) => ({ messageId: 'form', data: { written, usual } });

describeRule(dependenciesVersionForm, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'versions as Python spells them': files(
      'a==1.0\nb==1.0.0\nc==2!1.0rc1.post2.dev3+cu121\nd==1.*\ne>=1,<2.0\n',
    ),
    'what is compared as text': files('a===v1.0\n'),
    'a pair that a change does not touch': { ...files('a==v1.0\n'), change: ['docs/a.md'] },
  },
  breaks: {
    'versions that Python spells in another way': {
      ...files('a==v1.0\nb == 1.0-RC1\nc>=01.2,<2.0alpha\nd==1.0-1\ne!=V1.*\n', 'f==1.0+CU-121\n'),
      finds: [
        { ...form('1.0+CU-121', '1.0+cu.121'), underlines: '==1.0+CU-121' },
        { ...form('v1.0', '1.0'), underlines: '==v1.0' },
        { ...form('1.0-RC1', '1.0rc1'), underlines: '== 1.0-RC1' },
        { ...form('01.2', '1.2'), underlines: '>=01.2' },
        { ...form('2.0alpha', '2.0a0'), underlines: '<2.0alpha' },
        { ...form('1.0-1', '1.0.post1'), underlines: '==1.0-1' },
        { ...form('V1.*', '1.*'), underlines: '!=V1.*' },
      ],
      mendedTo: {
        [SOURCE]: 'a==1.0\nb == 1.0rc1\nc>=1.2,<2.0a0\nd==1.0.post1\ne!=1.*\n',
        [LOCK]: 'f==1.0+cu.121\n',
      },
    },
  },
  waits: {},
});
