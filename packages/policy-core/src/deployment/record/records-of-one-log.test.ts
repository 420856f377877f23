import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { LogEvent } from '../audit-log/log-entry.ts';
import { readLog } from '../audit-log/read-log.ts';
import { verifyLog } from '../audit-log/verify-log.ts';
import { deploysTo } from '../audit-log/deploys-in-log.ts';
import { readDeployRecord } from '../facts/deploy-record.ts';
import { observed } from '../../model/known.ts';
import { recordPlaces, type RecordPlace } from '../../policy/record-places.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { entriesOf, linesOf, STAMPED } from '../../testing/sample-log.ts';
import { nextRecord } from './next-record.ts';
import { recordReport, type RecordReport } from './record-report.ts';

// Several services are deployed to several environments, and all of it stands in one audit log.

const POLICY = policyOf({
  deployment: { record: 'infrastructure/last-good-deploy.json', services: ['api', 'worker', 'web'] },
  branches: { develop: { match: ['develop'], environment: 'staging' } },
});
const PLACES = recordPlaces(POLICY);

interface Deploy {
  /** Which of the places. */
  readonly to: number;
  readonly sha: string;
}

const anyDeploys: fc.Arbitrary<readonly Deploy[]> = fc.array(
  fc.record({
    to: fc.nat(PLACES.length - 1),
    sha: fc.constantFrom('a', 'b', 'c').map((digit) => digit.repeat(40)),
  }),
  { minLength: 1, maxLength: 12 },
);

function placeAt(index: number): RecordPlace {
  const place = PLACES[index];
  if (place === undefined) throw new Error('There is no such place.');
  return place;
}

function eventOf({ to, sha }: Deploy): LogEvent {
  const { environment, service } = placeAt(to);
  return { ...STAMPED, event: 'deploy.healthy', env: environment, data: { sha, service } };
}

/** The record that a deploy leaves behind, with the entry of the log that it names. */
function recordOf({ to, sha }: Deploy, auditHead: string): string {
  const { environment, service = '', path } = placeAt(to);
  const deploy = { last_good_sha: sha, deployed_at: '2026-11-21T08:00:00Z', environment, service };
  const next = nextRecord({ path, before: { kind: 'absent' }, deploy, auditHead });
  if (next.kind === 'refused') throw new Error(next.problem);
  return next.text;
}

function verdictAt(place: number, text: string, log: string): RecordReport['verdict'] {
  const { path, ...where } = placeAt(place);
  const reading = readDeployRecord(path, { kind: 'text', text });
  const hash = reading.kind === 'read' ? (reading.auditHead?.value ?? '') : '';
  const end = { ...readLog(log).head, bytes: log.length };
  const known = [{ by: 'the deploy record', hash }];
  return recordReport({
    path,
    place: where,
    reading: observed(reading),
    commit: observed('ancestor'),
    audit: observed(verifyLog({ text: log, isUtf8: true, end, known })),
    earlier: observed([]),
    first: POLICY.record.services[0],
    now: '2026-11-21T09:00:00Z',
  }).verdict;
}

describe('records of several services beside one log', () => {
  test('hold each at its own place, with an entry of its own, and nowhere else', () => {
    fc.assert(
      fc.property(
        anyDeploys,
        fc.tuple(fc.nat(), fc.nat(), fc.nat()),
        (deploys, [ofRecord, ofEntry, ofPlace]) => {
          const entries = entriesOf(deploys.map(eventOf));
          const [recorded, named] = [ofRecord % deploys.length, ofEntry % deploys.length];
          const [deploy, other] = [deploys[recorded], deploys[named]];
          if (deploy === undefined || other === undefined) throw new Error('There is one at least.');
          const place = ofPlace % PLACES.length;
          const verdict = verdictAt(place, recordOf(deploy, entries[named]?.hash ?? ''), linesOf(entries));
          const isOwn = deploy.to === place && deploy.to === other.to && deploy.sha === other.sha;
          const isLast = deploys.findLastIndex(({ to }) => to === place) === named;
          expect(verdict).toBe(isOwn && isLast ? 'unproved' : 'fail');
        },
      ),
    );
  });

  test('are missed where the log knows of a deploy to their place, and only there', () => {
    fc.assert(
      fc.property(anyDeploys, (deploys) => {
        const entries = entriesOf(deploys.map(eventOf));
        const missed = PLACES.map((place) => deploysTo(entries, place, POLICY.record.services[0]).length > 0);
        expect(missed).toEqual(PLACES.map((_, index) => deploys.some(({ to }) => to === index)));
      }),
    );
  });
});
