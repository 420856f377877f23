import type { DependencySync } from '../../policy/policy.ts';
import { comesFrom } from '../requirements/lock-header.ts';
import { expandedRequirements } from './expanded-requirements.ts';
import { keptModes } from './kept-modes.ts';
import { projectNamed } from './line-entry.ts';
import { pairCounts } from './pair-counts.ts';
import { parsedSide } from './parsed-side.ts';
import type { ReadRequirements } from './requirements-file.ts';
import type { RequirementsPair } from './requirements-pair.ts';

/** The mode that two files are evidently meant to keep. */
export interface ProposedMode {
  readonly mode: DependencySync['mode'];
  /** A clause that reads well after "because". */
  readonly because: string;
}

/**
 * What nobody has said, told from the files: how the lock was made, else which mode they keep, else what
 * they look like. `undefined` where the lock says that it was made from something else.
 */
export function proposedMode(judged: RequirementsPair): ProposedMode | undefined {
  const { pair, source, lock } = judged;
  if (lock.known && lock.value.kind === 'pylock')
    return compiled(`${pair.lock} is a lock of the standard form`);
  const [asked, held] = [parsedSide(source), parsedSide(lock)];
  if (held?.header !== undefined) {
    const { header } = held;
    return comesFrom(header, pair.source) ? compiled(`${header.tool} wrote ${pair.lock}`) : undefined;
  }
  if (pair.source.endsWith('.in')) return compiled(`${pair.source} is what a lock is compiled from`);
  if (asked === undefined || held === undefined) {
    return { mode: 'mirror', because: 'nothing says that a tool compiles the lock' };
  }
  return fromKept(judged) ?? fromContents(judged, { source: asked, lock: held });
}

/** What already holds; a lock that holds more than its source may still be one that was not cleaned up. */
function fromKept(judged: RequirementsPair): ProposedMode | undefined {
  const [closest] = keptModes(judged);
  if (closest === 'textual') return { mode: closest, because: 'the two hold the same lines' };
  return closest === 'mirror' ? { mode: closest, because: 'the two hold the same requirements' } : undefined;
}

function compiled(because: string): ProposedMode {
  return { mode: 'compiled', because };
}

/** Ranges must be resolved by somebody, and a lock of mostly other packages holds what the source needs. */
function fromContents(
  judged: RequirementsPair,
  { source, lock }: { readonly source: ReadRequirements; readonly lock: ReadRequirements },
): ProposedMode {
  const { pair, fileAt } = judged;
  const { pins, requirements } = pairCounts(judged).source ?? { pins: 0, requirements: 0 };
  const isMostlyOpen = pins * 2 < requirements;
  const isCompiled = pins < requirements && keptModes(judged).includes('compiled');
  if (isMostlyOpen || isCompiled) return compiled(`${pair.source} leaves versions open`);
  const asked = new Set(expandedRequirements(source, fileAt).lines.map(({ line }) => projectNamed(line)));
  const held = expandedRequirements(lock, fileAt).lines.flatMap(({ line }) => projectNamed(line) ?? []);
  const others = held.filter((name) => !asked.has(name)).length;
  return others * 2 > held.length
    ? compiled(`most of ${pair.lock} is not in ${pair.source}`)
    : { mode: 'mirror', because: `${pair.source} pins its versions, and ${pair.lock} holds little else` };
}
