import { isRecord, listAt, parseJson, textAt, type JsonRecord } from '../json/json-shape.ts';

/** What taking back one revision does, as `migrations explain --format json` tells it. */
export interface ExplainedDowngrade {
  /** `missing`, `elsewhere`, `empty`, `raises` or `runs`. */
  readonly kind: string;
  readonly steps: readonly DowngradeStep[];
  /** What the rules find that is lost on the way back, and why it does not undo every step. */
  readonly notes: readonly string[];
}

export interface DowngradeStep {
  /** A clause, such as `drops the column orders.total and every value in it`. */
  readonly text: string;
  /** `unknown`: that cannot be told. */
  readonly losesData: 'yes' | 'no' | 'unknown';
}

/** `undefined` for anything that is no explanation of a revision that was read. */
export function readDowngrade(stdout: string): ExplainedDowngrade | undefined {
  const output = parseJson(stdout);
  const downgrade = isRecord(output) ? output['downgrade'] : undefined;
  if (!isRecord(output) || !isRecord(downgrade)) return undefined;
  const [kind, steps] = [textAt(downgrade, 'kind'), listAt(downgrade, 'steps')];
  if (kind === undefined || steps === undefined) return undefined;
  return { kind, steps: steps.map(stepIn), notes: notesIn(output) };
}

/** With the rows or values that they take away. */
const LOSING: ReadonlySet<string> = new Set([
  'drop-table',
  'drop-column',
  'drop-all',
  'truncate',
  'change-rows',
  'drop-schema',
  'drop-database',
]);

/** What nobody can read may do anything. */
const UNREAD: ReadonlySet<string> = new Set(['unclear', 'unanalyzable', 'other', 'session', 'alter-column']);

function stepIn(step: JsonRecord): DowngradeStep {
  const [text, kind] = [textAt(step, 'text') ?? '', textAt(step, 'kind') ?? 'unclear'];
  const losesData = LOSING.has(kind) ? 'yes' : UNREAD.has(kind) ? 'unknown' : 'no';
  return { text, losesData };
}

/** Rules that speak of the way back. */
const ABOUT_DOWNGRADE = /^migrations\/(?:downgrade-|irreversible-)/;

function notesIn(output: JsonRecord): readonly string[] {
  const found = (listAt(output, 'findings') ?? []).flatMap((finding) =>
    ABOUT_DOWNGRADE.test(textAt(finding, 'rule') ?? '') ? (textAt(finding, 'message') ?? []) : [],
  );
  const told = ['reversible', 'destructive'].flatMap((name) => {
    const answer = output[name];
    const reasons = isRecord(answer) ? (listAt(answer, 'reasons') ?? []) : [];
    return reasons.flatMap((reason) =>
      reason['direction'] === 'downgrade' ? (textAt(reason, 'text') ?? []) : [],
    );
  });
  return [...new Set([...found, ...told])];
}
