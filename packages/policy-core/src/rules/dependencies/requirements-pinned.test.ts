import { observed, unobserved } from '../../known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { requirementsPinned } from './requirements-pinned.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { dependencies: [{ id: 'backend', source: SOURCE, lock: LOCK }] };

const source = (text: string, lock = '') => ({ files: { [SOURCE]: text, [LOCK]: lock } });
const float = (requirement: string) => `${requirement} admits more than one version. Pin one with ==.`;
const unjudged = (content: string) =>
  `${content} cannot be judged. Write it as name==version, or take it out.`;

describeRule(requirementsPinned, {
  policy: PAIR,
  keeps: {
    'an exact version': source('fastapi==0.110.0\n'),
    'extras, a marker and a comment around an exact version': source(
      'uvicorn[standard]==0.29.0 ; python_version >= "3.11"  # web server\n',
    ),
    'hashes continued from an exact version': source(
      'httpx==0.27.0 \\\n    --hash=sha256:71d5465162c13681 \\\n    --hash=sha256:0a0b\n',
    ),
    'spaces around the operator, an epoch, a local version and a pre-release': source(
      'a == 1\nb==1!2.0\nc==2.1.0+cu121\nd==1.0rc1\ne==v1.0\n',
    ),
    'comments, blank lines, a byte order mark and Windows line ends': source(
      '\uFEFF# from pip freeze\r\n\r\na==1.0\r\n',
    ),
    'an empty file': source(''),
    'a project allowed to float, by its normalised name': {
      ...source('May_Assistant.SDK\n'),
      options: { allowUnpinned: ['may_assistant-SDK'] },
    },
    'a pair that a change does not touch': { ...source('flask>=2\n'), change: ['docs/a.md'] },
    'options, which are for another rule': source('--index-url https://x.example\n--extra-index x\n'),
    'a pinned file that is brought in': {
      files: { [SOURCE]: '-r base.txt\n', [LOCK]: '-r base.txt\n', 'backend/base.txt': 'a==1\n' },
    },
    'constraints: they ask for nothing': {
      files: { [SOURCE]: 'a==1\n-c limits.txt\n', [LOCK]: '', 'backend/limits.txt': 'a<2\n' },
    },
    'a file that is brought in and not there, which another rule reports': source('-r gone.txt\n'),
    'a lock that does not exist, which another rule reports': { files: { [SOURCE]: 'a==1\n' } },
  },
  breaks: {
    'a lower bound, pinned to the version the lock holds': {
      ...source('fastapi>=0.110\n', 'fastapi==0.110.3\n'),
      finds: [{ message: float('fastapi>=0.110'), underlines: '>=0.110' }],
      offers: ['Pin to fastapi==0.110.3'],
      mendedTo: { [SOURCE]: 'fastapi==0.110.3\n' },
    },
    'a bound the lock breaks: the fix is for a person to choose': {
      ...source('fastapi>=1.0\n', 'fastapi==0.110.3\n'),
      finds: [{ message: float('fastapi>=1.0'), underlines: '>=1.0' }],
      offers: ['Pin to fastapi==0.110.3'],
    },
    'no version at all': {
      ...source('  fastapi\nuvicorn[standard]\n', 'FastAPI==1.0\n'),
      finds: [
        { message: 'fastapi has no version. Write fastapi==<version>.', underlines: 'fastapi' },
        { message: 'uvicorn has no version. Write uvicorn==<version>.', underlines: 'uvicorn' },
      ],
      offers: ['Pin to fastapi==1.0'],
    },
    'every operator but ==': {
      ...source('a>1\nb<2\nc~=1.0\nd!=1\ne<=3\n'),
      finds: ['a>1', 'b<2', 'c~=1.0', 'd!=1', 'e<=3'].map((line) => ({
        message: float(line),
        underlines: line.slice(1),
      })),
    },
    'a comparison of text, which may name one version and still is no pin': {
      ...source('f===1.0\n'),
      finds: [
        { message: 'f===1.0 compares text, not versions. Write == instead of ===.', underlines: '===1.0' },
      ],
    },
    'a wildcard and two clauses, which pip both accepts after ==': {
      ...source('httpx==0.27.*\na==1.0,==1.0\n'),
      finds: [
        { message: float('httpx==0.27.*'), underlines: '==0.27.*' },
        { message: float('a==1.0,==1.0'), underlines: '==1.0,==1.0' },
      ],
    },
    'a checkout, a path, an archive and a URL': {
      ...source(
        '-e ./sdk\n./wheels/x.whl\nsdk @ https://example.com/sdk.zip\ngit+https://example.com/sdk.git\n',
      ),
      finds: [
        '-e ./sdk',
        './wheels/x.whl',
        'sdk @ https://example.com/sdk.zip',
        'git+https://example.com/sdk.git',
      ].map((line) => ({
        message: `pip cannot pin ${line} to a version. Install a released package instead.`,
        underlines: line,
      })),
    },
    'the requirement that a line separator hides from people [attack deps-u2028]': {
      ...source('a==1\u2028evil>=0\n'),
      finds: [{ message: float('evil>=0'), underlines: '>=0' }],
    },
    'a range in both files [attack deps-unpinned]': {
      ...source('flask>=3\n', 'flask>=3\n'),
      change: [SOURCE, LOCK],
      finds: [
        { message: float('flask>=3'), underlines: '>=3' },
        { message: float('flask>=3'), underlines: '>=3' },
      ],
    },
    'a wildcard behind == [attack deps-wild]': {
      ...source('uvicorn==0.29.*\n', 'uvicorn==0.29.*\n'),
      finds: [
        { message: float('uvicorn==0.29.*'), underlines: '==0.29.*' },
        { message: float('uvicorn==0.29.*'), underlines: '==0.29.*' },
      ],
    },
    'what a file of the repository brings in [attack deps-include]': {
      files: { [SOURCE]: '-r ../docs/extra.txt\n', [LOCK]: '', 'docs/extra.txt': 'a==1\nevil>=0\n' },
      finds: [{ message: float('evil>=0'), underlines: '>=0' }],
    },
    'what is brought in from somewhere else [attack deps-include]': {
      ...source('-r https://x.example/r.txt\n-r ../../evil.txt\n-c https://x.example/c.txt\n'),
      finds: ['-r https://x.example/r.txt', '-r ../../evil.txt'].map((line) => ({
        message: `What ${line} brings in cannot be pinned. Copy what it holds into the repository.`,
        underlines: line,
      })),
    },
    'a float in the lock as well': {
      files: { [SOURCE]: 'a==1\n', [LOCK]: 'a>=1\n' },
      finds: [{ message: float('a>=1'), underlines: '>=1' }],
      mendedTo: { [LOCK]: 'a==1\n' },
    },
    'only the floating line of three': {
      ...source('a==1\nb~=2.0\nc==3\n', 'b==2.5\n'),
      change: [SOURCE],
      finds: [{ message: float('b~=2.0'), underlines: '~=2.0' }],
      mendedTo: { [SOURCE]: 'a==1\nb==2.5\nc==3\n' },
    },
    'a file that is not text': {
      files: {},
      seen: {
        files: {
          [SOURCE]: observed({ kind: 'unreadable', problem: 'it is a binary file' }),
          [LOCK]: observed({ kind: 'text', text: '' }),
        },
      },
      finds: [
        {
          message: `${SOURCE} cannot be analysed: it is a binary file. Save it as UTF-8 text of at most 2 MB.`,
          underlines: undefined,
        },
      ],
    },
    'more than two megabytes': {
      ...source('# padding\n'.repeat(220_000)),
      finds: [
        {
          message: `${SOURCE} cannot be analysed: it has 2.1 MB and more than 2 MB is not analysed. Save it as UTF-8 text of at most 2 MB.`,
          underlines: '',
        },
      ],
    },
    'a source that does not exist': {
      files: { [LOCK]: 'a==1\n' },
      finds: [
        {
          message: `${SOURCE} does not exist. Create it, or take the pair backend out of the policy.`,
          underlines: undefined,
        },
      ],
    },
  },
  waits: {
    'an include that a variable decides about': {
      ...source('-r ${WHERE}/base.txt\n'),
      waits: [
        { message: unjudged('-r ${WHERE}/base.txt'), because: 'it depends on an environment variable' },
      ],
    },
    'options that swallow a requirement': {
      ...source('--pre evil\n-r base.txt -r more.txt\n'),
      waits: [
        { message: unjudged('--pre evil'), because: 'pip passes over a part of it' },
        {
          message: unjudged('-r base.txt -r more.txt'),
          because: 'pip reads only one of the files it names',
        },
      ],
    },
    'parentheses, a variable, options after the pin and a broken version': {
      ...source('a(==1)\nb==${VERSION}\nc==1 --global-option=x\nd==not/a/version\n'),
      waits: [
        { message: unjudged('a(==1)'), because: 'its version cannot be read' },
        { message: unjudged('b==${VERSION}'), because: 'it depends on an environment variable' },
        { message: unjudged('c==1 --global-option=x'), because: 'it carries options that are not read yet' },
        { message: unjudged('d==not/a/version'), because: 'its version cannot be read' },
      ],
    },
    'a marker after a hash, which pip silently drops': {
      ...source('a==1 --hash=sha256:00 ; python_version < "3"\n'),
      waits: [
        {
          message: unjudged('a==1 --hash=sha256:00 ; python_version < "3"'),
          because: 'it carries options that are not read yet',
        },
      ],
    },
    'a file nobody could read': {
      files: { [LOCK]: '' },
      seen: {
        files: {
          [SOURCE]: unobserved('permission was denied'),
          [LOCK]: observed({ kind: 'text', text: '' }),
        },
      },
      waits: [{ message: `${SOURCE} was not read.`, because: 'permission was denied' }],
    },
  },
});
