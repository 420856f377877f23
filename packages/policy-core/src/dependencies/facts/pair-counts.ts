import type { PylockReading } from '../requirements/pylock.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import type { Known } from '../../model/known.ts';
import { expandedRequirements } from './expanded-requirements.ts';
import { pinOf } from './pin.ts';
import type { RequirementsFile } from './requirements-file.ts';
import type { RequirementsPair } from './requirements-pair.ts';

/** How much a side of a pair holds, with what it brings in. */
export interface SideCounts {
  /** Projects, addresses and folders that it asks for. */
  readonly requirements: number;
  /** Those of them that name one version. */
  readonly pins: number;
  readonly hashes: number;
}

export interface PairCounts {
  /** `undefined` where the file does not exist or cannot be read. */
  readonly source: SideCounts | undefined;
  readonly lock: SideCounts | undefined;
}

export function pairCounts(judged: RequirementsPair): PairCounts {
  return { source: sideCounts(judged.source, judged), lock: sideCounts(judged.lock, judged) };
}

function sideCounts(
  file: Known<RequirementsFile>,
  { fileAt, pair }: RequirementsPair,
): SideCounts | undefined {
  if (!file.known) return undefined;
  if (file.value.kind === 'pylock') return packageCounts(file.value.pylock);
  if (file.value.kind !== 'read') return undefined;
  const lines = expandedRequirements(file.value, fileAt).lines.map(({ line }) => line);
  const asking = lines.filter(({ entry }) => ASKING.has(entry.kind));
  return {
    requirements: asking.length,
    pins: asking.filter((line) => isPin(line, pair.terms.pinned.operators)).length,
    hashes: asking.reduce((sum, { hashes }) => sum + hashes.length, 0),
  };
}

const ASKING: ReadonlySet<RequirementsLine['entry']['kind']> = new Set([
  'requirement',
  'address',
  'path',
  'editable',
]);

function isPin({ entry }: RequirementsLine, operators: readonly ('==' | '===')[]): boolean {
  return entry.kind === 'requirement' && pinOf(entry.requirement, operators) !== undefined;
}

function packageCounts({ packages }: PylockReading): SideCounts {
  const files = packages.flatMap(({ sources }) => sources);
  return {
    requirements: packages.length,
    pins: packages.filter(({ version }) => version !== undefined).length,
    hashes: files.reduce((sum, source) => sum + ('hashes' in source ? source.hashes.length : 0), 0),
  };
}
