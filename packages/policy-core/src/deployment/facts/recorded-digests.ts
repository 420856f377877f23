import type { RecordField } from './record-field.ts';

/** SHA-256 of a requirements file that the record of a deploy names. */
export interface RecordedDigest {
  /** The id of its pair; `undefined`: the first of the policy. */
  readonly pair: string | undefined;
  readonly side: 'source' | 'lock';
  readonly digest: RecordField;
}

type FieldAt = (...steps: readonly string[]) => RecordField | undefined;

/** In the order in which they are documented. What is no digest is left out: it is a problem of its field. */
export function recordedDigests(record: object, fieldAt: FieldAt): readonly RecordedDigest[] {
  const digestAt = (pair: string | undefined, side: RecordedDigest['side'], steps: readonly string[]) => {
    const digest = fieldAt('dependencies', ...steps);
    return digest !== undefined && DIGEST.test(digest.value) ? [{ pair, side, digest }] : [];
  };
  return [
    ...digestAt(undefined, 'source', ['requirements_txt_sha256']),
    ...digestAt(undefined, 'lock', ['requirements_lock_sha256']),
    ...pairsIn(record).flatMap((id) => [
      ...digestAt(id, 'source', ['pairs', id, 'source_sha256']),
      ...digestAt(id, 'lock', ['pairs', id, 'lock_sha256']),
    ]),
  ];
}

const DIGEST = /^[0-9a-f]{64}$/;

function pairsIn(record: object): readonly string[] {
  const { dependencies } = { dependencies: undefined, ...record };
  const pairs = typeof dependencies === 'object' && dependencies !== null ? pairsOf(dependencies) : undefined;
  return typeof pairs === 'object' && pairs !== null ? Object.keys(pairs) : [];
}

function pairsOf(dependencies: object): unknown {
  return Object.hasOwn(dependencies, 'pairs') ? Reflect.get(dependencies, 'pairs') : undefined;
}
