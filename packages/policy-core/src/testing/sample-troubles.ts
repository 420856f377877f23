import type { TroubleSection, TroubleSight, TroubleStep } from '../deployment/diagnosis/trouble.ts';
import { troubles } from '../deployment/diagnosis/troubles.ts';
import type { SeenDatabase, DatabaseSight } from '../database/seen-database.ts';
import { observed } from '../model/known.ts';
import type { Parsers } from '../parsers/parsers.ts';
import { auditOf, PRODUCTION, sightOf } from './sample-audit.ts';
import { SHOP_PARTS, versionTable } from './sample-database.ts';
import { shopHistory } from './sample-stamp.ts';

/** A shop at one revision, or what is given instead. */
export function shopAtVersion(version: string, more: Partial<SeenDatabase> = {}): DatabaseSight {
  return sightOf({ parts: SHOP_PARTS, versionTables: [versionTable([version])], ...more });
}

interface Given extends Partial<Omit<TroubleSight, 'databases' | 'production'>> {
  readonly development?: DatabaseSight;
  readonly production?: DatabaseSight;
}

/** Production is at a baseline that two revisions build on, and a script goes on whatever becomes of them. */
export function troubleSightOf(parsers: Parsers, given: Given = {}): TroubleSight {
  const {
    development = shopAtVersion('c3'),
    production = shopAtVersion('a1', PRODUCTION),
    histories = observed([shopHistory(parsers)]),
    baseline = 'a1',
    ...more
  } = given;
  return {
    databases: auditOf({ development, production, histories, baseline }),
    production,
    histories,
    baseline,
    starts: observed([{ path: 'start.sh', line: 4, onFailure: 'goes-on' }]),
    guard: {
      kind: 'ran',
      commit: 'aa00bb11cc22dd33ee44ff5566778899aabbccdd',
      exit: 0,
      headline: '✅ GUARD PASSED',
      explanation: 'Every check passed.',
    },
    plan: undefined,
    ...more,
  };
}

export function sectionOf(id: TroubleSection['id'], sight: TroubleSight): TroubleSection {
  const found = troubles(sight).sections.find((section) => section.id === id);
  if (found === undefined) throw new Error(`There is no section ${id}.`);
  return found;
}

/** @param place From 1. */
export function stepOf({ steps }: TroubleSection, place: number): TroubleStep {
  const step = steps[place - 1];
  if (step === undefined) throw new Error(`There is no step ${place}.`);
  return step;
}
