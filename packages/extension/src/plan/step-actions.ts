/** What the editor can do for a step, found in the words of the step itself: they are said once, by the CLI. */
export type StepAction =
  /** A folder of results to read: `./ops/db_audit/`. */
  | { readonly kind: 'open'; readonly path: string }
  /** A script to run: `./scripts/db_audit.sh`. */
  | { readonly kind: 'script'; readonly path: string }
  /** The deploy guard, the audit of the databases, the stamp of the baseline, the check of a pasted plan. */
  | { readonly kind: 'guard' | 'audit' | 'stamp' | 'plan' }
  /** A migration: make it from the models, see its history, run it here, commit it. */
  | { readonly kind: 'create' | 'history' | 'upgrade' | 'commit' };

/** In the order in which the step names them, each once. */
export function stepActions(step: string): readonly StepAction[] {
  const found = Array.from(step.matchAll(NAMED), ([, command, path = '']): StepAction => {
    const known = COMMANDS[command ?? ''];
    if (known !== undefined) return known;
    return path.endsWith('/') ? { kind: 'open', path } : { kind: 'script', path };
  });
  const written = found.map((action) => JSON.stringify(action));
  return found.filter((_action, index) => written.indexOf(written[index] ?? '') === index);
}

const COMMANDS: Readonly<Record<string, StepAction>> = {
  guard: { kind: 'guard' },
  'db audit': { kind: 'audit' },
  'db stamp': { kind: 'stamp' },
};

/** Relative paths that begin with `./` and end as a script or a folder, and commands in backticks. Never `..`. */
const NAMED = /`lockkeeper (guard|db audit|db stamp)`|(?<![\w./])\.\/((?:[\w-]+\/)+(?:[\w-]+\.sh\b)?)/g;
