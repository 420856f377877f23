import { expect } from 'vitest';

import { unobserved } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { sampleHistory } from '../../testing/sample-history.ts';
import { ALEMBIC_POLICY } from '../../testing/sample-revision.ts';
import { editedAfterRelease } from './edited-after-release.ts';

const released = (id: string, parts: string) => ({ messageId: 'released', data: { id, parts } });
const merged = (id: string, parts: string) => ({ messageId: 'merged', data: { id, parts } });
const ADD = 'op.add_column("orders", sa.Column("note", sa.Text()))';
const OLD = { upgrade: ADD, downgrade: 'op.drop_column("orders", "note")' };
const changed = (now: object) =>
  sampleHistory({ before: { a1: OLD }, edited: { a1: { ...OLD, ...now } }, released: { a1: OLD } });

describeRule(editedAfterRelease, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'a new revision': sampleHistory({ base: { a1: OLD }, added: { b2: { parent: '"a1"' } }, released: {} }),
    'a comment': changed({ upgrade: `# the note\n${ADD}` }),
    'a docstring': changed({ upgrade: `"""Adds the note."""\n${ADD}` }),
    'other quotes, other breaks of lines': changed({
      upgrade: "op.add_column(\n    'orders',\n    sa.Column('note', sa.Text()),\n)",
    }),
    'a revision of this change that was written anew': sampleHistory({
      base: { a1: OLD },
      added: { b2: { parent: '"a1"', upgrade: ADD } },
      released: {},
    }),
    'a merged revision that goes back to what was released': sampleHistory({
      before: { a1: { ...OLD, upgrade: 'pass' } },
      edited: { a1: OLD },
      released: {},
    }),
  },
  breaks: {
    'an upgrade that was released': {
      ...changed({ upgrade: ADD.replace('Text', 'Integer') }),
      finds: [{ ...released('a1', 'upgrade()'), underlines: expect.any(String) }],
    },
    'a parent that was released': {
      ...changed({ parent: '"zz"' }),
      finds: [{ ...released('a1', 'parents'), underlines: expect.any(String) }],
    },
    'both directions': {
      ...changed({ upgrade: 'pass', downgrade: 'pass' }),
      finds: [{ ...released('a1', 'upgrade() and downgrade()'), underlines: expect.any(String) }],
    },
    'a helper': {
      ...changed({ module: 'NAMES = ["a"]' }),
      finds: [{ ...released('a1', 'helpers'), underlines: expect.any(String) }],
    },
    'an upgrade that was merged and not yet released': {
      ...sampleHistory({
        before: { a1: OLD },
        edited: { a1: { ...OLD, upgrade: 'pass' } },
        released: { a1: null },
      }),
      finds: [{ ...merged('a1', 'upgrade()'), underlines: expect.any(String) }],
    },
    'an upgrade that was merged, where nothing was ever released': {
      ...sampleHistory({ before: { a1: OLD }, edited: { a1: { ...OLD, upgrade: 'pass' } } }),
      finds: [{ ...merged('a1', 'upgrade()'), underlines: expect.any(String) }],
    },
  },
  waits: {
    'a release that cannot be seen': {
      ...withRelease(unobserved('this is a shallow clone')),
      waits: [
        {
          messageId: 'unseen',
          data: { environment: 'alembic/versions' },
          because: 'this is a shallow clone',
        },
      ],
    },
  },
});

function withRelease(atRelease: ReturnType<typeof unobserved>) {
  const given = sampleHistory({ before: { a1: OLD }, edited: { a1: { ...OLD, upgrade: 'pass' } } });
  const revisions = given.seen?.revisions;
  if (revisions === undefined) throw new Error('The sample has revisions.');
  return { ...given, seen: { revisions: { ...revisions, atRelease } } };
}
