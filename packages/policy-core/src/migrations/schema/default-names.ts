import type { ConstraintDefinition } from '../operations/column.ts';

/** An index or a constraint that was given no name. */
export interface Nameless {
  readonly kind: 'index' | ConstraintDefinition['kind'];
  /** Without its schema. */
  readonly table: string;
  /** Of a check: those its expression reads, each once. `undefined`: not known. */
  readonly columns: readonly string[] | undefined;
}

/**
 * The name that PostgreSQL makes up: `orders_customer_id_fkey`, `orders_a_b_idx1`. `undefined` where it rests
 * on columns that are not known, and where very many of these names are taken.
 */
export function defaultName(nameless: Nameless, isTaken: (name: string) => boolean): string | undefined {
  const columns = namedColumns(nameless);
  if (columns === undefined) return undefined;
  const label = LABELS[nameless.kind];
  const second = columns.length === 0 ? undefined : columns.join('_');
  for (let pass = 0; pass <= MOST_PASSES; pass += 1) {
    const name = defaultObjectName(nameless.table, second, pass === 0 ? label : `${label}${pass}`);
    if (!isTaken(name)) return name;
  }
  return undefined;
}

/** How PostgreSQL joins the parts of a made-up name so that they fit into 63 bytes: the longer part is cut. */
export function defaultObjectName(first: string, second: string | undefined, label: string): string {
  const available = MOST_BYTES - byteLength(label) - 1 - (second === undefined ? 0 : 1);
  let firstBytes = byteLength(cutToBytes(first, MOST_BYTES));
  let secondBytes = byteLength(cutToBytes(second ?? '', MOST_BYTES));
  while (firstBytes + secondBytes > available) {
    if (firstBytes > secondBytes) firstBytes -= 1;
    else secondBytes -= 1;
  }
  const parts = [cutToBytes(first, firstBytes)];
  if (second !== undefined) parts.push(cutToBytes(second, secondBytes));
  return [...parts, label].join('_');
}

const LABELS = {
  index: 'idx',
  unique: 'key',
  'primary-key': 'pkey',
  'foreign-key': 'fkey',
  check: 'check',
  exclude: 'excl',
} as const;

/** NAMEDATALEN - 1, which is hardly ever compiled otherwise. */
const MOST_BYTES = 63;

/** Bounds the work on text that is made to be slow. */
const MOST_PASSES = 1000;

function namedColumns({ kind, columns }: Nameless): readonly string[] | undefined {
  if (kind === 'primary-key') return [];
  // A check is only called after its column when it reads a single one.
  if (kind === 'check') return columns === undefined || columns.length === 1 ? columns : [];
  return columns;
}

function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += bytesOf(character);
  return bytes;
}

/** As many whole characters as fit. */
function cutToBytes(text: string, most: number): string {
  let bytes = 0;
  let length = 0;
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > most) break;
    length += character.length;
  }
  return text.slice(0, length);
}

/** In UTF-8. */
function bytesOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
