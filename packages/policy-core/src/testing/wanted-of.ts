import { eachLookUp, type LookedUp, type LookUpKind } from '../engine/seen-inputs.ts';
import { observed, type Known } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import type { Policy } from '../policy/policy.ts';
import { wantedPaths, type FoundAtPaths, type WantedPaths } from '../checker/wanted-paths.ts';

interface LookedFor {
  readonly rounds: readonly WantedPaths[];
  readonly seen: Observations;
}

type Found = {
  readonly [Kind in LookUpKind]?: Readonly<Record<string, Known<LookedUp[Kind]>>>;
};

/** Everything that judging asks for beside what was seen. A file that is not found is absent. */
export function lookedFor(policy: Policy, seen: Observations, found: Found = {}): LookedFor {
  const rounds: WantedPaths[] = [];
  // Another object, of which it is not known what a document asked for last.
  const steps = wantedPaths({ ...policy }, seen);
  let step = steps.next();
  while (step.done !== true) {
    rounds.push(step.value);
    const absent = step.value.files.map((path) => [path, observed({ kind: 'absent' as const })] as const);
    const files = new Map([...absent, ...Object.entries(found.files ?? {})]);
    const answers: FoundAtPaths = {
      files,
      filesBefore: new Map(Object.entries(found.filesBefore ?? {})),
      links: new Map(Object.entries(found.links ?? {})),
      folders: new Map(Object.entries(found.folders ?? {})),
      below: new Map(Object.entries(found.below ?? {})),
    };
    step = steps.next(answers);
  }
  return { rounds, seen: step.value };
}

/** Round by round. */
export function wantedRounds(...asked: Parameters<typeof lookedFor>): LookedFor['rounds'] {
  return lookedFor(...asked).rounds;
}

/** Files that are judged in the end. */
export function judgedFilesOf(...asked: Parameters<typeof lookedFor>): readonly string[] {
  return Object.keys(lookedFor(...asked).seen.files);
}

/** All rounds together. */
export function wantedOf(...asked: Parameters<typeof wantedRounds>): WantedPaths {
  const rounds = wantedRounds(...asked);
  return eachLookUp((kind) => rounds.flatMap((round) => round[kind]));
}
