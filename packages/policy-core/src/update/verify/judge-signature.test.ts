import { describe, expect, test } from 'vitest';

import { signatureRefusal } from './judge-signature.ts';
import type { SignatureSight } from './offered-release.ts';

const SSH: Extract<SignatureSight, { kind: 'ssh' }> = {
  kind: 'ssh',
  key: 'SHA256:x',
  namespace: 'git',
  isIntact: true,
  pinnedFor: [],
  signerThen: null,
  signerNow: null,
};

describe('what every host says against a signature', () => {
  test.each<readonly [string, SignatureSight, { readonly pinned?: string; readonly unknown?: string }]>([
    ['there is none', { kind: 'none' }, { pinned: 'unsigned', unknown: 'unsigned' }],
    [
      'nobody can verify it',
      { kind: 'unsupported' },
      { pinned: 'signature-unsupported', unknown: 'signature-unsupported' },
    ],
    ['its key is not pinned', SSH, { pinned: 'key-unpinned' }],
    [
      'it was made for something else',
      { ...SSH, namespace: 'file' },
      { pinned: 'wrong-namespace', unknown: 'wrong-namespace' },
    ],
    ['it is not of this text', { ...SSH, isIntact: false }, { pinned: 'tampered', unknown: 'tampered' }],
    ['it is good', { ...SSH, pinnedFor: [null], signerThen: 'mia', signerNow: 'mia' }, {}],
    ['gpg does not know its key', { kind: 'gpg', status: '[GNUPG:] ERRSIG 1 2' }, { pinned: 'key-unpinned' }],
    ['gpg says nothing', { kind: 'gpg', status: '' }, { pinned: 'tampered' }],
  ])('%s', (_, sight, { pinned, unknown }) => {
    expect(signatureRefusal('v1.0.0', sight, true)?.id).toBe(pinned);
    expect(signatureRefusal('v1.0.0', sight, false)?.id, 'where the pinned keys are not known').toBe(unknown);
  });
});
