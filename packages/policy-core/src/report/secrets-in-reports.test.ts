import { describe, expect, test } from 'vitest';

import { checkerFor } from '../checker/checker.ts';
import { policyOf } from '../testing/any-repository.ts';
import { plainContext } from '../testing/sample-report.ts';
import { REPORT_FORMATS, renderReport } from './render-report.ts';

/** Every place of a line in which an address may stand, for a source and for a lock that differs. */
function linesWith(address: string): string {
  const checkout = `git+${address}/x.git@main#egg=x`;
  return [
    `--index-url ${address}`,
    `--index-ur ${address}`,
    `--foo=${address}`,
    `a @ ${address}/a-1.zip`,
    checkout,
    `-e ${checkout}`,
    `-r ${address}`,
    `-c ${address}`,
    `b==1 ${address}`,
    `!! ${address}`,
    `c==1 # ${address}`,
    `d==1 --find-links ${address}`,
    `e==\${VERSION} ${address}`,
    '',
  ].join('\n');
}

const SECRETS = [
  'ana:S3CRET',
  'S3CRET',
  `ana:it's"S3CRET`,
  'ana:<S3CRET>',
  'git@ana:S3CRET',
  '${USER}@ana:S3CRET',
];

describe('a report shows nobody how to get in', () => {
  test.each(
    SECRETS.flatMap((secret) =>
      (['textual', 'mirror', 'compiled'] as const).map((mode) => [secret, mode] as const),
    ),
  )('with %s, in the mode %s, in any format', (secret, mode) => {
    const policy = policyOf({
      dependencies: [{ id: 'api', source: 'r.txt', lock: 'r.lock', sync: { mode }, hashes: 'required' }],
    });
    const texts = {
      'r.txt': linesWith(`https://${secret}@x.example`),
      'r.lock': linesWith(`https://${secret}@y.example`),
    };
    const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
    const report = checkerFor(policy, undefined).checkFiles(files, { stage: 'ci' });
    expect(report.verdict).toBe('fail');
    for (const format of REPORT_FORMATS) {
      expect([format, renderReport(format, report, { ...plainContext, texts })]).toEqual([
        format,
        expect.not.stringContaining('S3CRET'),
      ]);
    }
  });
});
