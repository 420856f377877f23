import { judgedLines, type JudgedRequirements } from './judged-requirements.ts';
import { includeOf } from './requirement-include.ts';

/** Whether a line of the first file, by which it brings in the second, leads back to the first: pip refuses that. */
export type LeadsBack = (from: string, to: string) => boolean;

export function includeCircles(files: readonly JudgedRequirements[]): LeadsBack {
  const broughtIn = new Map<string, Set<string>>();
  for (const { line, judged } of judgedLines(files)) {
    const leadsTo = includeOf(judged.path, line)?.leadsTo;
    if (leadsTo?.kind !== 'file') continue;
    const known = broughtIn.get(judged.path);
    if (known === undefined) broughtIn.set(judged.path, new Set([leadsTo.path]));
    else known.add(leadsTo.path);
  }
  const reached = new Map<string, ReadonlySet<string>>();
  return (from, to) => {
    const known = reached.get(to) ?? reachedFrom(to, broughtIn);
    reached.set(to, known);
    return known.has(from);
  };
}

/** The file itself among them. */
function reachedFrom(
  start: string,
  broughtIn: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  // What is added to a set while it is gone through is gone through as well.
  const reached = new Set([start]);
  for (const path of reached) {
    for (const next of broughtIn.get(path) ?? []) reached.add(next);
  }
  return reached;
}
