import type { Observations } from '../observations.ts';
import type { RevisionRuns } from './migrations.ts';
import { codeOf, environmentTexts, type EnvironmentText } from './environment-text.ts';
import { onceFor } from './once-for.ts';

/** How the `env.py` of a revision has several of them run; `undefined` where that cannot be told. */
export function environmentRuns(
  seen: Pick<Observations, 'files' | 'revisions'>,
): (path: string) => RevisionRuns | undefined {
  const textFor = environmentTexts(seen);
  return (path) => {
    const text = textFor(path);
    return text && runsIn(text);
  };
}

/** `transaction_per_migration=True`, `"transaction_per_migration": True`, `options["transaction_per_migration"] = True`. */
const SAYS = /\btransaction_per_migration\b(?:["']\]?)?\s*[=:]\s*(True|False)\b/g;
const MENTIONS = /\btransaction_per_migration\b/g;

/** There may be no transaction at all. */
const OTHERWISE = /\bAUTOCOMMIT\b|\btransactional_ddl\b/;

/** Arguments that come from elsewhere, as those of Flask-Migrate do. */
const HANDED_ON = /\bconfigure\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\*\*/;

const runsIn = onceFor((text: EnvironmentText): RevisionRuns | undefined => {
  const code = codeOf(text);
  if (OTHERWISE.test(code)) return undefined;
  const said = Array.from(code.matchAll(SAYS), ([, value]) => value);
  if (said.length < Array.from(code.matchAll(MENTIONS)).length) return undefined;
  if (said.length > 0) return said.every((value) => value === 'True') ? 'apart' : runsOf(said);
  return /\bconfigure\s*\(/.test(code) && !HANDED_ON.test(code) ? 'together' : undefined;
});

function runsOf(said: readonly (string | undefined)[]): RevisionRuns | undefined {
  return said.includes('True') ? undefined : 'together';
}
