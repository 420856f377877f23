import { pinOf } from '../facts/pin.ts';
import { parseRequirements } from '../requirements/parse-requirements.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';

export type RewrittenPins =
  | {
      readonly kind: 'rewritten';
      readonly text: string;
      /** Normalized names of what was rewritten. */
      readonly names: ReadonlySet<string>;
    }
  /** `problem` is a sentence. */
  | { readonly kind: 'refused'; readonly problem: string };

/** Puts other versions behind the `==` of a file; everything else stays as it is written. @param versions by normalized name */
export function rewritePins(
  file: { readonly path: string; readonly text: string },
  versions: ReadonlyMap<string, string>,
): RewrittenPins {
  const names = new Set<string>();
  let text = file.text;
  // From the end, so that places before it stay right.
  for (const line of [...parseRequirements(file.text).lines].reverse()) {
    const place = pinPlace(line, file.text);
    const version = place && versions.get(place.name);
    if (place === undefined || version === undefined) continue;
    const problem = whyNot(line);
    if (problem !== undefined) {
      return { kind: 'refused', problem: `${place.name} in ${file.path} ${problem}` };
    }
    text = text.slice(0, place.start) + version + text.slice(place.end);
    names.add(place.name);
  }
  return { kind: 'rewritten', text, names };
}

interface PinPlace {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Where the version of a pin stands. A version that a continuation cuts in two has no place. */
function pinPlace({ entry }: RequirementsLine, text: string): PinPlace | undefined {
  if (entry.kind !== 'requirement') return undefined;
  const version = pinOf(entry.requirement, ['==', '===']);
  const [clause] = entry.requirement.clauses;
  if (version === undefined || clause === undefined) return undefined;
  const { end } = clause.range;
  const start = end - version.length;
  return text.slice(start, end) === version
    ? { name: entry.requirement.normalizedName, start, end }
    : undefined;
}

function whyNot({ hashes, variables, passedOver }: RequirementsLine): string | undefined {
  if (hashes.length > 0 || passedOver.some(({ what }) => what === 'hashes')) {
    return 'has hashes, which belong to the old version. Let the command that makes the lock find the new ones, with --command.';
  }
  return variables.length > 0 ? 'depends on a variable of the environment. Write it out first.' : undefined;
}
