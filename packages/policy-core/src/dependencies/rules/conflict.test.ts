import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesConflict } from './conflict.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const files = (source: string, lock = '') => ({ files: { [SOURCE]: source, [LOCK]: lock } });
const conflict = (content: string, other: string, path = SOURCE) => ({
  messageId: 'conflict',
  data: { content, other, path },
});

describeRule(dependenciesConflict, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'a package on each machine in one version': files(
      'a==1 ; python_version < "3.9"\na==2 ; python_version >= "3.9"\nb==1 ; sys_platform == "win32"\nb==2 ; sys_platform != "win32"\n',
    ),
    'one version with and without extras, and a range that admits it': files('a==1\na[x]==1.0\na>=1,<2\na\n'),
    'two ranges, of which nobody can tell whether they meet': files('a>=1\na<5\n'),
    'another version in the lock, which another rule reports': files('a==1\n', 'a==2\n'),
    'constraints, which are there to speak of the same packages': {
      files: { [SOURCE]: 'a==1\n-c limits.txt\n', [LOCK]: '', 'backend/limits.txt': 'a==2\n' },
    },
    'a pair that a change does not touch': { ...files('a==1\na==2\n'), change: ['docs/a.md'] },
  },
  breaks: {
    'two versions of one package, however it is spelled': {
      ...files('Foo.Bar==1.0\nfoo_bar[x]==2.0  # newer\n'),
      finds: [{ ...conflict('foo_bar[x]==2.0', 'Foo.Bar==1.0'), underlines: 'foo_bar[x]==2.0' }],
    },
    'a version that a range refuses, before or after it': {
      ...files('a>=2\na==1 --hash=sha256:00\nb==1\nb!=1.0\n'),
      finds: [
        { ...conflict('a==1', 'a>=2'), underlines: 'a==1' },
        { ...conflict('b!=1.0', 'b==1'), underlines: 'b!=1.0' },
      ],
    },
    'versions for machines that overlap': {
      ...files('a==1 ; python_version < "3.10"\na==2 ; python_version >= "3.9"\n'),
      finds: [
        {
          ...conflict('a==2 ; python_version >= "3.9"', 'a==1 ; python_version < "3.10"'),
          underlines: 'a==2 ; python_version >= "3.9"',
        },
      ],
    },
    'a version over several lines, which is told on one': {
      ...files('a==1\na == \\\n  2 \\\n  ; os_name=="nt"\n'),
      finds: [
        {
          ...conflict('a==2 ; os_name == "nt"', 'a==1'),
          underlines: 'a == \\\n  2 \\\n  ; os_name=="nt"',
        },
      ],
    },
    'two addresses': {
      ...files('a @ https://x.example/a.zip\na @ https://y.example/a.zip\n'),
      finds: [
        {
          ...conflict('a @ https://y.example/a.zip', 'a @ https://x.example/a.zip'),
          underlines: 'a @ https://y.example/a.zip',
        },
      ],
    },
    'two files of one side, and the lock for itself': {
      files: { [SOURCE]: '-r base.txt\na==1\n', [LOCK]: 'b==1\nb==2\n', 'backend/base.txt': 'a==2\n' },
      finds: [
        { ...conflict('a==2', 'a==1'), underlines: 'a==2' },
        { ...conflict('b==2', 'b==1', LOCK), underlines: 'b==2' },
      ],
    },
  },
  waits: {},
});
