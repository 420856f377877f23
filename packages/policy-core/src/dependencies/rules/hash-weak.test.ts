import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesHashWeak } from './hash-weak.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const source = (text: string) => ({ files: { [SOURCE]: text, [LOCK]: '' } });
const pylock = (hashes: string) =>
  `lock-version = "1.0"\ncreated-by = "x"\n[[packages]]\nname = "a"\nversion = "1"\nsdist = { url = "https://x.example/a-1.tar.gz", hashes = { ${hashes} } }\n`;
const MD5 = 'd41d8cd98f00b204e9800998ecf8427e';
const weak = (subject: string, algorithm: string) => ({ messageId: 'weak', data: { subject, algorithm } });

describeRule(dependenciesHashWeak, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'the algorithms that pip takes': source(
      `a==1 --hash=sha256:${'0'.repeat(64)} --hash=sha384:${'0'.repeat(96)} --hash=sha512:${'0'.repeat(128)}\n`,
    ),
    'a strong hash before a weak one, which pip does not look at': source(
      `a @ https://x.example/a.zip#sha256=${'0'.repeat(64)}&md5=${MD5}\n`,
    ),
    'a strong hash beside a weak one of one archive in a lock of the standard form': {
      policy: { dependencies: [{ ...PAIR, lock: 'pylock.toml' }] },
      files: { [SOURCE]: 'a\n', 'pylock.toml': pylock(`md5 = "${MD5}", sha256 = "${'0'.repeat(64)}"`) },
    },
    'a strong hash of the line beside a weak one in its address': source(
      `a @ https://x.example/a.zip#md5=${MD5} --hash=sha256:${'0'.repeat(64)}\n`,
    ),
    'a hash of another strong algorithm in a lock of the standard form': {
      policy: { dependencies: [{ ...PAIR, lock: 'pylock.toml' }] },
      files: {
        [SOURCE]: 'a\n',
        'pylock.toml': `lock-version = "1.0"\ncreated-by = "x"\n[[packages]]\nname = "a"\nversion = "1"\nsdist = { url = "https://x.example/a-1.tar.gz", hashes = { blake2b = "${'0'.repeat(128)}" } }\n`,
      },
    },
    'addresses without hashes, and checkouts': source(
      `a @ https://x.example/a.zip\nb @ git+https://x.example/b.git#md5=${MD5}\n`,
    ),
    'a weak hash behind --hash, which pip refuses': source(`a==1 --hash=md5:${MD5}\n`),
    'a pair that a change does not touch': {
      ...source(`https://x.example/a.zip#md5=${MD5}\n`),
      change: ['docs/a.md'],
    },
  },
  breaks: {
    'an archive that is held to a hash people can forge': {
      ...source(
        `https://x.example/a.zip#md5=${MD5}\nb @ https://x.example/b.zip#egg=b&sha1=${'0'.repeat(40)}\n`,
      ),
      finds: [
        { ...weak(`https://x.example/a.zip#md5=${MD5}`, 'md5'), underlines: `md5=${MD5}` },
        { ...weak('b', 'sha1'), underlines: `sha1=${'0'.repeat(40)}` },
      ],
    },
    'a package of a lock of the standard form': {
      policy: { dependencies: [{ ...PAIR, lock: 'pylock.toml' }] },
      files: {
        [SOURCE]: 'a\n',
        'pylock.toml': pylock(`md5 = "${MD5}"`),
      },
      finds: [{ ...weak('a', 'md5'), underlines: `"${MD5}"` }],
    },
    'a weak hash before a strong one, at which pip stops': {
      ...source(`a @ https://x.example/a.zip#md5=${MD5}&sha256=${'0'.repeat(64)}\n`),
      finds: [{ ...weak('a', 'md5'), underlines: `md5=${MD5}` }],
    },
    'one archive of a package beside others that are held well': {
      policy: { dependencies: [{ ...PAIR, lock: 'pylock.toml' }] },
      files: {
        [SOURCE]: 'a\n',
        'pylock.toml': `${pylock(`sha256 = "${'0'.repeat(64)}"`)}wheels = [{ url = "https://x.example/a-1-py3-none-any.whl", hashes = { md5 = "${MD5}" } }]\n`,
      },
      finds: [{ ...weak('a', 'md5'), underlines: `"${MD5}"` }],
    },
  },
  waits: {},
});
