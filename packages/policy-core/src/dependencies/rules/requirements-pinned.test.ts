import { observed, unobserved } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { requirementsPinned } from './requirements-pinned.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const BACKEND = { id: 'backend', source: SOURCE, lock: LOCK };
const PAIR = { dependencies: [BACKEND] };

const source = (text: string, lock = '') => ({ files: { [SOURCE]: text, [LOCK]: lock } });
const unjudged = (content: string) => ({ messageId: 'unjudged', data: { content } });

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
    'a lock, which another rule judges': source('a==1\n', 'a>=1\n'),
    'a lock that does not exist, which another rule reports': { files: { [SOURCE]: 'a==1\n' } },
    'addresses, paths, checkouts and what pip refuses, which other rules judge': source(
      'sdk @ https://x.example/sdk.zip\ngit+https://x.example/sdk.git\n./wheels/x.whl\n-e ./sdk\nd==not/a/version\n-r https://x.example/r.txt\n',
    ),
    'an exact version in parentheses, and in capitals': source('a (==1)\nb(== V1.0RC1)\n'),
    'a comparison of text, where the policy takes it for a pin': {
      policy: { dependencies: [{ ...BACKEND, pinned: { operators: ['==', '==='] } }] },
      ...source('a===1.0\nb==1\n'),
    },
    'ranges in a source that a lock is compiled from': {
      policy: { dependencies: [{ ...BACKEND, sync: { mode: 'compiled' } }] },
      ...source('a>=1\nb\n-r base.txt\n'),
    },
  },
  breaks: {
    'a lower bound, pinned to the version the lock holds': {
      ...source('fastapi>=0.110\n', 'fastapi==0.110.3\n'),
      finds: [
        { messageId: 'notExact', data: { name: 'fastapi', specifier: '>=0.110' }, underlines: '>=0.110' },
      ],
      offers: ['Pin to fastapi==0.110.3'],
      mendedTo: { [SOURCE]: 'fastapi==0.110.3\n' },
    },
    'a bound the lock breaks: the fix is for a person to choose': {
      ...source('fastapi>=1.0\n', 'fastapi==0.110.3\n'),
      finds: [{ messageId: 'notExact', data: { name: 'fastapi', specifier: '>=1.0' }, underlines: '>=1.0' }],
      offers: ['Pin to fastapi==0.110.3'],
    },
    'no version at all': {
      ...source('  fastapi\nuvicorn[standard]\n', 'FastAPI==1.0\n'),
      finds: [
        { messageId: 'noVersion', data: { name: 'fastapi', specifier: '' }, underlines: 'fastapi' },
        { messageId: 'noVersion', data: { name: 'uvicorn', specifier: '' }, underlines: 'uvicorn' },
      ],
      offers: ['Pin to fastapi==1.0'],
    },
    'every operator but ==': {
      ...source('a>1\nb<2\nc~=1.0\nd!=1\ne<=3\n'),
      finds: ['a>1', 'b<2', 'c~=1.0', 'd!=1', 'e<=3'].map((line) => ({
        messageId: 'notExact',
        data: { name: line.slice(0, 1), specifier: line.slice(1) },
        underlines: line.slice(1),
      })),
    },
    'a comparison of text, which may name one version and still is no pin': {
      ...source('f===1.0\n'),
      finds: [{ messageId: 'comparesText', data: { name: 'f', specifier: '===1.0' }, underlines: '===1.0' }],
    },
    'a wildcard and two clauses, which pip both accepts after ==': {
      ...source('httpx==0.27.*\na==1.0,==1.0\n'),
      finds: [
        { messageId: 'notExact', data: { name: 'httpx', specifier: '==0.27.*' }, underlines: '==0.27.*' },
        { messageId: 'notExact', data: { name: 'a', specifier: '==1.0,==1.0' }, underlines: '==1.0,==1.0' },
      ],
    },
    'the requirement that a line separator hides from people [attack deps-u2028]': {
      ...source('a==1\u2028evil>=0\n'),
      finds: [{ messageId: 'notExact', data: { name: 'evil', specifier: '>=0' }, underlines: '>=0' }],
    },
    'a range in both files [attack deps-unpinned]': {
      ...source('flask>=3\n', 'flask>=3\n'),
      change: [SOURCE, LOCK],
      finds: [{ messageId: 'notExact', data: { name: 'flask', specifier: '>=3' }, underlines: '>=3' }],
    },
    'a wildcard behind == [attack deps-wild]': {
      ...source('uvicorn==0.29.*\n', 'uvicorn==0.29.*\n'),
      finds: [
        { messageId: 'notExact', data: { name: 'uvicorn', specifier: '==0.29.*' }, underlines: '==0.29.*' },
      ],
    },
    'what a file of the repository brings in [attack deps-include]': {
      files: { [SOURCE]: '-r ../docs/extra.txt\n', [LOCK]: '', 'docs/extra.txt': 'a==1\nevil>=0\n' },
      finds: [{ messageId: 'notExact', data: { name: 'evil', specifier: '>=0' }, underlines: '>=0' }],
    },
    'a range that is held to a pin although a lock is compiled from it': {
      policy: {
        dependencies: [{ ...BACKEND, sync: { mode: 'compiled' }, pinned: { source: 'exact' } }],
      },
      ...source('a>=1\n', 'a==1.5\n'),
      finds: [{ messageId: 'notExact', data: { name: 'a', specifier: '>=1' }, underlines: '>=1' }],
      mendedTo: { [SOURCE]: 'a==1.5\n' },
    },
    'ranges in parentheses and over two lines, each pinned in its place': {
      ...source(
        'a (>=1, <2)\nb[x] \\\n  >=1,\\\n  <2 ; os_name == "nt"\nc [x,y]\n',
        'a==1.5\nb==1.6\nc==1.7\n',
      ),
      finds: [
        { messageId: 'notExact', data: { name: 'a', specifier: '>=1, <2' }, underlines: '>=1, <2' },
        { messageId: 'notExact', data: { name: 'b', specifier: '>=1,<2' }, underlines: '>=1,\\\n  <2' },
        { messageId: 'noVersion', data: { name: 'c', specifier: '' }, underlines: 'c' },
      ],
      mendedTo: {
        [SOURCE]: 'a (==1.5)\nb[x] \\\n  ==1.6 ; os_name == "nt"\nc [x,y]==1.7\n',
      },
    },
    'a project that the lock names twice: no version is proposed': {
      ...source('a>=1\n', 'a==1 ; os_name == "nt"\na==2 ; os_name != "nt"\n'),
      finds: [{ messageId: 'notExact', data: { name: 'a', specifier: '>=1' }, underlines: '>=1' }],
      offers: [],
    },
    'only the floating line of three': {
      ...source('a==1\nb~=2.0\nc==3\n', 'b==2.5\n'),
      change: [SOURCE],
      finds: [{ messageId: 'notExact', data: { name: 'b', specifier: '~=2.0' }, underlines: '~=2.0' }],
      mendedTo: { [SOURCE]: 'a==1\nb==2.5\nc==3\n' },
    },
    'a source that does not exist': {
      files: { [LOCK]: 'a==1\n' },
      finds: [
        {
          messageId: 'missing',
          data: { path: SOURCE, id: 'backend' },
          underlines: undefined,
        },
      ],
    },
  },
  waits: {
    'a variable, in a version, as a whole line and in an address': {
      ...source('b==${VERSION}\n${MORE}\nc @ https://x.example/${PLACE}\n'),
      waits: ['b==${VERSION}', '${MORE}', 'c @ https://x.example/${PLACE}'].map((line) => ({
        ...unjudged(line),
        because: 'it depends on an environment variable',
      })),
    },
    'a file that is not text, which another rule reports': {
      files: {},
      seen: {
        files: {
          [SOURCE]: observed({ kind: 'unreadable', problem: 'it is a binary file' }),
          [LOCK]: observed({ kind: 'text', text: '' }),
        },
      },
      waits: [
        {
          messageId: 'unreadable',
          data: { path: SOURCE },
          because: 'it is a binary file',
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
      waits: [{ messageId: 'unseen', data: { path: SOURCE }, because: 'permission was denied' }],
    },
  },
});
