import type {
  ApprovalPolicy,
  DeployedService,
  DriverPolicy,
  ProbePolicy,
  ReleaseRequirements,
  ServiceEnvironment,
  Words,
} from './service-policy.ts';
import type { PatternCompiler } from './patterns/compile-patterns.ts';
import type { BranchPolicy } from './policy.ts';
import type { PolicyFile } from './policy-schema.ts';
import { freezeWindows } from './freeze-windows.ts';
import { scheduleOf } from './probe-schedule.ts';
import { isProduction, isSameEnvironment } from './same-environment.ts';
import type { WrittenDriver } from './schema/driver-schema.ts';
import { milliseconds } from './schema/duration-form.ts';
import type { WrittenProbe } from './schema/probe-schema.ts';
import type { WrittenEnvironment } from './schema/services-schema.ts';
import type { PolicySourceText, Steps } from './source/policy-text.ts';
import { describedServices, stepsOfService } from './written-services.ts';

interface Sources {
  readonly source: PolicySourceText;
  readonly branches: BranchPolicy;
  /** Branch patterns are always lockpath patterns. */
  readonly compiler: PatternCompiler;
}

/** A plain list of names says of none how it is deployed. */
export function deployedServices(file: PolicyFile, sources: Sources): readonly DeployedService[] {
  return Object.entries(describedServices(file)).map(([name, { equality, environments = {} }]) => {
    return {
      name,
      equality: equality ?? 'sha',
      environments: Object.entries(environments).map(([environment, written]) =>
        environmentOf(
          { name: environment, written, siblings: Object.keys(environments) },
          { ...sources, steps: stepsOfService(name, environment) },
        ),
      ),
      at: spanOfKey(sources.source, stepsOfService(name)),
    };
  });
}

function spanOfKey(source: PolicySourceText, steps: Steps) {
  return source.keySpanOf(steps) ?? source.spanOf(steps);
}

interface NamedEnvironment {
  readonly name: string;
  readonly written: WrittenEnvironment;
  /** All environments of the service. */
  readonly siblings: readonly string[];
}

function environmentOf(
  { name, written, siblings }: NamedEnvironment,
  { source, branches, compiler, steps }: Sources & { readonly steps: Steps },
): ServiceEnvironment {
  const { from, promote_from: before, driver, probes = [], soak = '0s', approval } = written;
  return {
    name,
    from: from && compiler.patterns(from, [...steps, 'from']).map(({ pattern }) => pattern),
    promoteFrom: before && asWritten(before, siblings),
    driver: driver && driverOf(driver, name),
    probes: probes.map(probeOf),
    soakMs: milliseconds(soak),
    approval: approval && approvalOf(approval),
    requires: requirementsOf(written, isTagged(name, branches)),
    automaticRollback: written.rollback?.automatic ?? [],
    freeze: (written.freeze ?? []).flatMap(freezeWindows),
    at: spanOfKey(source, steps),
  };
}

function asWritten(environment: string, siblings: readonly string[]): string {
  return siblings.find((sibling) => isSameEnvironment(sibling, environment)) ?? environment;
}

function isTagged(environment: string, { productionRequires }: BranchPolicy): boolean {
  return isProduction(environment) && productionRequires.includes('tagged');
}

function driverOf(driver: WrittenDriver, environment: string): DriverPolicy {
  const timeoutMs = milliseconds(driver.timeout ?? '15m');
  switch (driver.kind) {
    case 'command':
      return {
        kind: 'command',
        deploy: wordsOf(driver.deploy),
        current: driver.current && wordsOf(driver.current),
        list: driver.list && wordsOf(driver.list),
        autoDeploy: driver.auto_deploy && wordsOf(driver.auto_deploy),
        timeoutMs,
      };
    case 'github-actions': {
      const { kind, workflow } = driver;
      return { kind, workflow, environment: driver.environment ?? environment, timeoutMs };
    }
    case 'manual':
      return { kind: 'manual', checklist: driver.checklist, timeoutMs };
  }
}

/** The schema takes no empty list. */
function wordsOf([program = '', ...rest]: readonly string[]): Words {
  return [program, ...rest];
}

function probeOf(probe: WrittenProbe): ProbePolicy {
  const schedule = scheduleOf(probe);
  switch (probe.kind) {
    case 'http': {
      const { kind, url, identity, status = 200 } = probe;
      // The first is the root, `$`.
      return { ...schedule, kind, url, identity: identity?.split('.').slice(1), status };
    }
    case 'sql': {
      const { kind, variable, query = 'select 1' } = probe;
      return { ...schedule, kind, variable, query };
    }
    case 'command':
      return { ...schedule, kind: 'command', run: wordsOf(probe.run) };
  }
}

function approvalOf({
  by,
  approvers = [],
  quorum = 1,
  expires = '24h',
}: NonNullable<WrittenEnvironment['approval']>): ApprovalPolicy {
  const names = new Set(approvers.map((name) => name.toLowerCase()));
  return { by, approvers: [...names], quorum, expiresMs: milliseconds(expires) };
}

function requirementsOf({ requires = {} }: WrittenEnvironment, isTagAsked: boolean): ReleaseRequirements {
  const { tag, tests = {}, backup, checks = [] } = requires;
  return {
    tag: tag ?? (isTagAsked ? 'any' : undefined),
    tests: new Map(Object.entries(tests)),
    backupMs: backup === undefined ? undefined : milliseconds(backup),
    checks,
  };
}
