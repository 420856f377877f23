import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesLocalPath } from './local-path.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const source = (text: string) => ({ files: { [SOURCE]: text, [LOCK]: '' } });
const local = (path: string) => ({ messageId: 'path', data: { path } });
const pylock = (from: string, more = {}) => ({
  policy: { dependencies: [{ ...PAIR, lock: 'pylock.toml', ...more }] },
  files: {
    [SOURCE]: 'a\n',
    'pylock.toml': `lock-version = "1.0"\ncreated-by = "x"\n[[packages]]\nname = "a"\n${from}\n`,
  },
});

describeRule(dependenciesLocalPath, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'releases, addresses and checkouts': source('a==1\nb @ https://x.example/b.zip\n-e ./sdk\n-e file:.\n'),
    'a name that is no path': source('sdk\n'),
    'a path under a policy that lets them in': {
      policy: { dependencies: [{ ...PAIR, local_paths: 'allow' }] },
      ...source('./sdk\nsdk @ file:///srv/sdk.whl\n'),
    },
    'a folder in a lock of the standard form under a policy that lets them in': pylock(
      'directory = { path = "../a" }',
      { local_paths: 'allow' },
    ),
    'a pair that a change does not touch': { ...source('./sdk\n'), change: ['docs/a.md'] },
  },
  breaks: {
    'a folder in a lock of the standard form': {
      ...pylock('directory = { path = "../a" }'),
      finds: [{ ...local('../a'), underlines: '"../a"' }],
    },
    'a wheel on the machine in a lock of the standard form': {
      ...pylock('wheels = [{ path = "/srv/a-1-py3-none-any.whl", hashes = { md5 = "00" } }]'),
      finds: [{ ...local('/srv/a-1-py3-none-any.whl'), underlines: '"/srv/a-1-py3-none-any.whl"' }],
    },
    'a folder, an archive and a wheel': {
      ...source(
        './sdk\n../lib[x]\nvendor/a.zip\nvendor/b-1.0-py3-none-any.whl ; python_version > "3"\n/srv/c\n',
      ),
      finds: ['./sdk', '../lib', 'vendor/a.zip', 'vendor/b-1.0-py3-none-any.whl', '/srv/c'].map((path) => ({
        ...local(path),
        underlines: path,
      })),
    },
    'a path in the form of an address': {
      ...source('sdk @ file:///srv/sdk.whl\nfile:///srv/lib.zip\n'),
      finds: ['file:///srv/sdk.whl', 'file:///srv/lib.zip'].map((path) => ({
        ...local(path),
        underlines: path,
      })),
    },
  },
  waits: {},
});
