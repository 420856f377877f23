import type { RecordReport } from '../record/record-report.ts';
import type { RecordedFacts } from '../record/recorded-facts.ts';
import type { PlacedEvidence } from './quality.ts';
import type { QualitySight } from './quality-sight.ts';

type Said = Pick<PlacedEvidence, 'state' | 'seen'>;

/** What the record of the last good deploy says of it. What an unsound record says counts for nothing. */
export function recordEvidence({ report, facts }: QualitySight['record']): readonly PlacedEvidence[] {
  const told = (tell: (recorded: RecordedFacts) => Said): Said => {
    if (report.verdict === 'fail') return unknown('The record cannot be relied on.');
    if (report.verdict === 'undetermined') return unproved(report);
    return facts === undefined ? unknown('The record does not say.') : tell(facts);
  };
  const of = (placed: Pick<PlacedEvidence, 'of' | 'id' | 'title'>, said: Said) => ({
    ...placed,
    ...said,
    source: report.path,
  });
  return [
    of(
      { of: 'tested', id: 'recorded-checks', title: 'The last good deploy passed its checks.' },
      told(checks),
    ),
    of({ of: 'tested', id: 'recorded-health', title: 'The last good deploy was healthy.' }, told(health)),
    of(
      { of: 'predictable', id: 'same-commit', title: 'Production got what was on staging.' },
      told(sameCommit),
    ),
    of(
      { of: 'reversible', id: 'way-back', title: 'The record names a commit to go back to.' },
      wayBack(report),
    ),
    of(
      {
        of: 'reversible',
        id: 'recorded-migration',
        title: 'The migrations of the last good deploy can be downgraded.',
      },
      told(migration),
    ),
    of({ of: 'compliant', id: 'approved', title: 'Somebody approved the last good deploy.' }, told(approved)),
    of(
      {
        of: 'compliant',
        id: 'traceable',
        title: 'Commit and CI log of the last good deploy can be looked up.',
      },
      told(traceable),
    ),
  ];
}

/** Nothing was read of a record that is not there. */
function unproved(report: RecordReport): Said {
  return report.last_good_sha === null
    ? { state: 'unknown', seen: openIn(report) }
    : unknown('Whether the record can be relied on is not known.');
}

function openIn({ checks: points }: RecordReport): readonly string[] {
  const open = points.filter(({ outcome }) => outcome === 'failed' || outcome === 'undetermined');
  return open.map(({ message }) => message);
}

function checks({ checks: recorded = [] }: RecordedFacts): Said {
  if (recorded.length === 0) return unknown('The record names no checks.');
  const isGood = recorded.every(({ conclusion }) => conclusion === 'success');
  return {
    state: isGood ? 'shown' : 'against',
    seen: recorded.map(({ name, conclusion }) => `${name}: ${conclusion}.`),
  };
}

function health({ health: recorded = [] }: RecordedFacts): Said {
  if (recorded.length === 0) return unknown('The record names no probes.');
  const isGood = recorded.every(({ status }) => status >= 200 && status < 300);
  return {
    state: isGood ? 'shown' : 'against',
    seen: recorded.map(({ probe, status }) => `${probe} answered ${status}.`),
  };
}

function sameCommit({ promotion, last_good_sha: sha }: RecordedFacts): Said {
  if (promotion === undefined || promotion === null) return unknown('The record names no promotion.');
  const { staging_sha: staged, equality } = promotion;
  if (staged === sha) return { state: 'shown', seen: [`${sha} was on staging.`] };
  return equality === 'tree'
    ? { state: 'shown', seen: [`${staged} was on staging, recorded as having the tree of ${sha}.`] }
    : { state: 'against', seen: [`${staged} was on staging, and ${sha} went to production.`] };
}

function wayBack(report: RecordReport): Said {
  const { verdict, last_good_sha: sha, deployed_at: at } = report;
  if (verdict === 'pass') return { state: 'shown', seen: [`${sha ?? ''}, deployed at ${at ?? ''}.`] };
  if (verdict === 'unproved')
    return unknown(`${sha ?? ''}, deployed at ${at ?? ''}: not provable without signers.`);
  return { state: verdict === 'fail' ? 'against' : 'unknown', seen: openIn(report) };
}

function migration({ migration: recorded }: RecordedFacts): Said {
  if (recorded === undefined || recorded === null) return unknown('The record names no migration.');
  const { revisions, reversible } = recorded;
  const what = revisions.length === 0 ? 'No revision' : revisions.join(', ');
  return reversible
    ? { state: 'shown', seen: [`${what}: recorded as reversible.`] }
    : { state: 'against', seen: [`${what}: recorded as not reversible.`] };
}

function approved({ approved_by: people = [] }: RecordedFacts): Said {
  return people.length === 0
    ? unknown('The record names nobody who approved it.')
    : { state: 'shown', seen: people.map(({ login, method, at }) => `${login}, by ${method}, at ${at}.`) };
}

function traceable({ last_good_sha: sha, deployed_by: by, correction }: RecordedFacts): Said {
  const run = by?.run_url ?? undefined;
  if (run === undefined) return unknown(`The record names the commit ${sha}, and no CI log.`);
  const event =
    correction === undefined || correction === null
      ? []
      : [`It was a correction, ${correction.event_id}: ${correction.reason}.`];
  return { state: 'shown', seen: [`${sha}, by ${run}.`, ...event] };
}

function unknown(sentence: string): Said {
  return { state: 'unknown', seen: [sentence] };
}
