import type { HeaderId, HeaderValue, RevisionHeader } from '../migrations/alembic/revision-header.ts';

/** What a header says: one id, several, `null` for None, `{ dynamic }` for a call; left out for nothing. */
export type SampleValue = string | readonly string[] | null | { readonly dynamic: string };

export interface SampleHeader {
  readonly revision?: SampleValue;
  /** None when it is left out. */
  readonly down?: SampleValue;
  readonly labels?: SampleValue;
  readonly dependsOn?: SampleValue;
}

/** A header that was read nowhere: every offset is 0. */
export function sampleHeader({ revision, down = null, labels, dependsOn }: SampleHeader): RevisionHeader {
  return {
    revision: headerValue(revision),
    downRevision: headerValue(down),
    branchLabels: headerValue(labels),
    dependsOn: headerValue(dependsOn),
  };
}

const NOWHERE = { start: 0, end: 0 };

function headerValue(value: SampleValue | undefined): HeaderValue {
  if (value === undefined) return { kind: 'absent' };
  if (value === null) return { kind: 'ids', form: 'none', ids: [], ...NOWHERE };
  if (typeof value === 'string') return { kind: 'ids', form: 'text', ids: [headerId(value)], ...NOWHERE };
  if ('dynamic' in value) return { kind: 'dynamic', source: value.dynamic, ...NOWHERE };
  return { kind: 'ids', form: 'list', ids: value.map(headerId), ...NOWHERE };
}

function headerId(id: string): HeaderId {
  return { id, ...NOWHERE };
}
