import type { TextRange } from '../../model/text-range.ts';

/** A part of a policy text as it stands, half written or not. A value that is not written yet is `null`, nothing wide. */
export type PolicyNode = PolicyMap | PolicyList | PolicyScalar;

export interface PolicyMap {
  readonly kind: 'map';
  readonly range: TextRange;
  readonly entries: readonly PolicyEntry[];
}

export interface PolicyEntry {
  readonly key: string;
  readonly keyRange: TextRange;
  readonly value: PolicyNode;
}

export interface PolicyList {
  readonly kind: 'list';
  readonly range: TextRange;
  readonly items: readonly PolicyNode[];
}

export interface PolicyScalar {
  readonly kind: 'scalar';
  readonly range: TextRange;
  readonly value: unknown;
}
