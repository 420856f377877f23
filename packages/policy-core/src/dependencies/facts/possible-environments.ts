import type { Marker, MarkerComparison } from '../packaging/marker.ts';
import { questionOf } from '../packaging/marker-comparison.ts';
import { markerEnvironment, type MarkerPlatform } from '../packaging/marker-environment.ts';
import type { MarkerEnvironment } from '../packaging/marker-evaluation.ts';
import { pythonsAround, type CandidatePython } from '../packaging/marker-pythons.ts';
import type { DependencySync } from '../../policy/policy.ts';
import type { LockHeader } from '../requirements/lock-header.ts';
import { isPrerelease } from '../packaging/version-kind.ts';
import { parseVersion } from '../packaging/parse-version.ts';

/** Where a lock is to be installed. */
export interface CompiledFor {
  /** `3.11` or `3.11.7`; `undefined` where nobody says. */
  readonly python: string | undefined;
  readonly platform: MarkerPlatform;
}

/** Nobody asks so much; each question brings some Pythons, and each of those is asked all of them. */
const MOST_QUESTIONS = 50;

/**
 * Those among which every answer of the markers turns up: one where the Python is known, or nothing asks
 * for it. `undefined` where the markers ask too much of an unknown Python.
 */
export function possibleEnvironments(
  { python, platform }: CompiledFor,
  markers: readonly Marker[],
): readonly MarkerEnvironment[] | undefined {
  if (python !== undefined) return [markerEnvironment({ python, platform })];
  const elsewhere = markerEnvironment({ python: '', platform });
  const questions = markers.flatMap(comparisonsIn).map(questionOf).filter(asksForPython);
  if (questions.length === 0) return [elsewhere];
  if (questions.length > MOST_QUESTIONS) return undefined;
  return pythonsAround(questions)
    .filter(isReleased)
    .map((variables) => ({
      ...elsewhere,
      ...variables,
      implementation_version: variables.python_full_version,
    }));
}

/** Before its release a Python lies between `< "3.12"` and `>= "3.12"`: no lock is made for it. */
function isReleased({ python_full_version: full }: CandidatePython): boolean {
  const version = parseVersion(full);
  return version === undefined || !isPrerelease(version);
}

function comparisonsIn(marker: Marker): readonly MarkerComparison[] {
  return marker.kind === 'comparison' ? [marker] : marker.operands.flatMap(comparisonsIn);
}

function asksForPython({ key }: { readonly key: string }): boolean {
  return key === 'python_version' || key === 'python_full_version';
}

/** Whose markers count for a lock. */
export interface MadeFor {
  /** `undefined` where nobody says. */
  readonly python: string | undefined;
  /** The first is where it is installed; a lock for every platform has to hold for the others, too. */
  readonly platforms: readonly [MarkerPlatform, ...MarkerPlatform[]];
}

/** What the policy says of the Python, else what the lock says; of the platform the command of the lock, else the policy. */
export function madeFor(sync: DependencySync, header: LockHeader | undefined): MadeFor {
  const platform = platformOf(header?.platform) ?? sync.platform;
  const others = header?.isUniversal === true ? PLATFORMS.filter((one) => one !== platform) : [];
  return { python: sync.python ?? header?.python, platforms: [platform, ...others] };
}

const PLATFORMS = ['linux', 'macos', 'windows'] as const;

/** `linux`, or a target such as `x86_64-manylinux_2_28` and `aarch64-apple-darwin`. */
function platformOf(target: string | undefined): MarkerPlatform | undefined {
  if (target === undefined) return undefined;
  if (/windows/.test(target)) return 'windows';
  if (/^macos$|-darwin/.test(target)) return 'macos';
  return /linux/.test(target) ? 'linux' : undefined;
}
