import { observed, unobserved } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesInclude } from './include.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const source = (text: string, more: Readonly<Record<string, string>> = {}) => ({
  files: { [SOURCE]: text, [LOCK]: '', ...more },
});
const address = (written: string) => ({ messageId: 'address', data: { written } });
const outside = (written: string) => ({ messageId: 'outside', data: { written } });
const denied = (path: string) => ({ messageId: 'denied', data: { path } });
const circle = (path: string) => ({ messageId: 'circle', data: { path } });
const loose = (path: string) => ({ messageId: 'loose', data: { path } });

describeRule(dependenciesInclude, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'a pinned file of the repository, in every way to write it': source(
      '-r base.txt\n-rbase.txt\n--requirement=base.txt\n--requirem ./base.txt\n-r "base.txt"\n-r ../backend/base.txt\n',
      { 'backend/base.txt': 'a==1\n' },
    ),
    'constraints that leave room: what they hold back is pinned where it is asked for': source(
      'a==1\n-c limits.txt\n',
      { 'backend/limits.txt': 'a<2\n' },
    ),
    'a file that several others bring in': source('-r base.txt\n-r more.txt\n-r more.txt\n', {
      'backend/base.txt': '-r more.txt\n',
      'backend/more.txt': 'a==1\n',
    }),
    'a project that may float there': {
      options: { allowUnpinned: ['Company_SDK'] },
      ...source('-r base.txt\n', { 'backend/base.txt': 'company-sdk\n' }),
    },
    'a line that pip reads as the name of a package': source('requirements.txt\n'),
    'addresses and checkouts in a file that is brought in, which other rules judge': source('-r base.txt\n', {
      'backend/base.txt': '-e ./sdk\na @ https://x.example/a.zip\n',
    }),
    'a file that is not text, which another rule reports': {
      ...source('-r base.txt\n'),
      seen: {
        files: {
          [SOURCE]: observed({ kind: 'text', text: '-r base.txt\n' }),
          [LOCK]: observed({ kind: 'text', text: '' }),
          'backend/base.txt': observed({ kind: 'unreadable', problem: 'it is a symbolic link' }),
        },
      },
    },
    'ranges in a file that only a source to compile brings in': {
      policy: { dependencies: [{ ...PAIR, sync: { mode: 'compiled' } }] },
      ...source('-r base.in\n', { 'backend/base.in': 'a>=1\n' }),
    },
    'a pair that a change does not touch': {
      ...source('-r https://x.example/r.txt\n'),
      change: ['docs/a.md'],
    },
  },
  breaks: {
    'files that bring in each other, at each line of the circle and not before it': {
      ...source('-r base.txt\n', {
        'backend/base.txt': 'a==1\n-r more.txt\n',
        'backend/more.txt': '-c base.txt\n-r ./more.txt\n',
      }),
      finds: [
        { ...circle('backend/more.txt'), underlines: '-r more.txt' },
        { ...circle('backend/base.txt'), underlines: '-c base.txt' },
        { ...circle('backend/more.txt'), underlines: '-r ./more.txt' },
      ],
    },
    'a side of the pair that what it brings in brings in again': {
      ...source('-r base.txt\n', { 'backend/base.txt': '-r requirements.txt\n' }),
      finds: [
        { ...circle(SOURCE), underlines: '-r requirements.txt' },
        { ...circle('backend/base.txt'), underlines: '-r base.txt' },
      ],
    },
    'an address': {
      ...source('-r https://x.example/r.txt\n--constraint=HTTP://x.example/c.txt\n-r file:///etc/r.txt\n'),
      finds: [
        { ...address('https://x.example/r.txt'), underlines: '-r https://x.example/r.txt' },
        { ...address('HTTP://x.example/c.txt'), underlines: '--constraint=HTTP://x.example/c.txt' },
        { ...address('file:///etc/r.txt'), underlines: '-r file:///etc/r.txt' },
      ],
    },
    'a path that leads out of the repository [attack deps-include]': {
      ...source('-r ../../evil.txt\n-c /etc/limits.txt\n-r ~/r.txt\n-r "C:\\r.txt"\n'),
      finds: [
        { ...outside('../../evil.txt'), underlines: '-r ../../evil.txt' },
        { ...outside('/etc/limits.txt'), underlines: '-c /etc/limits.txt' },
        { ...outside('~/r.txt'), underlines: '-r ~/r.txt' },
        { ...outside('C:\\r.txt'), underlines: '-r "C:\\r.txt"' },
      ],
    },
    'a file of the repository that is not pinned [attack deps-include]': {
      ...source('-r ../docs/extra.txt\n', { 'docs/extra.txt': 'a==1\nevil>=0\n' }),
      finds: [{ ...loose('docs/extra.txt'), underlines: '-r ../docs/extra.txt' }],
    },
    'a file that brings in one that is not pinned': {
      ...source('-r base.txt\n', {
        'backend/base.txt': '-r reqs/deep.txt\n',
        'backend/reqs/deep.txt': 'evil\n',
      }),
      finds: [{ ...loose('backend/reqs/deep.txt'), underlines: '-r reqs/deep.txt' }],
    },
    'constraints that ask for something themselves': {
      ...source('-c limits.txt\n', {
        'backend/limits.txt': '-r more.txt\n',
        'backend/more.txt': 'evil\n',
      }),
      finds: [{ ...loose('backend/more.txt'), underlines: '-r more.txt' }],
    },
    'a file that is not there': {
      ...source('-r gone.txt\n'),
      finds: [
        {
          messageId: 'missing',
          data: { path: 'backend/gone.txt' },
          underlines: '-r gone.txt',
        },
      ],
    },
    'a lock of another form': {
      ...source('-r pylock.toml\n', { 'backend/pylock.toml': 'lock-version = "1.0"\n' }),
      finds: [
        {
          messageId: 'notRequirements',
          data: { path: 'backend/pylock.toml' },
          underlines: '-r pylock.toml',
        },
      ],
    },
    'any file, where the policy lets none in': {
      policy: { dependencies: [{ ...PAIR, includes: { requirements: 'deny' } }] },
      ...source('-r base.txt\n-c limits.txt\n', {
        'backend/base.txt': 'a==1\n',
        'backend/limits.txt': 'a<2\n',
      }),
      finds: [{ ...denied('backend/base.txt'), underlines: '-r base.txt' }],
    },
    'constraints, where the policy lets none in': {
      policy: { dependencies: [{ ...PAIR, includes: { requirements: 'inside_repo', constraints: 'deny' } }] },
      ...source('-c limits.txt\n', { 'backend/limits.txt': 'a<2\n' }),
      finds: [{ ...denied('backend/limits.txt'), underlines: '-c limits.txt' }],
    },
    'a line of the lock': {
      files: { [SOURCE]: '', [LOCK]: '-r https://x.example/r.txt\n' },
      finds: [{ ...address('https://x.example/r.txt'), underlines: '-r https://x.example/r.txt' }],
    },
    'constraints of the command of a lock that are not there': {
      policy: { dependencies: [{ ...PAIR, sync: { mode: 'compiled' } }] },
      files: {
        [SOURCE]: 'a\n',
        [LOCK]:
          '# This file is autogenerated by pip-compile\n# To update, run:\n#\n#    pip-compile -c gone.txt -o requirements.lock requirements.txt\n#\na==1\n',
      },
      finds: [
        {
          messageId: 'commandMissing',
          data: { path: 'backend/gone.txt' },
          underlines: 'pip-compile -c gone.txt -o requirements.lock requirements.txt',
        },
      ],
    },
    'a line that a separator hides': {
      ...source('a==1\u2028-r https://x.example/r.txt\n'),
      finds: [{ ...address('https://x.example/r.txt'), underlines: '-r https://x.example/r.txt' }],
    },
  },
  waits: {
    'a file that nobody read': {
      ...source('-r base.txt\n'),
      change: [SOURCE],
      waits: [{ messageId: 'unseen', data: { path: 'backend/base.txt' }, because: 'its text was not given' }],
    },
    'a file that could not be read': {
      ...source('-r base.txt\n'),
      seen: {
        files: {
          [SOURCE]: observed({ kind: 'text', text: '-r base.txt\n' }),
          [LOCK]: observed({ kind: 'text', text: '' }),
          'backend/base.txt': unobserved('permission was denied'),
        },
      },
      waits: [{ messageId: 'unseen', data: { path: 'backend/base.txt' }, because: 'permission was denied' }],
    },
    'constraints of the command of a lock that are kept elsewhere': {
      policy: { dependencies: [{ ...PAIR, sync: { mode: 'compiled' } }] },
      files: {
        [SOURCE]: 'a\n',
        [LOCK]:
          '# This file is autogenerated by pip-compile\n# To update, run:\n#\n#    pip-compile -c https://x.example/c.txt -o requirements.lock requirements.txt\n#\na==1\n',
      },
      waits: [
        {
          messageId: 'commandUnseen',
          data: { written: 'https://x.example/c.txt' },
          because: 'it is not in the repository',
        },
      ],
    },
    'a name that is filled in later': {
      ...source('-r ${WHERE}/base.txt\n'),
      waits: [
        {
          messageId: 'variable',
          data: { written: '${WHERE}/base.txt' },
          because: 'it depends on an environment variable',
        },
      ],
    },
  },
});
