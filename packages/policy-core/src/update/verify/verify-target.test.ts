import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { chooseOffer, movedRefusal } from './choose-offer.ts';
import { judgeSignature } from './judge-signature.ts';
import type { OfferedRelease, SignatureSight } from './offered-release.ts';
import { readReleaseTerms } from './release-terms.ts';
import { updateRefusalText } from './update-refusal.ts';
import { verifyTarget, type VerifySight } from './verify-target.ts';

const COMMIT = 'b'.repeat(40);
const NOW = '2026-11-24T10:00:00.000Z';

const tagText = ({ name = 'v1.1.0', message = 'v1.1.0', type = 'commit' } = {}) =>
  `object ${COMMIT}\ntype ${type}\ntag ${name}\ntagger Ada <ada@example.com> 1790000000 +0100\n\n${message}\n`;

const SSH: SignatureSight = {
  kind: 'ssh',
  key: 'SHA256:mine',
  namespace: 'git',
  isIntact: true,
  pinnedFor: [['git']],
  signerThen: 'mia',
  signerNow: 'mia',
};

const RELEASE: OfferedRelease = {
  type: 'tag',
  payload: tagText(),
  peeled: { type: 'commit', id: COMMIT },
  committedAt: '2026-09-21T00:00:00.000Z',
  signature: observed(SSH),
};

const SETTINGS = { branch: 'main', require_signed_tags: true, strategy: 'releases' } as const;

function sight(more: Partial<VerifySight> = {}): VerifySight {
  return {
    settings: SETTINGS,
    chosen: { ref: 'refs/tags/v1.1.0', id: 'c'.repeat(40), version: 'v1.1.0' },
    release: observed(RELEASE),
    pins: { ssh: { kind: 'pinned' }, gpg: { kind: 'pinned' } },
    isOnBranch: observed(true),
    contents: observed([{ kind: 'file', path: 'app.py' }]),
    running: observed({ version: 'v1.0.0', commit: 'a'.repeat(40) }),
    withdrawals: observed([]),
    now: NOW,
    ...more,
  };
}

const release = (more: Partial<OfferedRelease>) => ({ release: observed({ ...RELEASE, ...more }) });

function codes(more: Partial<VerifySight> = {}): readonly string[] {
  const { refusals } = verifyTarget(sight(more));
  for (const refusal of refusals) expect(updateRefusalText(refusal)).toMatch(/^[^.]+.*[.,] .+\.$/);
  return refusals.map(({ id }) => id);
}

describe('a version', () => {
  test('that holds in every part is what its tag says', () => {
    expect(verifyTarget(sight())).toEqual({
      target: { version: 'v1.1.0', commit: COMMIT, at: '2026-09-21T14:13:20.000Z', rollout: [] },
      signer: 'mia',
      refusals: [],
    });
  });

  test.each<[string, string, Partial<VerifySight>]>([
    ['its object', 'unknown-release', { release: unobserved('git is gone') }],
    ['its signature', 'unknown-signature', release({ signature: unobserved('ssh-keygen is not installed') })],
    ['its files', 'unknown-release', { contents: unobserved('git is gone') }],
    ['the branch', 'unknown-release', { isOnBranch: unobserved('git is gone') }],
    ['who withdraws it', 'unknown-release', { withdrawals: unobserved('git is gone') }],
  ])('is refused where nobody could look at %s', (_, code, more) => {
    expect(codes(more)).toEqual([code]);
  });

  test('is refused where its tag is none that git writes', () => {
    for (const payload of ['', 'object x', tagText().replace('tagger', 'tagged'), `tag x\n${tagText()}`])
      expect(codes(release({ payload }))).toContain('tag-malformed');
  });

  test('needs no signature where none is asked for, and all else', () => {
    const settings = { ...SETTINGS, require_signed_tags: false };
    const unsigned = { ...release({ signature: observed({ kind: 'none' }) }), settings };
    expect(verifyTarget(sight(unsigned))).toMatchObject({ signer: null, refusals: [] });
    expect(codes({ ...unsigned, isOnBranch: observed(false) })).toEqual(['not-on-branch']);
    const renamed = release({ payload: tagText({ name: 'v1.0.9' }) });
    expect(codes({ ...renamed, settings })).toEqual(['tag-renamed']);
  });

  test('whose terms nobody can follow whole is refused', () => {
    for (const line of [
      'Lockkeeper-Expires: soon',
      'Lockkeeper-Expires: 2026-12-31T23:59:60Z',
      'Lockkeeper-Expires: 2027-02-29T00:00:00Z',
      'Lockkeeper-Min-From: 1.0',
      'Lockkeeper-Rollout: 50%@0h 10%@1h',
      'Lockkeeper-Blocked:',
      'Lockkeeper-Expires 2020-01-01T00:00:00Z',
      'Lockkeeper-Min_From: v9.0.0',
      'Lockkeeper-Min-From= v9.0.0',
      'Lockkeeper-Min\u2013From: v9.0.0',
      'Lockkeeper-Min From: v9.0.0',
      'Lockkeeper_Expires: 2020-01-01T00:00:00Z',
      'LOCKKEEPER Expires: 2020-01-01T00:00:00Z',
      'Lockkeeper-Exp\u0456res: 2099-01-01T00:00:00Z',
      'Lockkeeper-Expires: 2099-01-01T00:00:00Z\nlockkeeper-expires: 2098-01-01T00:00:00Z',
    ])
      expect(codes(release({ payload: tagText({ message: `v1.1.0\n\n${line}\n\nmore` }) }))).toEqual([
        'trailer-unreadable',
      ]);
  });

  test('that has expired is refused where it does not run yet', () => {
    const expired = release({
      payload: tagText({ message: 'x\n\nLockkeeper-Expires: 2026-01-01T00:00:00Z' }),
    });
    expect(codes(expired)).toEqual(['release-expired']);
    expect(codes({ ...expired, running: observed({ version: 'v1.1.0', commit: COMMIT }) })).toEqual([]);
  });

  test('of which nothing says when it was made is refused', () => {
    const settings = { ...SETTINGS, require_signed_tags: false };
    const undated = release({ type: 'commit', committedAt: null });
    expect(codes({ ...undated, settings })).toEqual(['unknown-release']);
  });

  test('is refused where it needs a release and nobody knows which one runs', () => {
    const needs = release({ payload: tagText({ message: 'x\n\nLockkeeper-Min-From: v0.1.0' }) });
    expect(codes(needs)).toEqual([]);
    expect(codes({ ...needs, running: unobserved('it is gone') })).toEqual(['min-from']);
    expect(codes({ ...needs, running: observed({ version: null, commit: COMMIT }) })).toEqual(['min-from']);
  });
});

describe('terms', () => {
  test('are found in any message, and never taken back by what stands around them', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const reading = readReleaseTerms(`${before}\nLockkeeper-Expires: 2026-12-01T00:00:00Z\n${after}`);
        return reading.kind === 'unreadable' || reading.terms.expires === '2026-12-01T00:00:00Z';
      }),
    );
  });
});

describe('a signature of OpenPGP', () => {
  const key = 'F'.repeat(40);
  const valid = `[GNUPG:] VALIDSIG ${key} 2026-11-24 1790000000 0 4 0 22 10 00 ${key}`;
  test.each([
    ['good', `[GNUPG:] GOODSIG FFFF Mia\n${valid}`, 'good'],
    ['good without proof', '[GNUPG:] GOODSIG FFFF Mia', 'key-unpinned'],
    ['said by a name that looks like a word of gpg', `x [GNUPG:] GOODSIG FFFF Mia\n${valid}`, 'tampered'],
    ['bad', '[GNUPG:] BADSIG FFFF Mia', 'tampered'],
    ['expired', `[GNUPG:] EXPSIG FFFF Mia\n${valid}`, 'key-expired'],
    ['of an expired key', `[GNUPG:] EXPKEYSIG FFFF Mia\n${valid}`, 'key-expired'],
    ['of a revoked key', `[GNUPG:] REVKEYSIG FFFF Mia\n${valid}`, 'key-revoked'],
    [
      'of an unknown key',
      '[GNUPG:] ERRSIG FFFF 22 10 00 1790000000 9\n[GNUPG:] NO_PUBKEY FFFF',
      'key-unpinned',
    ],
    ['one of two', `[GNUPG:] BADSIG FFFF Mia\n[GNUPG:] GOODSIG FFFF Mia\n${valid}`, 'signature-unsupported'],
    ['nothing', '', 'tampered'],
  ])('that is %s', (_, status, expected) => {
    const verdict = judgeSignature('v1.1.0', { kind: 'gpg', status });
    expect(verdict.kind === 'good' ? 'good' : verdict.refusal.id).toBe(expected);
  });
});

describe('what a remote offers', () => {
  const offered = new Map([
    ['refs/heads/main', '1'],
    ['refs/heads/v9.0.0', '2'],
    ['refs/tags/v1.9.0', '3'],
    ['refs/tags/v1.10.0', '4'],
    ['refs/tags/v2.0.0-rc.1', '5'],
  ]);

  test('is the newest release tag, or the tip of the main branch', () => {
    expect(chooseOffer({ channel: 'stable', branch: 'main' }, offered)).toEqual({
      ref: 'refs/tags/v1.10.0',
      id: '4',
      version: 'v1.10.0',
    });
    expect(chooseOffer({ channel: 'main', branch: 'main' }, offered)).toMatchObject({
      id: '1',
      version: null,
    });
    expect(chooseOffer({ channel: 'main', branch: 'none' }, offered)).toBeUndefined();
    expect(chooseOffer({ channel: 'stable', branch: 'main' }, new Map())).toBeUndefined();
  });

  test('may move a branch, a tag that nobody verified, and no other', () => {
    const tag = { ref: 'refs/tags/v1.0.0', id: '2', version: 'v1.0.0' };
    expect(movedRefusal(tag, new Map([['refs/lockkeeper/verified/v1.0.0', '1']]))?.id).toBe('tag-moved');
    expect(movedRefusal(tag, new Map([['refs/lockkeeper/verified/v1.0.0', '2']]))).toBeUndefined();
    expect(movedRefusal(tag, new Map([[tag.ref, '1']]))).toBeUndefined();
    const branch = { ref: 'refs/heads/main', id: '2', version: null };
    expect(movedRefusal(branch, new Map([[branch.ref, '1']]))).toBeUndefined();
  });
});
