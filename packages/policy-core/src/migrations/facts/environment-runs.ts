import type { Observations } from '../../model/observations.ts';
import type { RevisionRuns } from '../analysis/migrations.ts';
import { codeOf, environmentTexts, type EnvironmentText } from './environment-text.ts';
import { memoizeByObject } from '../../model/memoize.ts';

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

/** Up to two brackets deep, which is as deep as arguments go. */
const CONFIGURES = /\bconfigure\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*/g;

const runsIn = memoizeByObject((text: EnvironmentText): RevisionRuns | undefined => {
  const code = codeOf(text).replaceAll(CONFIGURES, (call) => (isOffline(call) ? '' : call));
  if (OTHERWISE.test(code)) return undefined;
  const said = Array.from(code.matchAll(SAYS), ([, value]) => value);
  if (said.length < Array.from(code.matchAll(MENTIONS)).length) return undefined;
  if (said.length > 0) return agreed(said);
  const calls = code.match(CONFIGURES) ?? [];
  // Arguments may come from elsewhere, as those of Flask-Migrate do.
  return calls.length > 0 && !calls.some((call) => call.includes('**')) ? 'together' : undefined;
});

/** What only writes SQL has no connection. */
function isOffline(call: string): boolean {
  return /\b(?:url|dialect_name)\s*=/.test(call) && !/\bconn/.test(call);
}

function agreed(said: readonly (string | undefined)[]): RevisionRuns | undefined {
  if (said.every((value) => value === 'True')) return 'apart';
  return said.includes('True') ? undefined : 'together';
}
