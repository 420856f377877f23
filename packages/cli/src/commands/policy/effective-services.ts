import type { Policy } from '@lockkeeper/policy-core';

import { durationText } from './duration-text.ts';

type Environment = Policy['deployedServices'][number]['environments'][number];
type Driver = NonNullable<Environment['driver']>;
type Probe = Environment['probes'][number];

/** Names alone where the policy says no more; `undefined` where it names none. */
export function effectiveServices({ record, deployedServices }: Policy): unknown {
  if (record.services.length === 0) return undefined;
  if (deployedServices.length === 0) return record.services;
  return Object.fromEntries(
    deployedServices.map(({ name, equality, environments }) => [
      name,
      {
        equality,
        environments: Object.fromEntries(environments.map((one) => [one.name, effectivePlace(one)])),
      },
    ]),
  );
}

function effectivePlace(environment: Environment): object {
  const { from, promoteFrom, driver, probes, soakMs, approval, automaticRollback, freeze } = environment;
  return {
    from: from?.map(({ text }) => text),
    promote_from: promoteFrom,
    driver: driver && effectiveDriver(driver),
    probes: probes.length === 0 ? undefined : probes.map(effectiveProbe),
    soak: durationText(soakMs),
    approval: approval && {
      by: approval.by,
      approvers: approval.approvers.length === 0 ? undefined : approval.approvers,
      quorum: approval.quorum,
      expires: durationText(approval.expiresMs),
    },
    requires: effectiveRequirements(environment),
    rollback: { automatic: automaticRollback },
    freeze: freeze.length === 0 ? undefined : freeze.map(effectiveWindow),
  };
}

function effectiveDriver(driver: Driver): object {
  const timeout = durationText(driver.timeoutMs);
  switch (driver.kind) {
    case 'command': {
      const { kind, deploy, current, list, autoDeploy } = driver;
      return { kind, deploy, current, list, auto_deploy: autoDeploy, timeout };
    }
    case 'github-actions': {
      const { kind, workflow, environment } = driver;
      return { kind, workflow, environment, timeout };
    }
    case 'manual':
      return { kind: driver.kind, checklist: driver.checklist, timeout };
  }
}

function effectiveProbe(probe: Probe): object {
  return {
    id: probe.id,
    ...askedBy(probe),
    deadline: durationText(probe.deadlineMs),
    interval: durationText(probe.intervalMs),
    successes: probe.successes,
    bake: durationText(probe.bakeMs),
  };
}

function askedBy(probe: Probe): object {
  switch (probe.kind) {
    case 'http': {
      const { kind, url, identity, status } = probe;
      return { kind, url, identity: identity && ['$', ...identity].join('.'), status };
    }
    case 'sql':
      return { kind: probe.kind, variable: probe.variable, query: probe.query };
    case 'command':
      return { kind: probe.kind, run: probe.run };
  }
}

function effectiveRequirements({ requires: { tag, tests, backupMs, checks } }: Environment): object {
  return {
    tag,
    tests: tests.size === 0 ? undefined : Object.fromEntries(tests),
    backup: backupMs === undefined ? undefined : durationText(backupMs),
    checks: checks.length === 0 ? undefined : checks,
  };
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

function effectiveWindow({ days, from, to, zone }: Environment['freeze'][number]): object {
  return { days: days.map((day) => WEEKDAYS[day]), from: clockTime(from), to: clockTime(to), zone };
}

function clockTime(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours, rest].map((part) => String(part).padStart(2, '0')).join(':');
}
