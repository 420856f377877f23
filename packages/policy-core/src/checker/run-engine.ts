import { policyReaderInput } from '../change/facts/policy-change.ts';
import { protectionRequests } from '../change/facts/protected-change.ts';
import { approvalRequests } from '../change/facts/required-approvals.ts';
import { scopeRequests } from '../change/facts/scoped-change.ts';
import { judgedSectionsInput, unmatchedNames } from '../change/facts/unmatched-places.ts';
import { unreadFiles } from '../change/facts/unsupported-tools.ts';
import { dependencyRequests } from '../dependencies/facts/dependency-change.ts';
import { comparableFacts, keptOutcomesInput, type KeptOutcomes } from '../engine/kept-outcomes.ts';
import { QueryEngine, type EngineOptions } from '../engine/queries/query-engine.ts';
import type { RuleRun } from '../engine/rule-run.ts';
import { parsersInput, stageInput } from '../engine/run-inputs.ts';
import { sayRuns } from '../engine/say-runs.ts';
import { isLookingInput } from '../engine/seen-inputs.ts';
import { sayPolicy } from './say-policy.ts';
import { saySeen } from './say-seen.ts';
import { namedByIds, nextRevisions } from '../migrations/facts/across-history.ts';
import { collectedMigrations } from '../migrations/facts/collect-migrations.ts';
import { environmentSource } from '../migrations/facts/environment-code.ts';
import { foreignSql } from '../migrations/facts/foreign-sql.ts';
import { migrationsSource } from '../migrations/facts/known-migrations.ts';
import { collectedEnvironment } from '../migrations/facts/read-environment-code.ts';
import { unmatchedNamesOfMigrations } from '../migrations/facts/unmatched-names.ts';
import type { Observations } from '../model/observations.ts';
import type { Stage } from '../model/stage.ts';
import type { Parsers } from '../parsers/parsers.ts';
import type { Policy } from '../policy/policy.ts';
import { wantedBases } from '../policy/read-policy.ts';
import { loadPolicy } from './load-policy.ts';

/** One for all runs: what reads policies is no change. */
const POLICY_READER = { read: loadPolicy, wanted: wantedBases };

export interface RunGiven {
  readonly policy: Policy;
  readonly observations: Observations;
  readonly stage: Stage;
  /** `undefined` when not loaded; left out: it shows whether somebody asks for them. */
  readonly parsers?: Parsers | undefined;
  /** Left out where only facts are asked for. */
  readonly runs?: readonly RuleRun[];
  /** Whether somebody will look for what was not seen; left out: what was not seen stays unknown. */
  readonly isLooking?: boolean;
  /** Left out: nothing is kept from one run to the next. */
  readonly outcomes?: KeptOutcomes | undefined;
  /** Sections of the policy whose places are under judgement; left out: all. */
  readonly judgesPlacesOf?: ((section: string) => boolean) | undefined;
}

/** Knows what one run begins with, and nothing more before somebody asks. */
export function runEngine(given: RunGiven, options?: EngineOptions): QueryEngine {
  const engine = new QueryEngine(options);
  sayGiven(engine, given);
  engine.set(comparableFacts, '', { value: [nextRevisions, namedByIds] });
  engine.set(migrationsSource, '', { value: collectedMigrations });
  engine.set(environmentSource, '', { value: collectedEnvironment });
  engine.set(policyReaderInput, '', { value: POLICY_READER });
  engine.set(approvalRequests, '', { value: [protectionRequests, scopeRequests, dependencyRequests] });
  engine.set(unmatchedNames, '', { value: [unmatchedNamesOfMigrations] });
  engine.set(unreadFiles, '', { value: [foreignSql] });
  return engine;
}

/** Says what another run of the same engine begins with; what is as it was `before` is no change. */
export function sayGiven(engine: QueryEngine, given: RunGiven, before?: RunGiven): void {
  const { policy, observations, stage, judgesPlacesOf = ALL_PLACES, runs = [] } = given;
  sayPolicy(engine, policy, before?.policy);
  saySeen(engine, observations, before?.observations);
  engine.set(isLookingInput, '', { value: given.isLooking ?? false });
  engine.set(stageInput, '', { value: stage });
  engine.set(keptOutcomesInput, '', { value: given.outcomes });
  if ('parsers' in given) engine.set(parsersInput, '', { value: given.parsers });
  sayRuns(engine, runs, before?.runs);
  engine.set(judgedSectionsInput, '', { value: judgesPlacesOf });
}

const ALL_PLACES = () => true;
