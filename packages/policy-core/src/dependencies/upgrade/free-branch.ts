import { branchForm } from '../../policy/branch-form.ts';

const DEFAULT_SUGGESTION = 'auto/dependency-upgrade-YYYYMMDD-NNN';

export type FreeBranch =
  | { readonly kind: 'free'; readonly name: string }
  /** `problem` is a sentence. */
  | { readonly kind: 'none'; readonly problem: string };

interface Given {
  /** `YYYYMMDD` stands for the day and a run of two `N` or more for a number; `undefined`: the usual form. */
  readonly suggestion: string | undefined;
  /** UTC, such as `2026-11-21T08:00:00Z`. */
  readonly now: string;
  /** Names of branches here and on remotes, without the name of the remote. */
  readonly taken: readonly string[];
}

/** The next name after the highest number of the day: the number of a branch that is gone is not used again. */
export function freeBranch({ suggestion = DEFAULT_SUGGESTION, now, taken }: Given): FreeBranch {
  const form = suggestion.replaceAll('YYYYMMDD', now.slice(0, 10).replaceAll('-', ''));
  const isOfForm = branchForm(form);
  const numbers = taken.filter(isOfForm).map((name) => numberIn(name, form));
  const next = Math.max(0, ...numbers) + 1;
  const digits = Math.min(...Array.from(form.matchAll(NUMBER), ([run]) => run.length));
  if (!Number.isFinite(digits)) {
    return taken.includes(form)
      ? {
          kind: 'none',
          problem: `The branch ${form} exists already. Delete it, or add NNN to \`branch.suggest\` in the policy.`,
        }
      : { kind: 'free', name: form };
  }
  if (String(next).length > digits) {
    return {
      kind: 'none',
      problem: `There is no free branch name left of the form ${form}. Delete old branches.`,
    };
  }
  return { kind: 'free', name: form.replace(NUMBER, (run) => String(next).padStart(run.length, '0')) };
}

const NUMBER = /N{2,}/g;

/** Names of the form have their digits where the form has them. */
function numberIn(name: string, form: string): number {
  const [run] = form.matchAll(NUMBER);
  return run === undefined ? 0 : Number(name.slice(run.index, run.index + run[0].length));
}
