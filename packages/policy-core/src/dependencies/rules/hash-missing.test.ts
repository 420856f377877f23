import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesHashMissing } from './hash-missing.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const hashes = (terms: string, more: object = {}) => ({
  policy: { dependencies: [{ ...PAIR, hashes: terms, ...more }] },
});
const locked = (lock: string, source = '') => ({ files: { [SOURCE]: source, [LOCK]: lock } });
const HASH = `--hash=sha256:${'0'.repeat(64)}`;
const missing = (subject: string) => ({ messageId: 'missing', data: { subject } });
const uneven = (subject: string, other: string) => ({ messageId: 'uneven', data: { subject, other } });
const PYLOCK = (wheelHashes: string) => `lock-version = "1.0"
created-by = "pip"

[[packages]]
name = "a"
version = "1.5"
wheels = [{ url = "https://x.example/a-1.5-py3-none-any.whl", hashes = { ${wheelHashes} } }]
`;

describeRule(dependenciesHashMissing, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'a lock without hashes, where they are optional': locked('a==1\n'),
    'a lock with some hashes, where they are optional': {
      ...hashes('optional'),
      ...locked(`a==1 ${HASH}\nb==1\n`),
    },
    'a lock without any hash, where all or none are asked for': {
      ...hashes('consistent'),
      ...locked('a==1\nb==1\n'),
    },
    'a lock in which all have hashes': {
      ...hashes('required'),
      ...locked(
        `a==1 \\\n    ${HASH} \\\n    ${HASH}\nb @ https://x.example/b.zip#sha256=${'0'.repeat(64)}\n`,
      ),
    },
    'a source: what is installed is the lock': {
      ...hashes('required'),
      ...locked(`a==1 ${HASH}\n`, 'a==1\n'),
    },
    'constraints of a lock, which install nothing': {
      ...hashes('required'),
      files: { [SOURCE]: '', [LOCK]: `-c limits.txt\na==1 ${HASH}\n`, 'backend/limits.txt': 'a==1\n' },
    },
    'a lock of the standard form': {
      ...hashes('required', { lock: 'pylock.toml' }),
      files: { [SOURCE]: 'a\n', 'pylock.toml': PYLOCK(`sha256 = "${'0'.repeat(64)}"`) },
    },
    'a pair that a change does not touch': {
      ...hashes('required'),
      ...locked('a==1\n'),
      change: ['docs/a.md'],
    },
  },
  breaks: {
    'a source that the lock brings in instead of holding it': {
      ...hashes('required', { sync: { mode: 'mirror' } }),
      ...locked('-r requirements.txt\n', 'a==1\n'),
      finds: [{ ...missing('a'), underlines: 'a' }],
    },
    'a file that the lock brings in, and a source of another pair before it': {
      policy: {
        dependencies: [
          { id: 'api', source: 'api.txt', lock: 'api.lock', hashes: 'required', sync: { mode: 'compiled' } },
          { id: 'web', source: 'web.txt', lock: 'web.lock', hashes: 'required', sync: { mode: 'compiled' } },
        ],
      },
      files: {
        'api.txt': '-r base.txt\n',
        'api.lock': `a==1 ${HASH}\n`,
        'web.txt': '',
        'web.lock': '-r base.txt\n',
        'base.txt': 'a==1\n',
      },
      finds: [{ ...missing('a'), underlines: 'a' }],
    },
    'a lock that another lock brings in, for its own pair first': {
      policy: {
        dependencies: [
          { id: 'api', source: 'api.txt', lock: 'api.lock', hashes: 'required' },
          { id: 'web', source: 'web.txt', lock: 'web.lock', hashes: 'consistent' },
        ],
      },
      files: {
        'api.txt': '',
        'api.lock': '-r web.lock\n',
        'web.txt': '',
        'web.lock': `a==1\nb==1 ${HASH}\n`,
      },
      finds: [
        { ...uneven('a', 'b'), underlines: 'a' },
        { ...missing('a'), underlines: 'a' },
      ],
    },
    'whatever has no hash, where hashes are required': {
      ...hashes('required'),
      ...locked(`a==1\nb==1 ${HASH}\nhttps://x.example/c.zip\n`),
      finds: [
        { ...missing('a'), underlines: 'a' },
        { ...missing('https://x.example/c.zip'), underlines: 'https://x.example/c.zip' },
      ],
    },
    'a hash that a comment cuts off': {
      ...hashes('required'),
      ...locked(`a==1 \\\n    # from the index\n    ${HASH}\n`),
      finds: [{ ...missing('a'), underlines: 'a' }],
    },
    'one without a hash among others that have them': {
      ...hashes('consistent'),
      ...locked(`a==1\nb==1 ${HASH}\n`),
      finds: [{ ...uneven('a', 'b'), underlines: 'a' }],
    },
    'one without a hash in a file that the lock brings in': {
      ...hashes('consistent'),
      files: { [SOURCE]: '', [LOCK]: `-r base.lock\na==1 ${HASH}\n`, 'backend/base.lock': 'b==1\n' },
      finds: [{ ...uneven('b', 'a'), underlines: 'b' }],
    },
    'a checkout, which nothing can hold': {
      ...hashes('required'),
      ...locked('-e ./sdk\ntools @ git+https://x.example/t.git@main\n'),
      finds: [
        {
          messageId: 'unhashable',
          data: { subject: '-e ./sdk' },
          underlines: './sdk',
        },
        {
          messageId: 'unhashable',
          data: { subject: 'tools' },
          underlines: 'tools',
        },
      ],
    },
    'a lock without any, of a command that makes them': {
      files: {
        [SOURCE]: 'a\n',
        [LOCK]:
          '# This file is autogenerated by pip-compile\n# To update, run:\n#\n#    pip-compile --generate-hashes requirements.in\n#\na==1\n-e ./sdk\n',
      },
      finds: [{ messageId: 'promised', data: { subject: 'a' }, underlines: 'a' }],
    },
    'a package of a lock of the standard form': {
      ...hashes('required', { lock: 'pylock.toml' }),
      files: { [SOURCE]: 'a\n', 'pylock.toml': PYLOCK('') },
      finds: [{ ...missing('a'), underlines: '"a"' }],
    },
  },
  waits: {},
});
