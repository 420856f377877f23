import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesDirectUrl } from './direct-url.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const COMMIT = '3f786850e387550fdab836ed7e6dc881de23001b';
const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const source = (text: string) => ({ files: { [SOURCE]: text, [LOCK]: '' } });
const under = (direct_urls: string, more: object = {}) => ({
  policy: { dependencies: [{ ...PAIR, direct_urls, ...more }] },
});
const denied = (address: string) => ({ messageId: 'denied', data: { address } });
const moves = (address: string) => ({ messageId: 'moves', data: { address } });
const pylock = (from: string, direct_urls = 'deny') => ({
  policy: { dependencies: [{ ...PAIR, lock: 'pylock.toml', direct_urls }] },
  files: {
    [SOURCE]: 'a\n',
    'pylock.toml': `lock-version = "1.0"\ncreated-by = "x"\n[[packages]]\nname = "a"\n${from}\n`,
  },
});

describeRule(dependenciesDirectUrl, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'releases by name': source('a==1\nb[x]==2 ; os_name == "nt"\n'),
    'paths and file addresses, which another rule judges': source('./sdk\nsdk @ file:///srv/sdk.whl\n-e .\n'),
    'the address of an index, which another rule judges': source('--index-url https://x.example/simple\n'),
    'any address under a policy that lets them in': {
      ...under('allow'),
      ...source('a @ https://x.example/a.zip\ngit+https://x.example/b.git@main\n'),
    },
    'a commit in full and an archive with its hash, under pinned_commit': {
      ...under('pinned_commit'),
      ...source(
        `a @ git+https://x.example/a.git@${COMMIT}\ngit+ssh://git@x.example/b.git@${COMMIT}#egg=b&subdirectory=s\nc @ https://x.example/c.zip#sha256=${SHA256}\nhttps://x.example/d.zip --hash=sha256:${SHA256}\n`,
      ),
    },
    'a commit in a lock of the standard form, under pinned_commit': pylock(
      `vcs = { type = "git", url = "https://x.example/a.git", commit-id = "${COMMIT}" }`,
      'pinned_commit',
    ),
    'any address in a lock of the standard form under a policy that lets them in': pylock(
      'archive = { url = "https://x.example/a.zip", hashes = { md5 = "00" } }',
      'allow',
    ),
    'a pair that a change does not touch': {
      ...source('a @ https://x.example/a.zip\n'),
      change: ['docs/a.md'],
    },
  },
  breaks: {
    'a checkout in a lock of the standard form': {
      ...pylock(`vcs = { type = "git", url = "https://x.example/a.git", commit-id = "${COMMIT}" }`),
      finds: [{ ...denied('https://x.example/a.git'), underlines: '"https://x.example/a.git"' }],
    },
    'an archive in a lock of the standard form that can be forged, under pinned_commit': {
      ...pylock('archive = { url = "https://x.example/a.zip", hashes = { md5 = "00" } }', 'pinned_commit'),
      finds: [{ ...moves('https://x.example/a.zip'), underlines: '"https://x.example/a.zip"' }],
    },
    'an address in every form pip takes': {
      ...source(
        'a @ https://x.example/a.zip ; python_version > "3"\nhttps://x.example/b-1.0-py3-none-any.whl\ngit+https://x.example/c.git@v1\n-e git+https://x.example/d.git#egg=d\n',
      ),
      finds: [
        'https://x.example/a.zip',
        'https://x.example/b-1.0-py3-none-any.whl',
        'git+https://x.example/c.git@v1',
        'git+https://x.example/d.git#egg=d',
      ].map((address) => ({ ...denied(address), underlines: address })),
    },
    'a branch, a tag, a short commit and an archive that may change, under pinned_commit': {
      ...under('pinned_commit'),
      ...source(
        `a @ git+https://x.example/a.git\nb @ git+https://x.example/b.git@main\nc @ git+https://x.example/c.git@${COMMIT.slice(0, 12)}\nd @ https://x.example/d.zip\ne @ https://x.example/e.zip#md5=d41d8cd98f00b204e9800998ecf8427e\nf @ svn+https://x.example/f@1234\n`,
      ),
      finds: [
        'git+https://x.example/a.git',
        'git+https://x.example/b.git@main',
        `git+https://x.example/c.git@${COMMIT.slice(0, 12)}`,
        'https://x.example/d.zip',
        'https://x.example/e.zip#md5=d41d8cd98f00b204e9800998ecf8427e',
        'svn+https://x.example/f@1234',
      ].map((address) => ({ ...moves(address), underlines: address })),
    },
    'an editable checkout of a branch, where checkouts are let in and moving addresses are not': {
      ...under('pinned_commit', { editable: 'allow' }),
      ...source('-e git+https://x.example/d.git@main#egg=d\n'),
      finds: [
        {
          ...moves('git+https://x.example/d.git@main#egg=d'),
          underlines: 'git+https://x.example/d.git@main#egg=d',
        },
      ],
    },
    'an address in constraints and in the lock: pip installs from it there, too': {
      files: {
        [SOURCE]: 'a\n-c limits.txt\n',
        [LOCK]: 'a @ https://x.example/a.zip\n',
        'backend/limits.txt': 'a @ https://y.example/a.zip\n',
      },
      finds: [
        { ...denied('https://y.example/a.zip'), underlines: 'https://y.example/a.zip' },
        { ...denied('https://x.example/a.zip'), underlines: 'https://x.example/a.zip' },
      ],
    },
    'an address with a token, which nobody gets to read': {
      ...source('a @ https://ana:hunter2@x.example/a.zip\n'),
      finds: [
        {
          ...denied('https://****@x.example/a.zip'),
          underlines: 'https://ana:hunter2@x.example/a.zip',
        },
      ],
    },
  },
  waits: {},
});
