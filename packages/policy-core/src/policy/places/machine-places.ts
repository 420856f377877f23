import { AUDIT_LOG_PATH } from '../audit-log-path.ts';
import type { PatternCompiler } from '../patterns/compile-patterns.ts';
import { anyMatch } from '../patterns/line-match.ts';
import type { PolicyFile } from '../policy-schema.ts';
import { DEFAULT_RECORD_PATH } from '../policy.ts';
import { DEPLOYS_FOLDER } from '../record-places.ts';
import type { PolicySourceText } from '../source/policy-text.ts';
import type { NamedPlace } from './named-place.ts';

/** Files that only a machine writes, but for those that Lockkeeper writes, which are there after the first deploy. */
export function placesOfMachines(
  file: PolicyFile,
  source: PolicySourceText,
  compiler: PatternCompiler,
): readonly NamedPlace[] {
  const { machine_owned: owned = [], may_be_empty: mayBeEmpty } = file.change_scope ?? {};
  if (mayBeEmpty === true) return [];
  return owned.flatMap(({ paths }, index): readonly NamedPlace[] => {
    const patterns = compiler.alone(paths);
    const leadsTo = anyMatch(patterns);
    if (writtenHere(file).some(leadsTo)) return [];
    const at = source.spanOf(['change_scope', 'machine_owned', index, 'paths', 0]);
    const within = patterns.map(({ literalPrefix }) => literalPrefix);
    return [{ section: 'change_scope', written: paths, at, leadsTo, within, known: [] }];
  });
}

function writtenHere({ deployment, baseline }: PolicyFile): readonly string[] {
  return [
    deployment?.record ?? DEFAULT_RECORD_PATH,
    AUDIT_LOG_PATH,
    `${DEPLOYS_FOLDER}/production/service.json`,
    ...(baseline === undefined ? [] : [baseline]),
  ];
}
