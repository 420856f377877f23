import type { ShownHistory } from '../../../packages/extension/src/webview/graph/shown-history.ts';
import { shownRevision } from '../../../packages/extension/src/testing/sample-history.ts';

/** Two heads, a merge of two branches, a release, findings, a dependency, a file without a message. */
export const SHOP: ShownHistory = {
  key: 'shop',
  name: 'alembic.ini',
  missing: [],
  problems: [],
  revisions: [
    shownRevision('e58b', {
      title: 'Gift cards',
      parents: ['c36a'],
      marks: ['head', 'depends on a1d4', 'new'],
      dependsOn: ['a1d4'],
      isHead: true,
    }),
    shownRevision('d4f7', {
      title: 'Forget addresses',
      parents: ['c36a'],
      marks: ['head', 'new'],
      isHead: true,
      reversible: 'no',
      trivial: 'no',
      losesData: 'yes',
      findings: { error: 3, warning: 0, info: 1 },
    }),
    shownRevision('c36a', {
      title: 'Merge refunds and points',
      parents: ['b2e9', 'a1d4'],
      marks: ['merge'],
      isMerge: true,
    }),
    shownRevision('b2e9', {
      title: 'Find orders by customer',
      parents: ['8b33'],
      findings: { error: 0, warning: 1, info: 0 },
    }),
    shownRevision('a1d4', { title: null, parents: ['8b33'], marks: ['label refunds'] }),
    shownRevision('8b33', {
      title: 'Note the currency',
      parents: [],
      marks: ['base', 'last release'],
      isBase: true,
      isReleased: true,
    }),
  ],
};

export const BILLING: ShownHistory = {
  key: 'billing',
  name: 'billing/alembic.ini',
  missing: ['zz99'],
  problems: ['2b00 names zz99 as down_revision, and there is no such revision.'],
  revisions: [
    shownRevision('2b00', { title: 'Number the invoices', parents: ['zz99'], marks: ['head'], isHead: true }),
  ],
};

/** A long history: a merge of a short branch every seventh time, and findings here and there. */
export function longHistory(count: number): ShownHistory {
  const revisions = Array.from({ length: count }, (_, row) => {
    const below = (steps: number) => (row + steps < count ? [idAt(row + steps)] : []);
    const isMerge = row % 7 === 0;
    return shownRevision(idAt(row), {
      title: `Change number ${count - row}`,
      parents: isMerge ? [...below(1), ...below(3)] : below(1),
      isMerge,
      isHead: row === 0,
      findings: { error: row % 50 === 0 ? 1 : 0, warning: row % 20 === 0 ? 2 : 0, info: 0 },
    });
  });
  return { key: 'long', name: 'alembic.ini', missing: [], problems: [], revisions };
}

function idAt(row: number): string {
  return `r${String(row).padStart(5, '0')}`;
}
